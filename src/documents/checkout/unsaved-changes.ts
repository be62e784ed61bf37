/** Changes that lie at the Document Server and became no version yet. Opening their key brings them back. */
export interface UnsavedChanges {
  readonly documentKey: string;
  /** When we learnt of it. */
  readonly sinceMs: number;
  /** Usernames of who made them, as far as the Document Server said. */
  readonly editors: readonly string[];
}

export interface KnownChanges extends UnsavedChanges {
  /** A person who was told decided that nobody needs them. */
  readonly isGivenUp: boolean;
}

/**
 * Which documents have changes that the Document Server could not save, or has not: its converter failed at the
 * end of a session, or it crashed. It keeps them under their document key until that key is opened again, and for
 * nobody who opens another one. Written by `editor-connector`; read by lists and before every outside change.
 * All calls join the caller's transaction.
 */
export abstract class UnsavedChangesRegister {
  /**
   * Changes wait under that key. `isNew`: they were made after any that were given up; otherwise the report may
   * speak of those, and a decision that was taken stands.
   */
  abstract add(
    documentId: string,
    changes: Omit<UnsavedChanges, 'sinceMs'> & { readonly isNew: boolean },
  ): Promise<void>;

  /** Somebody has them open: whatever was decided about them before, they are in use. */
  abstract takenUp(documentKey: string): Promise<void>;

  /** They became a version, or there are none. */
  abstract remove(documentKey: string): Promise<void>;

  /** Nobody needs those of that document any more. */
  abstract giveUp(documentId: string, username: string): Promise<void>;

  /** Of one document, oldest first; those given up as well. */
  abstract listOf(documentId: string): Promise<readonly KnownChanges[]>;

  /** By document id, the oldest that wait; documents without any are left out. */
  abstract waitingIn(documentIds: readonly string[]): Promise<ReadonlyMap<string, UnsavedChanges>>;
}
