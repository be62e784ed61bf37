import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { noSuchDocument } from '../documents.errors.js';
import { DocumentRepository } from './document.repository.js';
import { DocumentShareRepository } from './document-share.repository.js';
import type { Document } from '../document.js';

type Editable = Partial<Pick<Document, 'title' | 'fileType' | 'state' | 'custody' | 'deletedAtMs'>>;

/** The one way in which a registered document changes: read, change, write, in one transaction (its own or the caller's). */
export class DocumentChanges {
  constructor(
    private readonly documents: DocumentRepository,
    private readonly shares: DocumentShareRepository,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  apply(
    documentId: string,
    change: (document: Document, nowMs: number) => Editable,
  ): Promise<Document> {
    return this.database.inTransaction(async () => {
      const document = await this.documents.findById(documentId);
      if (document === undefined) throw noSuchDocument(documentId);
      const nowMs = this.clock.nowMs();
      const changed = { ...document, ...change(document, nowMs), updatedAtMs: nowMs };
      await this.documents.update(changed);
      await this.shares.refresh(documentId);
      return changed;
    });
  }
}
