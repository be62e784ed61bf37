import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { DocumentShareRepository, type SharedRole } from '../registry/document-share.repository.js';
import type { Document } from '../document.js';

export class DocumentShares {
  constructor(
    private readonly shares: DocumentShareRepository,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Whether the person holds another role now than before. */
  give(document: Document, username: string, role: SharedRole): Promise<boolean> {
    return this.database.inTransaction(async () => {
      const held = await this.shares.find(document.id, username);
      if (held?.role === role) return false;
      if (held !== undefined) return this.shares.changeRole(document.id, username, role);
      await this.shares.holdDocument(document.id);
      const createdAtMs = this.clock.nowMs();
      await this.shares.insert({ documentId: document.id, username, role, createdAtMs });
      await this.shares.refresh(document.id);
      return true;
    });
  }
}
