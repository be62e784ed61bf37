import type { Readable } from 'node:stream';
import type { FileKey } from './file-key.js';

/** Identifies the sealed bytes of one version of one document. Both ids are random and never reused. */
export interface ObjectRef {
  readonly documentId: string;
  readonly versionId: string;
}

export interface PutObject extends ObjectRef {
  /** The object that this one was made from; its manifest hash becomes the `parent` of this one. */
  readonly parent: ObjectRef | null;
  /** Plaintext, consumed once. If it throws, the put is aborted and everything written is removed. */
  readonly content: AsyncIterable<Uint8Array>;
  /** More plaintext than this is `storage/too-large`. */
  readonly maxBytes: number;
  /** Exact plaintext size when known in advance; a stream that ends short of it is `storage/truncated`. */
  readonly expectedBytes?: number | undefined;
  /** Title, number, author …: sealed in the manifest, so that the index can be rebuilt from shards alone. */
  readonly description: Readonly<Record<string, string | number | null>>;
  /** Called after the last byte; returns members of the description that are known only then. */
  readonly describedAfter?: (() => Readonly<Record<string, string | number>>) | undefined;
  /**
   * Called after the last byte. Returns a secret of 32 bytes; the object is sealed to its public key instead of to the
   * document. For objects that are never recorded and are read only with the secret. The caller zeroes the secret.
   */
  readonly sealTo?: ((size: number) => Uint8Array | undefined) | undefined;
  /** Public keys to which the file key is wrapped as well. The wrapped keys are returned and not stored. */
  readonly extraRecipients?: readonly string[] | undefined;
}

/** A file key wrapped for one more public key. The caller decides where to store it. */
export interface KeyCopy {
  readonly recipient: string;
  readonly ageHeader: string;
}

export interface StoredShard {
  /** 0 … n-1; below k a data shard, else parity. */
  readonly index: number;
  readonly provider: string;
  readonly state: 'present' | 'missing';
}

/** What `put` made durable and `record` writes to the index. */
export interface StoredObject extends ObjectRef {
  /** Plaintext bytes. */
  readonly size: number;
  /** age payload bytes (nonce and chunks, without the header). */
  readonly sealedSize: number;
  readonly required: number;
  readonly total: number;
  /** SHA-256 of the manifest line, hex: the `parent` of the objects made from this one. */
  readonly manifestHash: string;
  /** The wrapped file key of the object: not secret, opens only with the document's secret. */
  readonly ageHeader: string;
  readonly epoch: number;
  readonly shards: readonly StoredShard[];
  /** One for each of `extraRecipients` that is a valid public key. `record` does not store them. */
  readonly keyCopies?: readonly KeyCopy[] | undefined;
}

export interface SealedKey {
  readonly epoch: number;
  readonly ageHeader: string;
}

export interface SealedFile extends SealedKey {
  /** Size of the whole file in bytes. */
  readonly size: number;
  readonly content: Readable;
}

/** Half-open range of plaintext bytes, already cut to the object's size. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** `repairing`: missing and currently being rebuilt. */
export type ShardState = StoredShard['state'] | 'repairing';

export interface ShardPresence {
  readonly present: number;
  readonly required: number;
  readonly total: number;
  /** The state of each shard, by index; shown on the pages. */
  readonly states: readonly ShardState[];
}

/**
 * Seals, erasure-codes and stores content at the providers, and reads it back. Format: `docs/formats/sealed-object.md`.
 *
 * Keys: each document has a keyring (its own X25519 secret, sealed to members). `put` needs only the
 * document's public key. Reading needs the object's file key, which `leaseKey` returns while the server's identity
 * is a member of the keyring (managed custody).
 */
export abstract class ObjectStore {
  /**
   * Creates the document's key pair and stores its keyring, sealed to `members` (public keys, `age1…`; by default this
   * server) and the recovery recipient. Must precede the first `put`. Idempotent.
   */
  abstract createKeyring(documentId: string, members?: readonly string[]): Promise<void>;

  /**
   * Streams `content` into shards. Resolves once at least `min_durable` shards are durable on their
   * providers (late and failed ones are `missing` in the result, for repair); otherwise rejects with
   * `storage/not-durable` (unavailable) after removing what was written.
   * Memory is bounded whatever the size. Nothing is visible to readers until `record` is committed.
   */
  abstract put(object: PutObject): Promise<StoredObject>;

  /**
   * Stores the sealed bytes of a version as another version of its document: the same header, payload and sealed
   * description under a new manifest, whose parent is the source. `description` becomes the index metadata. Needs no
   * key; the same keys open both versions. Otherwise like `put`.
   */
  abstract duplicate(
    ref: ObjectRef,
    versionId: string,
    description: PutObject['description'],
  ): Promise<StoredObject>;

  /** Writes a stored object to the index, in the caller's transaction. */
  abstract record(stored: StoredObject): Promise<void>;

  /**
   * Removes objects from the index, in the caller's transaction, and returns those that were there. After the commit
   * the caller discards them; shards that this leaves behind are orphans and are collected as such.
   */
  abstract unrecord(refs: readonly ObjectRef[]): Promise<readonly StoredObject[]>;

  /** Removes the shards of an object that has no row in the index. Never throws. */
  abstract discard(stored: StoredObject): Promise<void>;

  /** The plaintext of an unrecorded object that was put with `sealTo`; `secret` is the one `sealTo` returned. */
  abstract openUnrecorded(stored: StoredObject, secret: Uint8Array): Promise<Readable>;

  /** The object's file key. `storage/key-needed` (forbidden) when the server is no member of the keyring. */
  abstract leaseKey(ref: ObjectRef): Promise<FileKey>;

  /**
   * Plaintext of the object or of a range of it. Every block is verified before use; a bad or missing one is rebuilt
   * from any k others. A chunk is released only after its tag was verified, and a truncated object destroys the stream
   * instead of ending it. Fewer than k good blocks: `storage/unrecoverable` (unavailable), before the first byte when
   * that is already known. Copies the key.
   */
  abstract open(ref: ObjectRef, key: FileKey, range?: ByteRange): Promise<Readable>;

  /** The wrapped file key of an object and its epoch: a member of the epoch's keyring unwraps it. */
  abstract sealedKeyOf(ref: ObjectRef): Promise<SealedKey>;

  /**
   * The object as an age file, header and payload: members of the epoch's keyring open it with any age program.
   * Verified and rebuilt like `open`. Needs no key.
   */
  abstract openSealed(ref: ObjectRef): Promise<SealedFile>;

  /** The recorded shard states of many objects, by version id. Unknown ids are left out. */
  abstract presenceOf(versionIds: readonly string[]): Promise<ReadonlyMap<string, ShardPresence>>;
}

/** Stored objects in the database. Every method joins the caller's transaction. */
export abstract class ObjectIndex {
  abstract addObject(stored: StoredObject): Promise<void>;
  abstract findObject(ref: ObjectRef): Promise<StoredObject | undefined>;
  abstract manifestHashOf(ref: ObjectRef): Promise<string | undefined>;
  abstract removeObject(ref: ObjectRef): Promise<void>;
  /** Marks a shard that was found bad or gone, so that it is repaired. */
  abstract markMissing(versionId: string, index: number, reason: string): Promise<void>;
  abstract presenceOf(versionIds: readonly string[]): Promise<ReadonlyMap<string, ShardPresence>>;
}
