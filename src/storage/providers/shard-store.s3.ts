import { createHash, randomUUID } from 'node:crypto';
import {
  noSuchShard,
  providerFailed,
  shardTooShort,
  type ProviderTask,
} from '../storage.errors.js';
import { aborted, BucketFailure } from './bucket-failure.s3.js';
import type { Bucket, Tail, Upload } from './bucket.s3.js';
import { probeKey } from './keys.js';
import { PartBuffer } from './part-buffer.js';
import { retry } from './shard-store-decorators.js';
import { assertKey, ShardStore, type ShardReader, type ShardWriter } from './shard-store.js';

/** A listing is many requests; only the one that failed is repeated. */
const PAGE_RETRIES = { attempts: 3, firstDelayMs: 50 };
/** An older upload was left by a process that ended. */
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

/** Holds a small shard whole, and of a large one hash list, manifest and footer, which are read first. */
const TAIL_BYTES = 65_536;
/** A shard up to this is one request; a larger one is sent in parts of this size. S3 wants at least 5 MiB. */
export const PART_BYTES = 8 * 1_048_576;

/** What servers differ in. Nothing depends on it; operators see it on the status page. */
export interface BucketAbilities {
  /** A second object under the same key can be refused. */
  readonly conditionalPut: boolean;
  /** Bytes that changed in transit are refused. */
  readonly checksMd5: boolean;
}

/** Shards as objects in a bucket. All that is required of a server is that an object appears whole or not at all. */
export class S3ShardStore extends ShardStore {
  constructor(
    readonly provider: string,
    private readonly bucket: Bucket,
  ) {
    super();
  }

  /** Finds out what the server can do, and proves that the bucket can be written, read and emptied. */
  examine(): Promise<BucketAbilities> {
    const key = probeKey(randomUUID());
    return this.#doing('be examined', () => findAbilities(this.bucket, key));
  }

  /** Cancels uploads that a killed process left; returns how many. */
  async prepare(nowMs: number): Promise<number> {
    return this.#doing('look for abandoned uploads', async () => {
      const uploads = await this.bucket.uploads('v1/');
      const abandoned = uploads.filter(({ begunAtMs }) => nowMs - begunAtMs > ABANDONED_AFTER_MS);
      await Promise.all(abandoned.map((upload) => this.bucket.cancel(upload)));
      return abandoned.length;
    });
  }

  create(key: string): ShardWriter {
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

  async #doing<T>(what: ProviderTask, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw error instanceof BucketFailure ? providerFailed(this.provider, what, error) : error;
    }
  }
}

/** A missing bucket has another code, and says nothing about the shard. */
const isAbsent = (error: unknown): boolean =>
  error instanceof BucketFailure && error.isOneOf('NoSuchKey', 'NotFound');

/** Reads a shard by ranged requests; its last bytes came with the opening. */
class S3ShardReader implements ShardReader {
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

  /** Aborts reads that are still running. */
  close(): Promise<void> {
    this.#closed.abort();
    return Promise.resolve();
  }
}

/**
 * Writes one shard. Holds one part in memory and sends it when the next byte does not fit.
 * The bytes under a key never change, so a request without an answer is simply repeated.
 */
class S3ShardWriter implements ShardWriter {
  readonly #part = new PartBuffer(PART_BYTES);
  readonly #tags: string[] = [];
  readonly #stop = new AbortController();
  #state: 'open' | 'committing' | 'done' = 'open';
  #size = 0;
  /** Bytes taken from an append that failed; the retry gives the same bytes again. */
  #takenBefore = 0;
  #upload: Upload | undefined;
  /** Uploads begun: each may exist at the server, although only one answer arrived. */
  #begun = 0;
  #request: Promise<unknown> = Promise.resolve();
  #aborted: Promise<void> | undefined;

  constructor(
    private readonly bucket: Bucket,
    private readonly provider: string,
    private readonly key: string,
  ) {}

