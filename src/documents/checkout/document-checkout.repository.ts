import type { Checkout, DocumentLock } from './document-checkout.js';

/** Rows of check-outs and locks, at most one of each a document. Every method joins the ambient transaction. */
export abstract class DocumentCheckoutRepository {
  abstract findCheckout(documentId: string): Promise<Checkout | undefined>;
  abstract insertCheckout(checkout: Checkout): Promise<void>;
  abstract removeCheckout(documentId: string): Promise<void>;

  /** Those that ran out included. */
  abstract findLock(documentId: string): Promise<DocumentLock | undefined>;
  /** In the place of whatever lock there was. */
  abstract putLock(lock: DocumentLock): Promise<void>;
  abstract removeLock(documentId: string): Promise<void>;
}
