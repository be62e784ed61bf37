import type { ObjectRef, ShardPresence, StoredObject } from './object-store.js';

/** One sealing of a document's secret key to its members. */
export interface Keyring {
  readonly documentId: string;
  /** Counts key pairs: a new one when a member leaves. */
  readonly epoch: number;
  /** Counts sealings of the same key pair. */
  readonly revision: number;
  /** The document's public key, `age1…`: what new versions are sealed to. */
  readonly recipient: string;
  /** The armored age file. */
  readonly sealed: string;
  /** Providers that did not take their copy. */
  readonly missingOn: readonly string[];
}

/** What the database knows of stored objects. Every method joins the caller's transaction. */
export abstract class ObjectIndex {
  /** Does nothing when that revision exists: the first of two racing creators wins. */
  abstract addKeyring(keyring: Keyring): Promise<void>;
  abstract setKeyringMissingOn(keyring: Keyring, missingOn: readonly string[]): Promise<void>;
  /** The newest revision of an epoch; without one, of the newest epoch. */
  abstract findKeyring(documentId: string, epoch?: number): Promise<Keyring | undefined>;
  abstract hasKeyrings(): Promise<boolean>;

  abstract addObject(stored: StoredObject): Promise<void>;
  abstract findObject(ref: ObjectRef): Promise<StoredObject | undefined>;
  /** Remembers that a shard was found bad or gone, so that it is repaired. */
  abstract markMissing(versionId: string, index: number, reason: string): Promise<void>;
  abstract presenceOf(versionIds: readonly string[]): Promise<ReadonlyMap<string, ShardPresence>>;
}
