import { randomUUID } from 'node:crypto';
import { noSuchShard, providerFailed } from '../storage.errors.js';
import { findAbilities, type BucketAbilities } from './bucket-abilities.s3.js';
import { BucketFailure } from './bucket-failure.s3.js';
import { retry } from './retrying-shards.js';
import { S3ShardReader, TAIL_BYTES } from './shard-reader.s3.js';
import { S3ShardWriter } from './shard-writer.s3.js';
import { assertKey, ShardStore, type ShardReader, type ShardWriter } from './shard-store.js';
import type { Bucket } from './bucket.s3.js';

/** A listing is many requests: one that fails is asked again, not all that went before. */
const PAGE_RETRIES = { attempts: 3, firstDelayMs: 50 };
/** An upload that is older than this belongs to nobody. */
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

/** Shards as objects in a bucket. An object appears whole or not at all; that is all we ask of a server. */
export class S3ShardStore extends ShardStore {
  constructor(
    readonly provider: string,
    private readonly bucket: Bucket,
  ) {
    super();
  }

  /** What this bucket's server can do; also proves that it can be written, read and emptied. */
  examine(): Promise<BucketAbilities> {
    const key = `v1/probe/${randomUUID()}`;
    return this.#doing('be examined', () => findAbilities(this.bucket, key));
  }

  /** Cancels uploads that a killed process left. Answers how many. */
  async prepare(nowMs: number): Promise<number> {
    return this.#doing('look for abandoned uploads', async () => {
      const uploads = await this.bucket.uploads('v1/');
      const abandoned = uploads.filter(({ begunAtMs }) => nowMs - begunAtMs > ABANDONED_AFTER_MS);
      await Promise.all(abandoned.map((upload) => this.bucket.cancel(upload)));
      return abandoned.length;
    });
  }

  async create(key: string): Promise<ShardWriter> {
    assertKey(key);
    return new S3ShardWriter(this.bucket, this.provider, key);
  }

  async open(key: string): Promise<ShardReader> {
    assertKey(key);
    const tail = await this.#doing('open a shard', () =>
      this.bucket.tail(key, TAIL_BYTES).catch((error: unknown) => {
        throw isAbsent(error) ? noSuchShard(this.provider, key) : error;
      }),
    );
    return new S3ShardReader(this.bucket, this.provider, key, tail);
  }

  async remove(key: string): Promise<void> {
    assertKey(key);
    await this.#doing('remove a shard', () => this.bucket.remove(key));
  }

  async *list(prefix: string): AsyncIterable<string> {
    assertKey(prefix);
    for (let next: string | undefined, isFirst = true; isFirst || next !== undefined;) {
      const from = next;
      const page = await retry(PAGE_RETRIES, () =>
        this.#doing('list shards', () => this.bucket.page(prefix, from)),
      );
      yield* page.keys;
      next = page.next;
      isFirst = false;
    }
  }

  async #doing<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw error instanceof BucketFailure ? providerFailed(this.provider, what, error) : error;
    }
  }
}

/** A bucket that is not there says something else: then nothing is known of the shard. */
const isAbsent = (error: unknown): boolean =>
  error instanceof BucketFailure && error.isOneOf('NoSuchKey', 'NotFound');
