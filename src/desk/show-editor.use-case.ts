import { Injectable } from '@nestjs/common';
import { FormatTable, GetDocument } from '../documents/index.js';
import { DocumentServerStatus } from '../editor-connector/index.js';
import type { Actor } from '../platform/identity/actor.js';
import type { EditorTrouble } from './edit-page.js';
import { opensAs } from './kind-of.js';

export interface ShownEditor {
  readonly documentId: string;
  readonly title: string;
  readonly isPrivate: boolean;
  readonly trouble: EditorTrouble | undefined;
}

/** Tells before any script runs whether the editor can open; the session itself is asked for by the page. */
@Injectable()
export class ShowEditor {
  constructor(
    private readonly getDocument: GetDocument,
    private readonly formats: FormatTable,
    private readonly documentServer: DocumentServerStatus,
  ) {}

  async execute(actor: Actor, documentId: string): Promise<ShownEditor> {
    const { document, head } = await this.getDocument.execute(actor, documentId);
    const opens =
      head !== undefined && opensAs(this.formats, document.fileType, true) !== 'nowhere';
    return {
      documentId: document.id,
      title: document.title,
      isPrivate: document.custody === 'zero-knowledge',
      trouble: opens ? await this.#outage() : { reason: 'unopenable' },
    };
  }

  async #outage(): Promise<EditorTrouble | undefined> {
    const { reachable, cause, fix } = await this.documentServer.execute();
    if (reachable) return undefined;
    return { reason: 'unreachable', fix: [cause, fix].filter(Boolean).join('\n') || undefined };
  }
}
