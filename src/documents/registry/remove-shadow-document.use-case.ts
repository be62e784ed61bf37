import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { DomainEvents } from '../../platform/events/domain-events.js';
import { DocumentChanges } from './document-changes.js';
import { DocumentDeleted } from '../document.events.js';
import { DocumentRepository } from './document.repository.js';

/** Cleans up a document that never got content. Like any deletion, its owner can take it back. */
@Injectable()
export class RemoveShadowDocument {
  constructor(
    private readonly documents: DocumentRepository,
    private readonly changes: DocumentChanges,
    private readonly database: Database,
    private readonly events: DomainEvents,
  ) {}

  /** Whether it was there to be removed: one with content, or a deleted one, is left alone. */
  async execute(documentId: string): Promise<boolean> {
    const removed = await this.database.inTransaction(async () => {
      const document = await this.documents.findById(documentId);
      if (document?.state !== 'shadow' || document.deletedAtMs !== null) return false;
      await this.changes.apply(documentId, (_, nowMs) => ({ deletedAtMs: nowMs }));
      return true;
    });
    if (removed) this.events.publish(new DocumentDeleted(documentId));
    return removed;
  }
}
