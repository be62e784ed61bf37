import { BLOCK_BYTES } from './seal/stripe-layout.js';

/** Some saves and readings at once reuse memory; beyond that it is left to the collector. */
const KEPT = 12;

/**
 * Buffers for one stripe each, in memory that the hashing thread sees as well. They hold ciphertext only, so
 * they need no zeroing.
 */
export class StripeBuffers {
  readonly #free: Buffer[] = [];
  readonly #bytes: number;

  constructor(shards: number) {
    this.#bytes = shards * BLOCK_BYTES;
  }

  take(): Buffer {
    return this.#free.pop() ?? Buffer.from(new SharedArrayBuffer(this.#bytes));
  }

  /** Only when no read or write into or from it is under way any more. */
  giveBack(buffer: Buffer): void {
    if (this.#free.length < KEPT) this.#free.push(buffer);
  }
}
