/** Somebody works on a document outside the browser. Stays until it is checked in or cancelled. */
export interface Checkout {
  readonly documentId: string;
  readonly username: string;
  /** Number of the version that was current when it began; 0 when there was none. */
  readonly fromVersion: number;
  readonly sinceMs: number;
}

/** Says that the program which has the document open is alive; runs out unless it is refreshed. */
export interface DocumentLock {
  readonly documentId: string;
  readonly username: string;
  readonly token: string;
  readonly sinceMs: number;
  readonly timeoutSeconds: number;
}

export const isLive = (lock: DocumentLock, nowMs: number): boolean =>
  lock.sinceMs + lock.timeoutSeconds * 1000 > nowMs;
