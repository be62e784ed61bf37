import { randomUUID } from 'node:crypto';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Actor } from '../../platform/identity/actor.js';
import type { DocumentLock } from './document-checkout.js';
import { DocumentCheckoutRepository } from './document-checkout.repository.js';
import { checkedOut } from '../documents.errors.js';
import { OutsideChange } from './outside-change.js';

/** What desktop programs expect: long enough for a lunch without the network, short enough after a crash. */
export const LOCK_TIMEOUT_SECONDS = 600;

/** The locks of programs that have a document open. A foreign one is answered, not refused: clients compare names. */
export class DocumentLocks {
  constructor(
    private readonly checkouts: DocumentCheckoutRepository,
    private readonly outside: OutsideChange,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * The actor's lock; one that is alive is left as it is, whoever's it is. `documents/checked-out` (conflict)
   * when somebody else has it checked out without a lock, `documents/being-edited` as for a check-out.
   */
  lock(actor: Actor, documentId: string, timeoutSeconds?: number): Promise<DocumentLock> {
    return this.database.inTransaction(async () => {
      const { holders } = this.outside;
      const live = await holders.lockOf(documentId);
      if (live !== undefined) return live;
      const holder = await holders.holderOf(documentId);
      if (holder !== undefined && holder !== actor.username) throw checkedOut(documentId, holder);
      await this.outside.refuseDesktop(actor.username, documentId);
      return this.#put({
        documentId,
        username: actor.username,
        token: randomUUID(),
        sinceMs: this.clock.nowMs(),
        timeoutSeconds: timeoutSeconds ?? LOCK_TIMEOUT_SECONDS,
      });
    });
  }

  /** Makes the actor's lock last as long again, even one that just ran out; a foreign one is answered as it is. */
  refresh(actor: Actor, documentId: string): Promise<DocumentLock | undefined> {
    return this.database.inTransaction(async () => {
      const lock = await this.checkouts.findLock(documentId);
      if (lock?.username !== actor.username) return this.outside.holders.lockOf(documentId);
      await this.outside.holders.refuseOthers(actor.username, documentId);
      return this.#put({ ...lock, sinceMs: this.clock.nowMs() });
    });
  }

  /** Answers the lock that is left: a foreign one, which stays; administrators end any. */
  unlock(actor: Actor, documentId: string): Promise<DocumentLock | undefined> {
    return this.database.inTransaction(async () => {
      const live = await this.outside.holders.lockOf(documentId);
      if (live !== undefined && live.username !== actor.username && !actor.isAdmin) return live;
      await this.checkouts.removeLock(documentId);
      return undefined;
    });
  }

  async #put(lock: DocumentLock): Promise<DocumentLock> {
    await this.checkouts.putLock(lock);
    return lock;
  }
}
