import {
  type SaveMoment,
  type QuarantineReason,
  type Version,
  type VersionPage,
} from './version.js';

/** A version as a commit creates it; the group decides its number, state and position. */
export type NewVersion = Omit<Version, 'number' | 'state' | 'position' | 'reason'>;

export interface NewGroup {
  readonly id: string;
  readonly documentId: string;
  readonly createdAtMs: number;
  readonly head?: number;
  readonly lastNumber?: number;
}

/** Rows of version groups, versions and receipts. Every method joins the ambient transaction. */
export abstract class VersionGroupRepository {
  /** Empty by default; a group rebuilt from shards brings its head and last number. */
  abstract insertGroup(group: NewGroup): Promise<void>;
  /** Whether the group exists. */
  abstract hasGroup(groupId: string): Promise<boolean>;

  /** Compare-and-set: moves the head from `expected` to the next free number, and returns that; else undefined. */
  abstract moveHead(groupId: string, expected: number): Promise<number | undefined>;
  /** The next free number without moving the head, for a quarantined version; undefined without such a group. */
  abstract takeNumber(groupId: string): Promise<number | undefined>;
  /** What is `current` becomes `archived`. Before the insert of the next current one. */
  abstract archiveCurrent(groupId: string): Promise<void>;
  abstract insertVersion(version: Version): Promise<void>;

  /** Removes a version and the receipts of its deliveries, unless it is current. False when nothing was removed. */
  abstract removeVersion(versionId: string): Promise<boolean>;

  abstract setComment(versionIds: readonly string[], comment: string): Promise<void>;

  abstract insertReceipt(groupId: string, receipt: string, versionId: string): Promise<void>;
  abstract findByReceipt(groupId: string, receipt: string): Promise<Version | undefined>;

  abstract findHead(groupId: string): Promise<Version | undefined>;
  abstract headsOf(groupIds: readonly string[]): Promise<readonly Version[]>;
  abstract findVersion(groupId: string, number: number): Promise<Version | undefined>;
  /** Which of these numbers the group has a version of. */
  abstract existingOf(groupId: string, numbers: readonly number[]): Promise<ReadonlySet<number>>;
  /** Saves of the same document key that were made at that moment or later and were not set apart, oldest first. */
  abstract savesSince(groupId: string, save: SaveMoment): Promise<readonly Version[]>;
  abstract findSetApart(
    groupId: string,
    save: { readonly documentKey: string; readonly reason: QuarantineReason },
  ): Promise<Version | undefined>;
  /** Newest first by position. */
  abstract listVersions(groupId: string, page?: VersionPage): Promise<readonly Version[]>;
}
