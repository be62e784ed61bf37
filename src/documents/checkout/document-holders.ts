import { Clock } from '../../platform/clock/clock.js';
import { isLive, type Checkout, type DocumentLock } from './document-checkout.js';
import { DocumentCheckoutRepository } from './document-checkout.repository.js';
import { checkedOut } from '../documents.errors.js';

/** Who has a document on their desktop. Reads only, and joins the transaction of whoever asks. */
export class DocumentHolders {
  constructor(
    private readonly checkouts: DocumentCheckoutRepository,
    private readonly clock: Clock,
  ) {}

  checkoutOf(documentId: string): Promise<Checkout | undefined> {
    return this.checkouts.findCheckout(documentId);
  }

  /** Undefined also once it ran out. */
  async lockOf(documentId: string): Promise<DocumentLock | undefined> {
    const lock = await this.checkouts.findLock(documentId);
    return lock !== undefined && isLive(lock, this.clock.nowMs()) ? lock : undefined;
  }

  /** Username of who has it checked out, or at least locked; nobody else may change its content meanwhile. */
  async holderOf(documentId: string): Promise<string | undefined> {
    const holder = (await this.checkoutOf(documentId)) ?? (await this.lockOf(documentId));
    return holder?.username;
  }

  /** `documents/checked-out` (conflict) when it is somebody else's to change. */
  async refuseOthers(username: string, documentId: string): Promise<void> {
    const holder = await this.holderOf(documentId);
    if (holder !== undefined && holder !== username) throw checkedOut(documentId, holder);
  }
}
