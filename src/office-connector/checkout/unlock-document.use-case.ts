import { Injectable } from '@nestjs/common';
import { DocumentAccess, DocumentLocks, type DocumentLock } from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';

@Injectable()
export class UnlockDocument {
  constructor(
    private readonly access: DocumentAccess,
    private readonly locks: DocumentLocks,
  ) {}

  /** The lock that is left, which is a foreign one. */
  async execute(actor: Actor, documentId: string): Promise<DocumentLock | undefined> {
    await this.access.require(actor, documentId, 'editor');
    return this.locks.unlock(actor, documentId);
  }
}
