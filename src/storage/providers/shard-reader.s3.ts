import { providerFailed, shardTooShort } from '../storage.errors.js';
import type { Bucket, Tail } from './bucket.s3.js';
import type { ShardReader } from './shard-store.js';

/** Small shards whole, and of large ones hash list, manifest and footer: what everybody reads first. */
export const TAIL_BYTES = 65_536;

/** A shard in a bucket, by ranged requests. Its last bytes came with the opening. */
export class S3ShardReader implements ShardReader {
  readonly #closed = new AbortController();

  constructor(
    private readonly bucket: Bucket,
    private readonly provider: string,
    private readonly key: string,
    private readonly tail: Tail,
  ) {}

  get size(): number {
    return this.tail.size;
  }

  async read(into: Uint8Array, offset: number): Promise<void> {
    if (offset + into.length > this.size) throw shardTooShort(this.provider, this.key);
    const tailAt = this.size - this.tail.bytes.length;
    if (offset >= tailAt) {
      into.set(this.tail.bytes.subarray(offset - tailAt, offset - tailAt + into.length));
      return;
    }
    try {
      await this.bucket.read(this.key, into, offset, this.#closed.signal);
    } catch (error) {
      throw providerFailed(this.provider, 'read a shard', error);
    }
  }

  /** Whoever closes has given up what is still being read. */
  close(): Promise<void> {
    this.#closed.abort();
    return Promise.resolve();
  }
}
