import { Injectable } from '@nestjs/common';
import { DocumentAccess, DocumentLocks, type DocumentLock } from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';

@Injectable()
export class LockDocument {
  constructor(
    private readonly access: DocumentAccess,
    private readonly locks: DocumentLocks,
  ) {}

  /** The lock that is there afterwards; a foreign one stays, and its `username` says so. */
  async execute(actor: Actor, documentId: string, timeoutSeconds?: number): Promise<DocumentLock> {
    await this.access.require(actor, documentId, 'editor');
    return this.locks.lock(actor, documentId, timeoutSeconds);
  }
}
