import { Injectable } from '@nestjs/common';
import { DocumentAccess, DocumentLocks, type DocumentLock } from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';

/** The lock of the program that has a document open. A foreign lock is no error: it is returned unchanged. */
@Injectable()
export class LockDocument {
  constructor(
    private readonly access: DocumentAccess,
    private readonly locks: DocumentLocks,
  ) {}

  /** Returns the lock that exists afterwards; `username` shows whose it is. */
  async lock(actor: Actor, documentId: string, timeoutSeconds?: number): Promise<DocumentLock> {
    await this.access.require(actor, documentId, 'edit');
    return this.locks.lock(actor, documentId, timeoutSeconds);
  }

  /** Restarts the timeout of the actor's own lock. */
  async refresh(actor: Actor, documentId: string): Promise<DocumentLock | undefined> {
    await this.access.require(actor, documentId, 'edit');
    return this.locks.refresh(actor, documentId);
  }

  /** The lock that is left, which is a foreign one. */
  async unlock(actor: Actor, documentId: string): Promise<DocumentLock | undefined> {
    await this.access.require(actor, documentId, 'edit');
    return this.locks.unlock(actor, documentId);
  }
}