  async append(...pieces: readonly Uint8Array[]): Promise<void> {
    const length = lengthOf(pieces);
    while (this.#takenBefore < length) {
      const next = restOf(pieces, this.#takenBefore);
      const taken = this.#part.add(next);
      this.#takenBefore += taken;
      if (taken < next.length) await this.#doing('write a shard', (stop) => this.#sendPart(stop));
    }
    this.#takenBefore = 0;
    this.#size += length;
  }

  async commit(...last: readonly Uint8Array[]): Promise<void> {
    if (this.#state === 'done') return;
    // Afterwards they are taken, and another attempt comes with the same bytes.
    if (this.#state === 'open') await this.append(...last);
    this.#state = 'committing';
    await this.#doing('commit a shard', (stop) =>
      this.#begun === 0 ? this.bucket.put(this.key, this.#part, stop) : this.#complete(stop),
    );
    this.#state = 'done';
    this.#part.free();
    if (this.#begun > 1) await this.#cancelUploads().catch(() => undefined);
  }

  abort(): Promise<void> {
    if (this.#state === 'done') return Promise.resolve();
    return (this.#aborted ??= this.#cleanUp());
  }

  async #sendPart(stop: AbortSignal): Promise<void> {
    if (this.#upload === undefined) {
      this.#begun++;
      this.#upload = await this.bucket.begin(this.key, stop);
    }
    const number = this.#tags.length + 1;
    this.#tags.push(await this.bucket.putPart(this.#upload, number, this.#part, stop));
    this.#part.clear();
  }

  async #complete(stop: AbortSignal): Promise<void> {
    if (this.#part.bytes.length > 0) await this.#sendPart(stop);
    try {
      await this.bucket.complete(this.#upload as Upload, this.#tags, stop);
    } catch (error) {
      if (!(await this.#wasCompleted(error))) throw error;
    }
  }

  /** An upload that is gone although nobody cancelled it was completed, and the answer was lost. */
  async #wasCompleted(error: unknown): Promise<boolean> {
    const gone = error instanceof BucketFailure && error.isOneOf('NoSuchUpload');
    return gone && (await this.bucket.sizeOf(this.key)) === this.#size;
  }

  async #cleanUp(): Promise<void> {
    this.#stop.abort();
    await this.#request.catch(() => undefined);
    this.#part.free();
    await this.#cancelUploads().catch(() => undefined);
    if (this.#state === 'committing') await this.bucket.remove(this.key).catch(() => undefined);
  }

  async #cancelUploads(): Promise<void> {
    if (this.#begun === 0) return;
    if (this.#begun === 1 && this.#upload !== undefined) return this.bucket.cancel(this.#upload);
    const uploads = await this.bucket.uploads(this.key);
    await Promise.all(
      uploads.filter(({ key }) => key === this.key).map((upload) => this.bucket.cancel(upload)),
    );
  }

  async #doing(what: ProviderTask, work: (stop: AbortSignal) => Promise<void>): Promise<void> {
    try {
      if (this.#aborted !== undefined) throw aborted();
      this.#request = work(this.#stop.signal);
      await this.#request;
    } catch (error) {
      throw providerFailed(this.provider, what, error);
    }
  }
}

const lengthOf = (pieces: readonly Uint8Array[]): number =>
  pieces.reduce((sum, piece) => sum + piece.length, 0);

/** The rest of the piece that the byte at `position` is in. */
function restOf(pieces: readonly Uint8Array[], position: number): Uint8Array {
  let at = position;
  for (const piece of pieces) {
    if (at < piece.length) return piece.subarray(at);
    at -= piece.length;
  }
  return new Uint8Array(0);
}

const PROBE_BYTES = Buffer.from('Kontor finds out what this bucket can do.');
const PROBE = {
  bytes: PROBE_BYTES,
  md5: createHash('md5').update(PROBE_BYTES).digest('base64'),
};
/** A valid MD5, of no bytes at all. */
const WRONG_MD5 = '1B2M2Y8AsgTpgAmY7PhCfg==';

/** Writes, reads and removes a few bytes under `key`. Rejects with a `BucketFailure` when that does not work. */
async function findAbilities(bucket: Bucket, key: string): Promise<BucketAbilities> {
  await bucket.put(key, PROBE);
  try {
    const received = await bucket.tail(key, PROBE_BYTES.length);
    if (!received.bytes.equals(PROBE_BYTES)) throw new BucketFailure('OtherBytes', undefined);
    return {
      conditionalPut: await bucket.refusesSecond(key, PROBE).catch(isRefusal),
      checksMd5: await bucket
        .put(key, { bytes: PROBE_BYTES, md5: WRONG_MD5 })
        .then(() => false, isDigestRefusal),
    };
  } finally {
    await bucket.remove(key);
  }
}

/** A server that does not support the condition answers 501 or 400. */
function isRefusal(error: unknown): false {
  if (error instanceof BucketFailure && [400, 501].includes(error.status ?? 0)) return false;
  throw error;
}

function isDigestRefusal(error: unknown): true {
  if (error instanceof BucketFailure && error.status === 400) return true;
  throw error;
}
