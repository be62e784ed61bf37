import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import type { Actor } from '../platform/identity/actor.js';
import { WaitingTemplate } from '../template-wizard/index.js';
import type { WaitingView } from './parts/waiting-note.js';
import { ShowDocument, type ShownDocument } from './show-document.use-case.js';

/** How long a page that stays open keeps one URL for the desktop; they are good for much longer. */
const URL_KEPT_MS = 3_600_000;

/** The document, and what it waits for if it has no content yet. */
@Injectable()
export class ShowDocumentPage {
  constructor(
    private readonly showDocument: ShowDocument,
    private readonly waitingTemplate: WaitingTemplate,
    private readonly clock: Clock,
  ) {}

  async execute(
    actor: Actor,
    documentId: string,
  ): Promise<ShownDocument & { readonly waiting: WaitingView | undefined }> {
    const document = await this.showDocument.execute(actor, documentId);
    if (document.versions.length > 0) return { ...document, waiting: undefined };
    const waiting = await this.waitingTemplate.execute(actor, documentId);
    if (waiting === undefined) return { ...document, waiting: undefined };
    const { templateTitle, removedAtMs, url } = waiting;
    const turn = Math.floor(this.clock.nowMs() / URL_KEPT_MS);
    const basis = [templateTitle, removedAtMs, url === undefined ? null : turn];
    return { ...document, waiting: { templateTitle, removedAtMs, url, basis } };
  }
}
