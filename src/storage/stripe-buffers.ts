import { BLOCK_BYTES } from './seal/stripe-layout.js';
import type { StreamKind, StripeMemory } from './stripe-memory.js';

/** Free buffers kept for the next streams, however long nobody needs them: enough for a few saves and reads at once. */
const KEPT = 12;
/** Free buffers beyond that are dropped when nobody needed them for so long. */
const UNNEEDED_MS = 30_000;

/**
 * A pool of buffers for one stripe each, in memory shared with worker threads. They contain only ciphertext, so they
 * are not zeroed. Streams get them by a lease, within the bound of `StripeMemory`.
 *
 * A dropped buffer is freed only when the collector of every thread that saw it has run, and none of them counts
 * shared memory: an idle thread holds it for hours. So buffers are dropped rarely, and never while streams come and go.
 */
export class StripeBuffers {
  readonly #free: Buffer[] = [];
  readonly #bytes: number;
  /** The fewest free buffers since the timer was started. That number was not needed. */
  #unneeded = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    shards: number,
    private readonly memory: StripeMemory,
  ) {
    this.#bytes = shards * BLOCK_BYTES;
  }

  get freeBytes(): number {
    return this.#free.length * this.#bytes;
  }

  /** Waits until there is memory for one buffer; rejects with `storage/busy` after a timeout. */
  async lease(kind: StreamKind): Promise<StripeLease> {
    await this.memory.admit(kind, this.#bytes);
    return new StripeLease({
      take: () => this.#take(),
      keep: (buffer) => this.#keep(buffer),
      tryMore: () => this.memory.tryMore(kind, this.#bytes),
      giveBack: () => this.memory.giveBack(kind, this.#bytes),
    });
  }

  #take(): Buffer {
    const buffer = this.#free.pop() ?? Buffer.from(new SharedArrayBuffer(this.#bytes));
    this.#unneeded = Math.min(this.#unneeded, this.#free.length);
    return buffer;
  }

  #keep(buffer: Buffer): void {
    this.#free.push(buffer);
    if (this.#free.length > KEPT) this.#dropLater();
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

interface Lender {
  take(): Buffer;
  keep(buffer: Buffer): void;
  tryMore(): boolean;
  giveBack(): void;
}

/** The buffers of one stream. One is its own until the end; it gets more while there is plenty of memory. */
export class StripeLease {
  /** Buffers that were taken and not given back. */
  #out = 0;
  #isEnded = false;
  #wanting: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];

  constructor(private readonly from: Lender) {}

  /** Its own buffer, or one more if there is plenty of memory; undefined otherwise. */
  take(): Buffer | undefined {
    if (this.#isEnded || (this.#out > 0 && !this.from.tryMore())) return undefined;
    this.#out++;
    return this.from.take();
  }

  /** Like `take`; waits until this stream gives back a buffer. Rejects when the lease ends meanwhile. */
  async next(): Promise<Buffer> {
    for (;;) {
      const buffer = this.take();
      if (buffer !== undefined) return buffer;
      if (this.#isEnded) throw ended();
      await new Promise<void>((resolve, reject) => this.#wanting.push({ resolve, reject }));
    }
  }

  /** Call it when no read or write uses the buffer any more; an abandoned buffer is not reused. */
  giveBack(buffer: Buffer): void {
    if (!isAbandoned(buffer)) this.from.keep(buffer);
    this.forget();
  }

  /** Counts a buffer as given back without reusing it: the garbage collector frees it. */
  forget(): void {
    this.#out--;
    if (this.#out > 0 || this.#isEnded) this.from.giveBack();
    this.#wanting.shift()?.resolve();
  }

  /** Idempotent. Buffers that are still out count until they are given back. */
  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    if (this.#out === 0) this.from.giveBack();
    for (const { reject } of this.#wanting.splice(0)) reject(ended());
  }
}

const ended = (): Error => new Error('the lease of this stream has ended');

/**
 * Memory passed to a worker thread whose call never returned. The thread may still write to it, so it is never
 * reused; the garbage collector frees it when the thread releases it.
 */
const abandoned = new WeakSet<ArrayBufferLike>();

export const abandonMemory = (bytes: Uint8Array): void => void abandoned.add(bytes.buffer);

export const isAbandoned = (bytes: Uint8Array): boolean => abandoned.has(bytes.buffer);
