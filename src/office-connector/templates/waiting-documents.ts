import type { Clock } from '../../platform/clock/clock.js';
import type { RemoveShadowDocument } from '../../documents/index.js';
import type { WaitingDocument, WaitingDocumentRepository } from './waiting-document.repository.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Documents from templates that wait for their first content. */
export class WaitingDocuments {
  constructor(
    private readonly waiting: WaitingDocumentRepository,
    private readonly removeShadow: RemoveShadowDocument,
    private readonly clock: Clock,
    private readonly settings: { readonly shadowDays: number },
  ) {}

  add(waiting: WaitingDocument): Promise<void> {
    return this.waiting.insert(waiting);
  }

  async find(documentId: string) {
    const waiting = await this.waiting.find(documentId);
    if (waiting === undefined || waiting.endedAtMs !== null) return undefined;
    return {
      templateTitle: waiting.templateTitle,
      removedAtMs: waiting.createdAtMs + this.settings.shadowDays * DAY_MS,
    };
  }

  /** The content arrived. Joins the caller's transaction. */
  end(documentId: string): Promise<void> {
    return this.waiting.end(documentId, this.clock.nowMs());
  }

  /** Moves documents to the bin that got no content in time; one that its owner restores is never removed again. */
  async sweep(): Promise<void> {
    const nowMs = this.clock.nowMs();
    for (const documentId of await this.waiting.waitingSince(
      nowMs - this.settings.shadowDays * DAY_MS,
    )) {
      await this.removeShadow.execute(documentId);
      await this.waiting.end(documentId, nowMs);
    }
  }
}
