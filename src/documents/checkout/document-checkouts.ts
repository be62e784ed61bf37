import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Actor } from '../../platform/identity/actor.js';
import { VersionArchive } from '../../version-archive/index.js';
import type { Document } from '../document.js';
import type { Checkout } from './document-checkout.js';
import { DocumentCheckoutRepository } from './document-checkout.repository.js';
import { DocumentHolders } from './document-holders.js';
import { checkedOut, notCheckedOut } from '../documents.errors.js';
import { OutsideChange } from './outside-change.js';

/**
 * The check-outs: one person at a time, and never while others edit in the browser. The caller answers for
 * the actor's right to edit, and looks at it again for each step.
 */
export class DocumentCheckouts {
  constructor(
    private readonly checkouts: DocumentCheckoutRepository,
    private readonly outside: OutsideChange,
    private readonly archive: VersionArchive,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * `documents/checked-out` (conflict) when anybody has it already, the actor included;
   * `documents/being-edited` (conflict) while people edit it in the browser.
   */
  async checkout(actor: Actor, document: Document): Promise<Checkout> {
    const made = await this.database.inTransaction(async () => {
      const holder = await this.#holders.holderOf(document.id);
      if (holder !== undefined) throw checkedOut(document.id, holder);
      await this.outside.refuseWhileEdited(document.id);
      const head = await this.archive.findHead(document.versionGroupId);
      const checkout = {
        documentId: document.id,
        username: actor.username,
        fromVersion: head?.number ?? 0,
        sinceMs: this.clock.nowMs(),
      };
      await this.checkouts.insertCheckout(checkout);
      return checkout;
    });
    this.outside.checkedOut(document.id);
    return made;
  }

  /** The actor's own check-out; `documents/not-checked-out` (forbidden) otherwise. */
  async own(actor: Actor, documentId: string): Promise<Checkout> {
    const checkout = await this.checkouts.findCheckout(documentId);
    if (checkout?.username !== actor.username) throw notCheckedOut(documentId);
    return checkout;
  }

  /** The check-out that the actor may end: their own, or anybody's for an administrator who may edit. */
  async endable(actor: Actor, documentId: string): Promise<Checkout> {
    const checkout = await this.checkouts.findCheckout(documentId);
    if (checkout !== undefined && actor.isAdmin) return checkout;
    return this.own(actor, documentId);
  }

  /** Ends the check-out, if it is the actor's to end, and every lock. Joins the caller's transaction. */
  release(actor: Actor, documentId: string): Promise<void> {
    return this.database.inTransaction(async () => {
      await this.endable(actor, documentId);
      await this.checkouts.removeCheckout(documentId);
      await this.checkouts.removeLock(documentId);
    });
  }

  get #holders(): DocumentHolders {
    return this.outside.holders;
  }
}
