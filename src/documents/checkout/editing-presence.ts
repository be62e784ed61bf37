export interface StaleKey {
  readonly documentId: string;
  readonly documentKey: string;
}

export interface PresentEditor {
  readonly documentId: string;
  readonly documentKey: string;
  readonly accountId: string;
  readonly arrivedAtMs: number;
}

/**
 * Who is editing which document now, as reported by the Document Server. Stored in the database, so that all
 * instances agree. Written by `editor-connector`; read by lists and by `EditGuard`.
 */
export abstract class EditingPresence {
  /**
   * Replaces the people present under one document key; an empty list removes it. `isFilling`: they fill in a copy of
   * a form, so they are present, but not among the editors of the document.
   */
  abstract report(
    documentId: string,
    documentKey: string,
    accountIds: readonly string[],
    options?: { readonly isFilling: boolean },
  ): Promise<void>;

  /**
   * Removes the people last reported under that key before `reportedBeforeMs`. For conclusions from an answer of the
   * Document Server, when a newer report may already have arrived.
   */
  abstract forget(documentId: string, documentKey: string, reportedBeforeMs: number): Promise<void>;

  /** Account ids of the people who edit under that key, in order of arrival. */
  abstract editorsUnder(documentId: string, documentKey: string): Promise<readonly string[]>;

  /** Everybody who edits or fills in anything now. */
  abstract listPresent(): Promise<readonly PresentEditor[]>;

  /** Who edits: account ids by document id, each once, in order of arrival. Documents without editors are left out. */
  abstract editorsOf(
    documentIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>>;

  /** Keys without a report since `beforeMs`: the watchdog queries the Document Server for them. */
  abstract staleKeys(beforeMs: number): Promise<readonly StaleKey[]>;
}
