import type { Readable } from 'node:stream';
import type { FileKey } from './file-key.js';

/** Names the sealed bytes of one version of one document. Both are ids of ours, random and never reused. */
export interface ObjectRef {
  readonly documentId: string;
  readonly versionId: string;
}

export interface PutObject extends ObjectRef {
  /** The object this one was made from; its manifest hash becomes our `parent`. */
  readonly parent: ObjectRef | null;
  /** Plaintext, consumed once. If it throws, the put is aborted and nothing is left behind. */
  readonly content: AsyncIterable<Uint8Array>;
  /** More plaintext than this is `storage/too-large`. */
  readonly maxBytes: number;
  /** Exact plaintext size when known in advance; a stream that ends short of it is `storage/truncated`. */
  readonly expectedBytes?: number | undefined;
  /** What an index rebuilt from shards alone needs (title, number, author…); sealed in the manifest. */
  readonly description: Readonly<Record<string, string | number | null>>;
  /** Called after the last byte: members of the description that are known only then. */
  readonly describedAfter?: (() => Readonly<Record<string, string | number>>) | undefined;
  /**
   * Called after the last byte: a secret of 32 bytes, to whose public half the object is sealed instead of to the
   * document. For objects that are never recorded and are read back only with the secret, which the caller zeroes.
   */
  readonly sealTo?: ((size: number) => Uint8Array | undefined) | undefined;
  /** Public keys that get the file key as well, each in its own header: returned, and not stored. */
  readonly extraRecipients?: readonly string[] | undefined;
}

/** A file key sealed to one more public key. The caller decides where to store it. */
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

/** What `put` made durable and `record` writes down. */
export interface StoredObject extends ObjectRef {
  /** Plaintext bytes. */
  readonly size: number;
  /** age payload bytes (nonce and chunks, without the header). */
  readonly sealedSize: number;
  readonly required: number;
  readonly total: number;
  /** SHA-256 of the manifest line, hex: what a child names as its parent. */
  readonly manifestHash: string;
  /** The age header of the object: public, opens only with the document's secret. */
  readonly ageHeader: string;
  readonly epoch: number;
  readonly shards: readonly StoredShard[];
  /** One for each of `extraRecipients` that is a public key. `record` leaves them out. */
  readonly keyCopies?: readonly KeyCopy[] | undefined;
}

export interface SealedKey {
  readonly epoch: number;
  readonly ageHeader: string;
}

export interface SealedFile extends SealedKey {
  /** Bytes of the whole file. */
  readonly size: number;
  readonly content: Readable;
}

/** Half-open range of plaintext bytes, already cut to the object's size. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** `repairing`: missing, and being rebuilt at this moment. */
export type ShardState = StoredShard['state'] | 'repairing';

export interface ShardPresence {
  readonly present: number;
  readonly required: number;
  readonly total: number;
  /** Of each shard by index, for the pages. */
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
   * Creates the document's key pair and stores its keyring, sealed to `members` (public keys, `age1…`; by default
   * this server) and the recovery recipient. Needed before the first `put`. Idempotent.
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
   * Stores the sealed bytes of a version again as another version of its document: the same header, payload and
   * description under a new manifest, whose parent is the first one. `description` goes into the index metadata
   * only. Needs no key; whoever can open one can open the other. Otherwise like `put`.
   */
  abstract duplicate(
    ref: ObjectRef,
    versionId: string,
    description: PutObject['description'],
  ): Promise<StoredObject>;

  /** Writes the placement of a stored object; joins the caller's transaction. */
  abstract record(stored: StoredObject): Promise<void>;

  /** Removes the shards of an object that was put but never recorded. Never throws. */
  abstract discard(stored: StoredObject): Promise<void>;

  /** The plaintext of an object that was put with `sealTo` and never recorded, by that secret. */
  abstract openUnrecorded(stored: StoredObject, secret: Uint8Array): Promise<Readable>;

  /** The object's file key. `storage/key-needed` (forbidden) when the server is no member of the keyring. */
  abstract leaseKey(ref: ObjectRef): Promise<FileKey>;

  /**
   * Plaintext of the object or of a range of it. Every block is verified before use, a bad or missing one is
   * rebuilt from any k others; no byte leaves before its chunk's tag was checked, and a truncated object
   * destroys the stream instead of ending it. Fewer than k good blocks: `storage/unrecoverable` (unavailable),
   * before the first byte when that is already known. Takes its own copy of the key.
   */
  abstract open(ref: ObjectRef, key: FileKey, range?: ByteRange): Promise<Readable>;

  /** The age header and epoch of an object: a member finds its file key with them. */
  abstract sealedKeyOf(ref: ObjectRef): Promise<SealedKey>;

  /**
   * The object as an age file, header and payload: whoever is a member of the epoch's keyring opens it with any
   * age program. Verified and rebuilt like `open`, and needs no key.
   */
  abstract openSealed(ref: ObjectRef): Promise<SealedFile>;

  /** Where the shards of many objects stand, by version id, as last recorded. Unknown ids are left out. */
  abstract presenceOf(versionIds: readonly string[]): Promise<ReadonlyMap<string, ShardPresence>>;
}

/** What the database knows of stored objects. Every method joins the caller's transaction. */
export abstract class ObjectIndex {
  abstract addObject(stored: StoredObject): Promise<void>;
  abstract findObject(ref: ObjectRef): Promise<StoredObject | undefined>;
  /** Marks a shard that was found bad or gone, so that it is repaired. */
  abstract markMissing(versionId: string, index: number, reason: string): Promise<void>;
  abstract presenceOf(versionIds: readonly string[]): Promise<ReadonlyMap<string, ShardPresence>>;
}
