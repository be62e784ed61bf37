import { totalmem } from 'node:os';
import { busy } from './storage.errors.js';
import { BLOCK_BYTES } from './seal/stripe-layout.js';

/** Free buffers kept for the next streams, however long nobody needs them: enough for a few saves and reads at once. */
const KEPT = 12;
/** Free buffers beyond that are dropped when nobody needed them for so long. */
const UNNEEDED_MS = 30_000;
const LEAST_BYTES = 256 * 1_048_576;
/** Streams that wait for a buffer. Beyond that, and after the wait, a client gets `storage/busy` and retries. */
const MOST_WAITING = 500;
const WAIT_MS = 15_000;

/** A quarter of the memory of the process: many slow readers must not use all of it. */
const mostBytes = (): number => {
  const limit = process.constrainedMemory() || Infinity;
  return Math.max(LEAST_BYTES, Math.min(limit, totalmem()) / 4);
};

/**
 * A pool of buffers for one stripe each, in memory shared with worker threads. They contain only ciphertext, so they
 * are not zeroed.
 *
 * A dropped buffer is freed only when the collector of every thread that saw it has run, and none of them counts
 * shared memory: an idle thread holds it for hours. So buffers are dropped rarely, and never while streams come and go.
 */
export class StripeBuffers {
  readonly #free: Buffer[] = [];
  readonly #bytes: number;
  readonly #waiting = new Set<() => void>();
  #lent = 0;
  /** The fewest free buffers since the timer was started. That number was not needed. */
  #unneeded = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    shards: number,
    private readonly most = Math.floor(mostBytes() / (shards * BLOCK_BYTES)),
  ) {
    this.#bytes = shards * BLOCK_BYTES;
  }

  /** For metrics. */
  get figures(): BufferFigures {
    return {
      lentBytes: this.#lent * this.#bytes,
      freeBytes: this.#free.length * this.#bytes,
      waiting: this.#waiting.size,
    };
  }

  /**
   * Resolves when there is memory for one more stream; rejects with `storage/busy` after a timeout. Call it before
   * the first buffer of a stream only: an admitted stream takes its other buffers without waiting, so it can finish.
   */
  admit(): Promise<void> {
    if (this.#lent < this.most) return Promise.resolve();
    if (this.#waiting.size >= MOST_WAITING) return Promise.reject(busy());
    return new Promise((resolve, reject) => {
      const timeout = setTimeout(() => {
        this.#waiting.delete(go);
        reject(busy());
      }, WAIT_MS);
      const go = (): void => {
        clearTimeout(timeout);
        this.#waiting.delete(go);
        resolve();
      };
      this.#waiting.add(go);
    });
  }

  take(): Buffer {
    this.#lent++;
    const buffer = this.#free.pop() ?? Buffer.from(new SharedArrayBuffer(this.#bytes));
    this.#unneeded = Math.min(this.#unneeded, this.#free.length);
    return buffer;
  }

  /** Call it when no read or write uses the buffer any more; an abandoned buffer is not reused. */
  giveBack(buffer: Buffer): void {
    if (!isAbandoned(buffer)) this.#free.push(buffer);
    if (this.#free.length > KEPT) this.#dropLater();
    this.forget();
  }

  /** Counts a buffer as returned without reusing it: the garbage collector frees it. */
  forget(): void {
    this.#lent--;
    const [next] = this.#waiting;
    if (this.#lent < this.most) next?.();
  }

  #dropLater(): void {
    if (this.#timer !== undefined) return;
    this.#unneeded = this.#free.length;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      // The first ones were not used for the longest time.
      this.#free.splice(0, Math.min(this.#unneeded, this.#free.length - KEPT));
      if (this.#free.length > KEPT) this.#dropLater();
    }, UNNEEDED_MS).unref();
  }
}

export interface BufferFigures {
  readonly lentBytes: number;
  readonly freeBytes: number;
  /** Streams that wait for a buffer. */
  readonly waiting: number;
}

/**
 * Memory passed to a worker thread whose call never returned. The thread may still write to it, so it is never
 * reused; the garbage collector frees it when the thread releases it.
 */
const abandoned = new WeakSet<ArrayBufferLike>();

export const abandonMemory = (bytes: Uint8Array): void => void abandoned.add(bytes.buffer);

export const isAbandoned = (bytes: Uint8Array): boolean => abandoned.has(bytes.buffer);
