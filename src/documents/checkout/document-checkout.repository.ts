/** A person works on a document outside the browser, until it is checked in or the check-out is cancelled. */
export interface Checkout {
  readonly documentId: string;
  readonly accountId: string;
  /** Number of the version that was current at the check-out; 0 when there was none. */
  readonly fromVersion: number;
  readonly sinceMs: number;
}

/** A program has the document open. The lock expires unless the program refreshes it. */
export interface DocumentLock {
  readonly documentId: string;
  readonly accountId: string;
  readonly token: string;
  readonly sinceMs: number;
  readonly timeoutSeconds: number;
}

/** Rows of check-outs and locks, at most one of each per document. Every method joins the ambient transaction. */
export abstract class DocumentCheckoutRepository {
  abstract findCheckout(documentId: string): Promise<Checkout | undefined>;
  abstract insertCheckout(checkout: Checkout): Promise<void>;
  /** If it is still that person's. */
  abstract removeCheckout(checkout: Pick<Checkout, 'documentId' | 'accountId'>): Promise<void>;

  /** Expired locks included. */
  abstract findLock(documentId: string): Promise<DocumentLock | undefined>;
  /** Replaces the lock of the document. */
  abstract putLock(lock: DocumentLock): Promise<void>;
  abstract removeLock(documentId: string): Promise<void>;
}
