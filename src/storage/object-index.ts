import type { ObjectRef, ShardPresence, StoredObject } from './object-store.js';

/** What the database knows of stored objects. Every method joins the caller's transaction. */
export abstract class ObjectIndex {
  abstract addObject(stored: StoredObject): Promise<void>;
  abstract findObject(ref: ObjectRef): Promise<StoredObject | undefined>;
  /** Remembers that a shard was found bad or gone, so that it is repaired. */
  abstract markMissing(versionId: string, index: number, reason: string): Promise<void>;
  abstract presenceOf(versionIds: readonly string[]): Promise<ReadonlyMap<string, ShardPresence>>;
}
