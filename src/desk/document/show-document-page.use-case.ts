import { Injectable } from '@nestjs/common';
import { RecoveryNotices } from '../../editor-connector/index.js';
import { WaitingTemplate } from '../../office-connector/index.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Actor } from '../../platform/identity/actor.js';
import type { DocumentView } from './document-page.js';
import type { WaitingView } from './waiting-note.js';
import { ShowReadings } from './show-readings.use-case.js';
import { ShowDocument } from './show-document.use-case.js';

/** How long a page that stays open keeps one URL for the desktop; they are good for much longer. */
const URL_KEPT_MS = 3_600_000;

/** The document, what it waits for if it has no content yet, and what was found again of it. */
@Injectable()
export class ShowDocumentPage {
  constructor(
    private readonly showDocument: ShowDocument,
    private readonly waitingTemplate: WaitingTemplate,
    private readonly notices: RecoveryNotices,
    private readonly showReadings: ShowReadings,
    private readonly clock: Clock,
  ) {}

  async execute(
    actor: Actor,
    documentId: string,
  ): Promise<Omit<DocumentView, 'said' | 'maxFileBytes'>> {
    const document = await this.showDocument.execute(actor, documentId);
    if (document.versions.length === 0) {
      const waiting = await this.#waiting(actor, documentId);
      return { ...document, waiting, recovered: [], readings: [] };
    }
    const [found, readings] = await Promise.all([
      this.notices.listOf(actor, [documentId]),
      document.role === 'viewer' ? [] : this.showReadings.execute(actor, documentId),
    ]);
    const recovered = found.map(({ number, reason }) => ({
      ...{ id: documentId, title: undefined, number, reason },
    }));
    return { ...document, waiting: undefined, recovered, readings };
  }

  async #waiting(actor: Actor, documentId: string): Promise<WaitingView | undefined> {
    const waiting = await this.waitingTemplate.execute(actor, documentId);
    if (waiting === undefined) return undefined;
    const { templateTitle, removedAtMs, url } = waiting;
    const turn = Math.floor(this.clock.nowMs() / URL_KEPT_MS);
    const basis = [templateTitle, removedAtMs, url === undefined ? null : turn];
    return { templateTitle, removedAtMs, url, basis };
  }
}
