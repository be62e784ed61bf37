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

  /** Usernames by document id, each once, in order of arrival; documents nobody edits are left out. */
  abstract editorsOf(
    documentIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>>;

  /** Keys not reported on since `beforeMs`: the watchdog asks the Document Server about them. */
  abstract staleKeys(
    beforeMs: number,
  ): Promise<readonly { readonly documentId: string; readonly documentKey: string }[]>;
}
