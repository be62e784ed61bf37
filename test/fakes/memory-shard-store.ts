import { noSuchShard, shardTooShort } from '../../src/storage/storage.errors.js';
import {
  assertKey,
  ShardStore,
  type ShardReader,
  type ShardWriter,
} from '../../src/storage/providers/shard-store.js';

/** Shards in memory. `shards` is open to them for damage. */
export class MemoryShardStore extends ShardStore {
  readonly shards = new Map<string, Buffer>();

  constructor(readonly provider: string) {
    super();
  }

  create(key: string): ShardWriter {
    assertKey(key);
    const parts: Buffer[] = [];
    return {
      append: async (...pieces) => void parts.push(...pieces.map((piece) => Buffer.from(piece))),
      commit: async (...last) => void this.shards.set(key, Buffer.concat([...parts, ...last])),
      abort: async () => undefined,
    };
  }

  async open(key: string): Promise<ShardReader> {
    const shard = this.shards.get(key);
    if (shard === undefined) throw noSuchShard(this.provider, key);
    return {
      size: shard.length,
      read: async (into, offset) => {
        if (offset + into.length > shard.length) throw shardTooShort(this.provider, key);
        into.set(shard.subarray(offset, offset + into.length));
      },
      close: async () => undefined,
    };
  }

  async remove(key: string): Promise<void> {
    this.shards.delete(key);
  }

  async *list(prefix: string): AsyncIterable<string> {
    for (const key of this.shards.keys())
      if (key === prefix || key.startsWith(`${prefix}/`)) yield key;
  }
}
