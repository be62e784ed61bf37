import type { QuarantineReason } from '../../version-archive/index.js';

export interface RecoveredVersion {
  readonly documentId: string;
  readonly number: number;
}

/** What people are told of a version: that it was recovered, or why it was set apart. */
export interface ToldVersion extends RecoveredVersion {
  /** Null: it is current. */
  readonly reason: QuarantineReason | null;
}

export interface FoundRecovery extends ToldVersion {
  readonly foundAtMs: number;
}

/**
 * Versions that people should hear of: made of what the Document Server had kept, or set apart. Joins the caller's
 * transaction.
 */
export abstract class RecoveredVersions {
  abstract add(version: RecoveredVersion & Partial<ToldVersion>): Promise<void>;
  /** Those of these documents that the person has not taken note of yet; the newest first. */
  abstract unnoted(
    username: string,
    documentIds: readonly string[],
    limit: number,
  ): Promise<readonly ToldVersion[]>;
  /** As `unnoted`, of any document; a page of them. */
  abstract unnotedAnywhere(
    username: string,
    page: { readonly limit: number; readonly offset: number },
  ): Promise<readonly FoundRecovery[]>;
  /** The person has seen it and need not be told again; twice changes nothing more. */
  abstract note(username: string, version: RecoveredVersion): Promise<void>;
}
