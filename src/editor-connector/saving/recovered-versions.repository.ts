import type { QuarantineReason } from '../../version-archive/index.js';

export interface RecoveredVersion {
  readonly documentId: string;
  readonly number: number;
}

/** A notice for people: the version was recovered, or quarantined for that reason. */
export interface VersionNotice extends RecoveredVersion {
  /** Null: it is current. */
  readonly reason: QuarantineReason | null;
}

export interface NoticePosition extends RecoveredVersion {
  readonly foundAtMs: number;
}

export type DatedNotice = VersionNotice & NoticePosition;

/**
 * Versions that people get a notice about: recovered from the Document Server, or quarantined. Joins the caller's
 * transaction.
 */
export abstract class RecoveredVersions {
  abstract add(version: RecoveredVersion & Partial<VersionNotice>): Promise<void>;
  /** Of these documents, those that the person has not dismissed; the newest first. */
  abstract noticesOf(
    accountId: string,
    documentIds: readonly string[],
    limit: number,
  ): Promise<readonly VersionNotice[]>;
  /** As `noticesOf`, of any document; those after that one. */
  abstract allNotices(
    accountId: string,
    page: { readonly limit: number; readonly after: NoticePosition | undefined },
  ): Promise<readonly DatedNotice[]>;
  /** For this person only. Idempotent. */
  abstract dismiss(accountId: string, version: RecoveredVersion): Promise<void>;
}
