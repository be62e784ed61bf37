import { Worker } from 'node:worker_threads';
import type { Encoding, ErasureCode } from '../erasure/erasure-code.js';
import { hashOfBlock } from '../seal/shard-tail.js';
import { HASH_BYTES } from '../seal/stripe-layout.js';

const besides = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
const PROGRAM = new URL(`./coding-thread.program${besides}`, import.meta.url);
const KERNEL_RUNS = new URL(`../erasure/kernel-runs${besides}`, import.meta.url);

/** What the thread is started with. */
export interface CodingStart {
  /** The address of the module `kernel-runs`. */
  readonly kernelRuns: string;
  readonly encoding: Encoding;
}

export interface StripesToCode {
  readonly id: number;
  /** The blocks of each, data before parity, in shared memory. */
  readonly stripes: readonly (readonly Uint8Array[])[];
}

export interface CodedStripes {
  readonly id: number;
  /** Of all blocks of all stripes, one after the other. */
  readonly hashes: Uint8Array;
}

/**
 * Computes the parity of stripes and the SHA-256 of their blocks in a thread, while the next stripe is received and
 * sealed: that is more than half of the work of a large save, and the event loop is free of it. The memory is shared, so
 * nothing is copied. The thread starts on first use. If it ends, waiting stripes are coded here and the next one starts a
 * new thread.
 */
export class CodingThread {
  readonly #waiting = new Map<number, (hashes: Uint8Array | undefined) => void>();
  #thread: Worker | undefined;
  #lastId = 0;

  constructor(readonly code: ErasureCode) {}

  /**
   * Fills the parity blocks of some stripes. Returns one hash of 32 bytes per block, for each stripe, in order. The
   * blocks must not change before this resolves; stripes are coded in the order of the calls.
   */
  async encode(stripes: readonly (readonly Buffer[])[]): Promise<Buffer[][]> {
    const joined = stripes.every(isShared) ? await this.#request(stripes) : undefined;
    if (joined === undefined) return stripes.map((blocks) => this.encodeHere(blocks));
    let at = 0;
    return stripes.map((blocks) =>
      blocks.map(() => Buffer.from(joined.subarray(at, (at += HASH_BYTES)))),
    );
  }

  /** The same without the thread: for a short stripe, the way there costs more. */
  encodeHere(blocks: readonly Buffer[]): Buffer[] {
    this.code.encode(blocks.slice(0, this.code.k), blocks.slice(this.code.k));
    return blocks.map(hashOfBlock);
  }

  #request(stripes: readonly (readonly Buffer[])[]): Promise<Uint8Array | undefined> {
    const thread = (this.#thread ??= this.#start());
    const id = ++this.#lastId;
    const message: StripesToCode = { id, stripes };
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      thread.ref();
      // Messages to a thread have no target origin.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      thread.postMessage(message);
    });
  }

  #start(): Worker {
    const workerData: CodingStart = {
      kernelRuns: KERNEL_RUNS.href,
      encoding: this.code.encoding,
    };
    const thread = new Worker(PROGRAM, { workerData });
    thread.on('message', ({ id, hashes }: CodedStripes) => this.#resolve(id, hashes));
    thread.on('error', () => undefined);
    thread.on('exit', () => {
      this.#thread = undefined;
      for (const id of [...this.#waiting.keys()]) this.#resolve(id, undefined);
    });
    return thread;
  }

  /** An idle thread must not keep the process alive. */
  #resolve(id: number, hashes: Uint8Array | undefined): void {
    this.#waiting.get(id)?.(hashes);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#thread?.unref();
  }
}

const isShared = (blocks: readonly Buffer[]): boolean =>
  blocks.every(({ buffer }) => buffer instanceof SharedArrayBuffer);
