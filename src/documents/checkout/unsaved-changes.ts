/** Changes that only the Document Server has. Opening their document key makes them a version. */
export interface UnsavedChanges {
  readonly documentKey: string;
  /** When they were reported. */
  readonly sinceMs: number;
  /** Account ids of the people who made them, as far as the Document Server reported them. */
  readonly editors: readonly string[];
}

export interface KnownChanges extends UnsavedChanges {
  /** A person decided to discard them. */
  readonly isGivenUp: boolean;
}

/**
 * Documents with changes that the Document Server has not saved: its converter failed at the end of a session, or it
 * crashed. It keeps them under their document key; only opening the same key again restores them. Written by
 * `editor-connector`; read by lists and by `EditGuard`. All calls join the caller's transaction.
 */
export abstract class UnsavedChangesRegister {
  /**
   * Registers changes under that key. `isNew`: they were made after any that were discarded. Otherwise the report may
   * be about the discarded ones, and they stay discarded.
   */
  abstract add(
    documentId: string,
    changes: Omit<UnsavedChanges, 'sinceMs'> & { readonly isNew: boolean },
  ): Promise<void>;

  /** Somebody has opened them: they are in use, even if they were discarded before. */
  abstract takenUp(documentKey: string): Promise<void>;

  /** They became a version, or do not exist. */
  abstract remove(documentKey: string): Promise<void>;

  /** Discards all changes of the document. */
  abstract giveUp(documentId: string, accountId: string): Promise<void>;

  /** Of one document, oldest first, discarded ones included. */
  abstract listOf(documentId: string): Promise<readonly KnownChanges[]>;

  /** By document id, the oldest that are not discarded. Documents without any are left out. */
  abstract waitingIn(documentIds: readonly string[]): Promise<ReadonlyMap<string, UnsavedChanges>>;

  /** The number of documents with changes that are not discarded; deleted documents do not count. */
  abstract countDocuments(): Promise<number>;
}
