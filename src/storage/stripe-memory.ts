import { totalmem } from 'node:os';
import { busy } from './storage.errors.js';

/** `write`: saves, uploads, copies, rebuilt shards. `read`: everything that is opened. */
export type StreamKind = 'read' | 'write';

const KINDS: readonly StreamKind[] = ['write', 'read'];

const LEAST_BYTES = 256 * 1_048_576;
/** A quarter of the bound is kept for each kind of stream, so that neither takes all of it from the other. */
const PART_OF_ONE_KIND = 3 / 4;
/** Beyond this part a stream gets the one buffer that it needs, and none to go faster. */
const PART_FOR_SPEED = 1 / 2;
/** Streams that wait. Beyond that, and after the wait, a client gets `storage/busy` and retries. */
const MOST_WAITING = 500;
const WAIT_MS = 15_000;

/** A quarter of the memory of the process: many slow readers must not use all of it. */
export function defaultStripeBytes(): number {
  const limit = process.constrainedMemory() || Infinity;
  return Math.max(LEAST_BYTES, Math.floor(Math.min(limit, totalmem()) / 4));
}

interface Waiting {
  readonly bytes: number;
  readonly sinceMs: number;
  readonly go: () => void;
}

/** For metrics; the counts are of the process. */
export interface StreamFigures {
  readonly boundBytes: number;
  readonly lentBytes: number;
  /** Streams that wait for their first buffer. */
  readonly waiting: number;
  readonly waits: number;
  readonly waitedMs: number;
  readonly refused: number;
}

/**
 * The bound on the stripe buffers in use, whatever the erasure codes. It is strict: bytes are counted before there is a
 * buffer, and what does not fit waits in order, and is refused with `storage/busy` after 15 seconds.
 *
 * Each stream gets by with the bytes it was admitted with, so it ends without waiting for others. Whoever reads and
 * writes at the same time is admitted as a writer first: a reader then never waits for a writer, because a quarter of
 * the bound is for readers only.
 */
export class StripeMemory {
  readonly #lent: Record<StreamKind, number> = { read: 0, write: 0 };
  readonly #waiting: Record<StreamKind, Set<Waiting>> = { read: new Set(), write: new Set() };
  #waits = 0;
  #waitedMs = 0;
  #refused = 0;

  constructor(private readonly most = defaultStripeBytes()) {}

  get figures(): StreamFigures {
    return {
      boundBytes: this.most,
      lentBytes: this.#lentBytes,
      waiting: this.#waitingStreams,
      waits: this.#waits,
      waitedMs: this.#waitedMs,
      refused: this.#refused,
    };
  }

  /** Counts the bytes that a stream cannot do without. Rejects with `storage/busy`. */
  admit(kind: StreamKind, bytes: number): Promise<void> {
    if (this.#waiting[kind].size === 0 && this.#fits(kind, bytes)) {
      this.#lent[kind] += bytes;
      return Promise.resolve();
    }
    const all = this.#waiting[kind];
    if (all.size >= MOST_WAITING) return Promise.reject(this.#refuse());
    this.#waits++;
    return new Promise((resolve, reject) => {
      const timeout = setTimeout(() => {
        this.#leave(kind, waiting);
        reject(this.#refuse());
        // It may have been the one that the others of its kind waited behind.
        this.#admitWaiting();
      }, WAIT_MS);
      const waiting: Waiting = {
        bytes,
        sinceMs: performance.now(),
        go: () => {
          clearTimeout(timeout);
          this.#leave(kind, waiting);
          resolve();
        },
      };
      all.add(waiting);
    });
  }

  /** Counts bytes that make an admitted stream faster, if there is plenty and nobody waits. */
  tryMore(kind: StreamKind, bytes: number): boolean {
    if (this.#waitingStreams > 0) return false;
    if (this.#lentBytes + bytes > this.most * PART_FOR_SPEED) return false;
    this.#lent[kind] += bytes;
    return true;
  }

  giveBack(kind: StreamKind, bytes: number): void {
    this.#lent[kind] -= bytes;
    this.#admitWaiting();
  }

  #admitWaiting(): void {
    for (const kind of KINDS) {
      for (const { bytes, go } of this.#waiting[kind]) {
        if (!this.#fits(kind, bytes)) break;
        this.#lent[kind] += bytes;
        go();
      }
    }
  }

  /** One stream of each kind always fits, also one of an older object with more shards than the bound foresees. */
  #fits(kind: StreamKind, bytes: number): boolean {
    const own = this.#lent[kind];
    if (own === 0) return true;
    const ofKind = Math.min(this.most * PART_OF_ONE_KIND, this.most - bytes);
    return own + bytes <= ofKind && this.#lentBytes + bytes <= this.most;
  }

  get #lentBytes(): number {
    return this.#lent.read + this.#lent.write;
  }

  get #waitingStreams(): number {
    return this.#waiting.read.size + this.#waiting.write.size;
  }

  #leave(kind: StreamKind, waiting: Waiting): void {
    this.#waiting[kind].delete(waiting);
    this.#waitedMs += performance.now() - waiting.sinceMs;
  }

  #refuse(): Error {
    this.#refused++;
    return busy();
  }
}
