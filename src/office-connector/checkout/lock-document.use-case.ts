import { Injectable } from '@nestjs/common';
import { People, personIn } from '../../platform/identity/people.js';
import { DocumentAccess, DocumentLocks, type DocumentLock } from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';

/** A lock, and the username of whose it is. */
export interface NamedLock extends DocumentLock {
  readonly username: string;
}

/** The lock of the program that has a document open. A foreign lock is no error: it is returned unchanged. */
@Injectable()
export class LockDocument {
  constructor(
    private readonly access: DocumentAccess,
    private readonly locks: DocumentLocks,
    private readonly people: People,
  ) {}

  /** Returns the lock that exists afterwards; `username` shows whose it is. */
  async lock(actor: Actor, documentId: string, timeoutSeconds?: number): Promise<NamedLock> {
    await this.access.require(actor, documentId, 'edit');
    return this.#named(await this.locks.lock(actor, documentId, timeoutSeconds));
  }

  /** Restarts the timeout of the actor's own lock. */
  async refresh(actor: Actor, documentId: string): Promise<NamedLock | undefined> {
    await this.access.require(actor, documentId, 'edit');
    const lock = await this.locks.refresh(actor, documentId);
    return lock && this.#named(lock);
  }

  /** The lock that is left, which is a foreign one. */
  async unlock(actor: Actor, documentId: string): Promise<NamedLock | undefined> {
    await this.access.require(actor, documentId, 'edit');
    const lock = await this.locks.unlock(actor, documentId);
    return lock && this.#named(lock);
  }

  async #named(lock: DocumentLock): Promise<NamedLock> {
    const { accountId } = lock;
    return {
      ...lock,
      username: personIn(await this.people.named([accountId]), accountId).username,
    };
  }
}
