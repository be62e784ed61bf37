export interface RecoveredVersion {
  readonly documentId: string;
  readonly number: number;
}

export interface FoundRecovery extends RecoveredVersion {
  readonly foundAtMs: number;
}

/** Versions made of what the Document Server had kept, for telling people. Joins the caller's transaction. */
export abstract class RecoveredVersions {
  abstract add(version: RecoveredVersion): Promise<void>;
  /** Those of these documents that the person has not taken note of yet; the newest first. */
  abstract unnoted(
    username: string,
    documentIds: readonly string[],
    limit: number,
  ): Promise<readonly RecoveredVersion[]>;
  /** As `unnoted`, of any document; a page of them. */
  abstract unnotedAnywhere(
    username: string,
    page: { readonly limit: number; readonly offset: number },
  ): Promise<readonly FoundRecovery[]>;
  /** The person has seen it and need not be told again; twice is as good as once. */
  abstract note(username: string, version: RecoveredVersion): Promise<void>;
}
