import { providerFailed } from '../storage.errors.js';
import { aborted, BucketFailure } from './bucket-failure.s3.js';
import { PartBuffer } from './part-buffer.js';
import type { Bucket, Upload } from './bucket.s3.js';
import type { ShardWriter } from './shard-store.js';

/** Up to this a shard is one request; a larger one goes in parts of this size. S3 wants at least 5 MiB. */
export const PART_BYTES = 8 * 1_048_576;

/**
 * One shard on its way into a bucket. Holds one part in memory and sends it when the next byte does not fit.
 * Keys are never written twice with other bytes, so whatever got no answer is simply sent again.
 */
export class S3ShardWriter implements ShardWriter {
  readonly #part = new PartBuffer(PART_BYTES);
  readonly #tags: string[] = [];
  readonly #stop = new AbortController();
  #state: 'open' | 'committing' | 'done' = 'open';
  #size = 0;
  /** Bytes of an append that failed half-way; it gives the same ones again. */
  #takenBefore = 0;
  #upload: Upload | undefined;
  /** Each beginning may have taken effect, though only one answer came back. */
  #begun = 0;
  #request: Promise<unknown> = Promise.resolve();
  #aborted: Promise<void> | undefined;

  constructor(
    private readonly bucket: Bucket,
    private readonly provider: string,
    private readonly key: string,
  ) {}

  async append(bytes: Uint8Array): Promise<void> {
    for (let at = this.#takenBefore; at < bytes.length;) {
      const taken = this.#part.add(bytes.subarray(at));
      at += taken;
      this.#takenBefore = at;
      if (at < bytes.length) await this.#doing('write a shard', (stop) => this.#sendPart(stop));
    }
    this.#takenBefore = 0;
    this.#size += bytes.length;
  }

  async commit(): Promise<void> {
    if (this.#state === 'done') return;
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

  /** An upload that is gone although nobody cancelled it has become the shard; the answer was lost. */
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

  async #doing(what: string, work: (stop: AbortSignal) => Promise<void>): Promise<void> {
    try {
      if (this.#aborted !== undefined) throw aborted();
      this.#request = work(this.#stop.signal);
      await this.#request;
    } catch (error) {
      throw providerFailed(this.provider, what, error);
    }
  }
}
