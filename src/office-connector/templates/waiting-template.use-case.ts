import { Injectable } from '@nestjs/common';
import { TemplateCatalogue } from '../../oneoffixx/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import { GiveDesktopUrl } from '../links/give-desktop-url.use-case.js';
import { WaitingDocuments } from './waiting-documents.js';

export interface WaitingForTemplate {
  readonly templateTitle: string;
  /** When the document will be deleted if no content arrives. */
  readonly removedAtMs: number;
  /** Starts the desktop program again; undefined while there is no template backend. Valid for twelve hours. */
  readonly url: string | undefined;
}

/** What a document without content is waiting for; undefined for all others. */
@Injectable()
export class WaitingTemplate {
  constructor(
    private readonly waiting: WaitingDocuments,
    private readonly catalogue: TemplateCatalogue,
    private readonly giveUrl: GiveDesktopUrl,
  ) {}

  async execute(actor: Actor, documentId: string): Promise<WaitingForTemplate | undefined> {
    const waiting = await this.waiting.find(documentId);
    if (waiting === undefined) return undefined;
    const url = this.catalogue.isConfigured
      ? await this.giveUrl.execute(actor, documentId, 'oneoffixx')
      : undefined;
    return { ...waiting, url };
  }
}
