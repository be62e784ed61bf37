import { Injectable } from '@nestjs/common';
import { DesktopDocuments } from '../office-connector/index.js';
import type { Actor } from '../platform/identity/actor.js';
import { TemplateFeature } from './template-feature.js';

export interface WaitingDocument {
  readonly templateTitle: string;
  /** When it will be cleaned up if nothing comes. */
  readonly removedAtMs: number;
  /** Starts the desktop again; undefined while there is no template backend. Good for hours. */
  readonly url: string | undefined;
}

/** What a document without content is waiting for; undefined for all others. */
@Injectable()
export class WaitingTemplate {
  constructor(
    private readonly desktop: DesktopDocuments,
    private readonly feature: TemplateFeature,
  ) {}

  async execute(actor: Actor, documentId: string): Promise<WaitingDocument | undefined> {
    const waiting = await this.desktop.waitingFor(documentId);
    if (waiting === undefined) return undefined;
    const url = this.feature.isOn
      ? await this.desktop.urlFor(actor, documentId, 'oneoffixx')
      : undefined;
    return { ...waiting, url };
  }
}
