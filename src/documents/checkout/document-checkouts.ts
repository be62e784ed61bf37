import { randomUUID } from 'node:crypto';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { EventOutbox } from '../../platform/events/event-outbox.js';
import type { Actor } from '../../platform/identity/actor.js';
import { VersionArchive } from '../../version-archive/index.js';
import type { Document } from '../document.js';
import { notCheckedOut } from '../documents.errors.js';
import {
  DocumentCheckoutRepository,
  type Checkout,
  type DocumentLock,
} from './document-checkout.repository.js';
import { DocumentHolders, EditGuard } from './edit-guard.js';

/** What desktop programs expect: long enough for a lunch without the network, short enough after a crash. */
const LOCK_TIMEOUT_SECONDS = 600;

export interface DocumentCheckoutsParts {
  readonly checkouts: DocumentCheckoutRepository;
  readonly guard: EditGuard;
  readonly archive: VersionArchive;
  readonly database: Database;
  readonly clock: Clock;
  readonly outbox: EventOutbox;
}

/**
 * Check-outs: one person at a time, and never while others edit in the browser. The caller checks before each step
 * that the actor may edit.
 */
export class DocumentCheckouts {
  constructor(private readonly parts: DocumentCheckoutsParts) {}

  /**
   * `documents/checked-out` (conflict) when anybody has it already, the actor included;
   * `documents/being-edited` (conflict) while people edit it in the browser.
   */
  async checkout(actor: Actor, document: Document): Promise<Checkout> {
    const checkout = await this.parts.database.inTransaction(async () => {
      await this.parts.guard.assertFree(document.id);
      const head = await this.parts.archive.findHead(document.versionGroupId);
      const row = {
        documentId: document.id,
        accountId: actor.id,
        fromVersion: head?.number ?? 0,
        sinceMs: this.parts.clock.nowMs(),
      };
      await this.parts.checkouts.insertCheckout(row);
      await this.#tell('document.checked_out', actor, document.id);
      return row;
    });
    this.parts.guard.publishCheckedOut(document.id);
    return checkout;
  }

  /** The actor's own check-out; `documents/not-checked-out` (forbidden) otherwise. */
  async own(actor: Actor, documentId: string): Promise<Checkout> {
    const checkout = await this.parts.checkouts.findCheckout(documentId);
    if (checkout?.accountId !== actor.id) throw notCheckedOut(documentId);
    return checkout;
  }

  /** The check-out that the actor may end: their own, or anybody's for an administrator who may edit. */
  async endable(actor: Actor, documentId: string): Promise<Checkout> {
    const checkout = await this.parts.checkouts.findCheckout(documentId);
    if (checkout !== undefined && actor.isAdmin) return checkout;
    return this.own(actor, documentId);
  }

  /** Ends the check-out, if the actor may end it, and every lock. Joins the caller's transaction. */
  release(actor: Actor, documentId: string): Promise<void> {
    return this.parts.database.inTransaction(async () => {
      await this.parts.checkouts.removeCheckout(await this.endable(actor, documentId));
      await this.parts.checkouts.removeLock(documentId);
      await this.#tell('document.checked_in', actor, documentId);
    });
  }

  #tell(
    type: 'document.checked_out' | 'document.checked_in',
    { id: actor }: Actor,
    documentId: string,
  ): Promise<void> {
    return this.parts.outbox.add({ type, documentId, actor });
  }
}

/**
 * The locks of programs that have a document open. Another person's lock is returned and is no error: desktop
 * programs compare the names themselves.
 */
export class DocumentLocks {
  constructor(
    private readonly checkouts: DocumentCheckoutRepository,
    private readonly holders: DocumentHolders,
    private readonly guard: EditGuard,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * The actor's new lock; a lock that has not expired stays as it is, whoever holds it. `documents/checked-out`
   * (conflict) when another person has the document checked out without a lock, `documents/being-edited` and
   * `documents/unsaved-changes` as for a check-out.
   */
  lock(actor: Actor, documentId: string, timeoutSeconds?: number): Promise<DocumentLock> {
    return this.database.inTransaction(async () => {
      const current = await this.holders.lockOf(documentId);
      if (current !== undefined) return current;
      await this.holders.assertNotHeldByOthers(actor.id, documentId);
      await this.guard.assertDesktopMayOpen(actor.id, documentId);
      return this.#put({
        documentId,
        accountId: actor.id,
        token: randomUUID(),
        sinceMs: this.clock.nowMs(),
        timeoutSeconds: timeoutSeconds ?? LOCK_TIMEOUT_SECONDS,
      });
    });
  }

  /** Extends the actor's lock, even one that has just expired; another person's lock is returned unchanged. */
  refresh(actor: Actor, documentId: string): Promise<DocumentLock | undefined> {
    return this.database.inTransaction(async () => {
      const lock = await this.checkouts.findLock(documentId);
      if (lock?.accountId !== actor.id) return this.holders.lockOf(documentId);
      await this.holders.assertNotHeldByOthers(actor.id, documentId);
      return this.#put({ ...lock, sinceMs: this.clock.nowMs() });
    });
  }

  /** Returns the lock that remains: another person's, unless the actor is an administrator. */
  unlock(actor: Actor, documentId: string): Promise<DocumentLock | undefined> {
    return this.database.inTransaction(async () => {
      const current = await this.holders.lockOf(documentId);
      const isOthers = current !== undefined && current.accountId !== actor.id;
      if (isOthers && !actor.isAdmin) return current;
      await this.checkouts.removeLock(documentId);
      return undefined;
    });
  }

  async #put(lock: DocumentLock): Promise<DocumentLock> {
    await this.checkouts.putLock(lock);
    return lock;
  }
}
