import { Injectable } from '@nestjs/common';
import { DocumentAccess, DocumentCheckouts } from '../../documents/index.js';
import { Database } from '../../platform/database/database.js';
import type { Actor } from '../../platform/identity/actor.js';
import { VersionArchive } from '../../version-archive/index.js';
import { versionsOf } from './desktop-versions.js';

@Injectable()
export class CheckIn {
  constructor(
    private readonly access: DocumentAccess,
    private readonly checkouts: DocumentCheckouts,
    private readonly archive: VersionArchive,
    private readonly database: Database,
  ) {}

  /** Ends the check-out and every lock; the comment stays on what was uploaded meanwhile. */
  async execute(actor: Actor, documentId: string, comment: string | null): Promise<void> {
    const { document } = await this.access.require(actor, documentId, 'editor');
    await this.database.inTransaction(async () => {
      const checkout = await this.checkouts.endable(actor, documentId);
      if (comment !== null) {
        const versions = await versionsOf(this.archive, document, checkout);
        const ids = versions.map(({ id }) => id);
        await this.archive.comment(ids, comment);
      }
      await this.checkouts.release(actor, documentId);
    });
  }
}
