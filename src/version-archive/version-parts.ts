import type { Readable } from 'node:stream';
import type { ByteRange, FileKey, StoredObject } from '../storage/index.js';
import type { Version } from './version.js';

/**
 * What a version may have beside its content. `changes`: the Document Server's archive of what was typed;
 * `thumbnail`: the first page as PNG; `preview`: the whole as PDF.
 */
export const PART_KINDS = ['changes', 'thumbnail', 'preview'] as const;
export type PartKind = (typeof PART_KINDS)[number];

/** Names a version before or after its commit: a staged one by `{ id: stored.versionId, documentId }`. */
export type PartOwner = Pick<Version, 'id' | 'documentId'>;

export interface VersionPart {
  readonly versionId: string;
  readonly documentId: string;
  readonly kind: PartKind;
  /** The sealed object with its bytes. */
  readonly objectId: string;
  /** Extension without dot. */
  readonly fileType: string;
  /** Plaintext bytes. */
  readonly size: number;
  readonly createdAtMs: number;
}

export interface StagePart {
  readonly of: PartOwner;
  readonly kind: PartKind;
  readonly fileType: string;
  readonly content: AsyncIterable<Uint8Array>;
  /** More bytes than this are `storage/too-large`. */
  readonly maxBytes: number;
}

/** Durable bytes that belong to no version yet. Must be added or discarded. */
export interface StagedPart {
  readonly part: VersionPart;
  readonly stored: StoredObject;
}

/**
 * The parts of versions. A part is a sealed object of its own, under the keyring and the epoch that its document has
 * when it is staged: repair, drain, scrub, figures and changes of custody treat it as they treat any object. Its
 * description names its version (`part_of`) and its kind (`part`), so that an index rebuilt from shards finds it again.
 */
export abstract class VersionParts {
  /** Seals and stores it like `VersionArchive.stage`; the version need not be committed yet. */
  abstract stage(input: StagePart): Promise<StagedPart>;
  /**
   * Writes its rows, in the caller's transaction or its own. `version-archive/part-exists` (conflict) when the version
   * has one of that kind; the caller then discards the staged one.
   */
  abstract add(staged: StagedPart): Promise<VersionPart>;
  abstract discard(staged: StagedPart): Promise<void>;

  abstract find(versionId: string, kind: PartKind): Promise<VersionPart | undefined>;
  /** The parts of many versions, by version id. Versions without parts are left out. */
  abstract findAll(
    versionIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly VersionPart[]>>;

  /** The part's own file key; `storage/key-needed` (forbidden) where this server is no member of the keyring. */
  abstract leaseKey(part: VersionPart): Promise<FileKey>;
  abstract open(part: VersionPart, key: FileKey, range?: ByteRange): Promise<Readable>;
  /** Opens it with the key that this server holds; `storage/key-needed` when it holds none. */
  abstract read(part: VersionPart, range?: ByteRange): Promise<Readable>;

  /** Removes the rows of all parts of these versions, in the caller's transaction; returns what is then discarded. */
  abstract removeOf(versions: readonly PartOwner[]): Promise<readonly StoredObject[]>;
}
