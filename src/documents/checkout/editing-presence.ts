export interface StaleKey {
  readonly documentId: string;
  readonly documentKey: string;
}

export interface PresentEditor {
  readonly documentId: string;
  readonly documentKey: string;
  readonly username: string;
  readonly arrivedAtMs: number;
}

/**
 * Who is editing which document now, as the Document Server reports it. Kept in the database, so that every
 * instance sees the same. Written by `editor-connector`, read by lists and by the check before an outside change.
 */
export abstract class EditingPresence {
  /** Replaces the people present under one document key; an empty list removes it. */
  abstract report(
    documentId: string,
    documentKey: string,
    usernames: readonly string[],
  ): Promise<void>;

  /**
   * Takes off whoever was last reported under that key before `beforeMs`: for what is concluded from an answer of
   * the Document Server, which a later report may have overtaken.
   */
  abstract forget(documentId: string, documentKey: string, reportedBeforeMs: number): Promise<void>;

  /** Usernames of who edits under that key, in order of arrival. */
  abstract editorsUnder(documentId: string, documentKey: string): Promise<readonly string[]>;

  /** Everybody who edits anything now. */
  abstract listPresent(): Promise<readonly PresentEditor[]>;

  /** Usernames by document id, each once, in order of arrival; documents nobody edits are left out. */
  abstract editorsOf(
    documentIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>>;

  /** Keys not reported on since `beforeMs`: the watchdog asks the Document Server about them. */
  abstract staleKeys(beforeMs: number): Promise<readonly StaleKey[]>;
}
