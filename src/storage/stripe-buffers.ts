import { totalmem } from 'node:os';
import { busy } from './storage.errors.js';
import { isLeftToThread } from './lent-memory.js';
import { BLOCK_BYTES } from './seal/stripe-layout.js';

/** Some saves and readings at once reuse memory; beyond that it is left to the collector. */
const KEPT = 12;
const LEAST_BYTES = 256 * 1_048_576;
/** Streams that wait for memory; a client is better told to come back than kept for minutes. */
const MOST_WAITING = 500;
const WAIT_MS = 15_000;

/** A quarter of what the process may use: readers that are slow, and there are many, must not take all of it. */
const mostBytes = (): number => {
  const limit = process.constrainedMemory() || Infinity;
  return Math.max(LEAST_BYTES, Math.min(limit, totalmem()) / 4);
};

/**
 * Buffers for one stripe each, in memory that other threads see as well. They hold ciphertext only, so they need
 * no zeroing.
 */
export class StripeBuffers {
  readonly #free: Buffer[] = [];
  readonly #bytes: number;
  readonly #waiting = new Set<() => void>();
  #lent = 0;

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
   * Resolves when there is memory for one more stream. Asked before its first buffer and not for the few that
   * follow: whoever was admitted comes to an end. `storage/busy` after a while.
   */
  admit(): Promise<void> {
    if (this.#lent < this.most) return Promise.resolve();
    if (this.#waiting.size >= MOST_WAITING) return Promise.reject(busy());
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#waiting.delete(go);
        reject(busy());
      }, WAIT_MS);
      const go = (): void => {
        clearTimeout(late);
        this.#waiting.delete(go);
        resolve();
      };
      this.#waiting.add(go);
    });
  }

  take(): Buffer {
    this.#lent++;
    return this.#free.pop() ?? Buffer.from(new SharedArrayBuffer(this.#bytes));
  }

  /** Only when no read or write into or from it is under way any more, except by a thread that never answered. */
  giveBack(buffer: Buffer): void {
    if (this.#free.length < KEPT && !isLeftToThread(buffer)) this.#free.push(buffer);
    this.forget();
  }

  /** One less is lent; its memory is the collector's. */
  forget(): void {
    this.#lent--;
    const [next] = this.#waiting;
    if (this.#lent < this.most) next?.();
  }
}

export interface BufferFigures {
  readonly lentBytes: number;
  readonly freeBytes: number;
  /** Streams that wait to begin. */
  readonly waiting: number;
}
