import type { Readable } from 'node:stream';
import type {
  ByteRange,
  FileKey,
  PutObject,
  SealedFile,
  SealedKey,
  StoredObject,
} from '../storage/index.js';
import {
  type Asker,
  type SaveMoment,
  type QuarantineReason,
  type Version,
  type VersionAuthor,
  type VersionOrigin,
  type VersionWithShards,
  type VersionPage,
} from './version.js';

/** Its object is put with the same members, under the id of a new version. */
export interface StageVersion extends Omit<PutObject, 'versionId' | 'parent'> {
  /** The version the content was made from; null for a group's first. */
  readonly madeFrom: Version | null;
}

/** Durable bytes that belong to no group yet. Must be committed or discarded. */
export interface StagedVersion {
  readonly stored: StoredObject;
  /** Whom the description names as its author. */
  readonly author?: { readonly id: unknown; readonly name: string } | undefined;
}

export interface CommitVersion {
  readonly groupId: string;
  readonly origin: VersionOrigin;
  readonly author: string;
  /** Everybody who changed the content, if there were several. */
  readonly authors?: readonly VersionAuthor[];
  readonly fileType: string;
  readonly editingSessionId?: string | null;
  readonly comment?: string | null;
  readonly changes?: string | null;
  readonly serverVersion?: string | null;
  readonly beganWith?: number | null;
  readonly askedBy?: Asker | null;
  /** The number the head must have (compare-and-set); 0 for an empty group. */
  readonly expectedHead: number;
  /** When the head has moved: refuse with `version-archive/head-moved`, or keep the bytes as a quarantined version. */
  readonly onMoved: 'refuse' | 'quarantine';
  /** Keeps the version out of the head, whatever the head is. */
  readonly setApart?: QuarantineReason | undefined;
  /**
   * Of a save: when it was made. If the group holds a newer save of the same document key, this one becomes an
   * archived version at that one's position, and the head stays whatever it is.
   */
  readonly save?: SaveMoment;
  /** Names this delivery; a second commit with the same receipt in the group changes nothing and answers `repeated`. */
  readonly receipt?: string;
}

export interface RestoreVersionInput {
  readonly groupId: string;
  readonly number: number;
  /** Username; becomes the author of the new version. */
  readonly actor: string;
  /** As in `StageVersion`: what an index rebuilt from shards alone should know of the new version. */
  readonly description?: Readonly<Record<string, string | number | null>>;
  /** The key of the restored version, when this server has none; the caller destroys it. */
  readonly key?: FileKey | undefined;
  /**
   * Where this server has no key, the sealed bytes are duplicated as they are; they still describe the version
   * they came from. For restores that must work without anybody who could give a key.
   */
  readonly orAsSealed?: true;
  /** Runs in the transaction of the commit; may run again when that transaction does. */
  readonly alongside?: (version: Version) => Promise<void>;
}

export interface CommittedVersion {
  readonly version: Version;
  readonly outcome: 'current' | 'archived' | 'quarantined' | 'repeated';
}

/**
 * The version groups: an ordered list of versions with exactly one `current` (none while empty).
 *
 * `commit` inserts the version, archives the one before, moves the head and writes the receipt in one
 * transaction (its own, or the caller's when inside one). A failed or repeated commit leaves the staged
 * bytes to the caller, who discards them.
 */
export abstract class VersionArchive {
  /**
   * Creates an empty group for a new document, and its keyring sealed to `members` (public keys; by default this
   * server). Returns the group's id. Not inside a transaction: the keyring is placed at the providers. What comes of
   * neither is removed by `EmptyGroups`.
   */
  abstract createGroup(documentId: string, members?: readonly string[]): Promise<string>;
  abstract stage(input: StageVersion): Promise<StagedVersion>;
  abstract commit(staged: StagedVersion, input: CommitVersion): Promise<CommittedVersion>;
  abstract discard(staged: StagedVersion): Promise<void>;
  /**
   * Says that a delivery brought what this version holds: its receipt leads there from now on. False, and nothing is
   * written, when the version is not current. Joins the caller's transaction.
   */
  abstract acknowledge(version: Version, receipt: string): Promise<boolean>;
  /** The version of a delivery that was committed before. */
  abstract findByReceipt(groupId: string, receipt: string): Promise<Version | undefined>;
  /** A save of that document key that was set apart for that reason. */
  abstract findSetApart(
    groupId: string,
    save: { readonly documentKey: string; readonly reason: QuarantineReason },
  ): Promise<Version | undefined>;

  /** The current version; undefined while the group is empty. */
  abstract findHead(groupId: string): Promise<Version | undefined>;
  /** Heads of many groups, by group id. */
  abstract headsOf(groupIds: readonly string[]): Promise<ReadonlyMap<string, Version>>;
  /** `version-archive/no-such-version` (not-found) otherwise. */
  abstract getVersion(groupId: string, number: number): Promise<Version>;
  /** Newest first by position, with the state of their shards; all of them without a page. */
  abstract list(groupId: string, page?: VersionPage): Promise<readonly VersionWithShards[]>;
  /** One version with the state of its shards. */
  abstract withShards(version: Version): Promise<VersionWithShards>;

  /** Makes a new current version with the bytes of an earlier (or quarantined) one, sealed again. */
  abstract restore(input: RestoreVersionInput): Promise<Version>;

  /** Sets the comment of versions afterwards, at check-in. Joins the caller's transaction. */
  abstract comment(versionIds: readonly string[], comment: string): Promise<void>;

  /** The content of a version staged with `sealTo`, opened by that secret. */
  abstract openStaged(staged: StagedVersion, secret: Uint8Array): Promise<Readable>;

  /** The key that opens one version, and the reading with it. */
  abstract leaseKey(version: Version): Promise<FileKey>;
  abstract open(version: Version, key: FileKey, range?: ByteRange): Promise<Readable>;
  /** Opens it with the key that this server holds; `storage/key-needed` when it holds none. */
  abstract read(version: Version, range?: ByteRange): Promise<Readable>;

  /** What a member needs to open a version, and the version as an age file. Neither needs a key here. */
  abstract sealedKeyOf(version: Version): Promise<SealedKey>;
  abstract openSealed(version: Version): Promise<SealedFile>;
}
