import { Worker } from 'node:worker_threads';
import { hashOfBlock } from '../seal/shard-tail.js';
import { HASH_BYTES } from '../seal/stripe-layout.js';

/** Inline, because tests run from source and the build from another file. */
const THREAD = `
  const { parentPort } = require('node:worker_threads');
  const { hash } = require('node:crypto');
  parentPort.on('message', ({ id, memory, spans }) => {
    const hashes = spans.map(([at, length]) => hash('sha256', Buffer.from(memory, at, length), 'buffer'));
    parentPort.postMessage({ id, hashes: Buffer.concat(hashes) });
  });
`;

interface Answer {
  readonly id: number;
  readonly hashes: Uint8Array;
}

/**
 * Computes SHA-256 in a worker thread, in parallel with encryption: hashing is a third of the work of a large save.
 * The memory is shared, so nothing is copied. The thread starts on first use. If it ends, pending blocks are hashed
 * here and the next call starts a new thread.
 */
export class HashingThread {
  readonly #pending = new Map<number, (hashes: Uint8Array | undefined) => void>();
  #thread: Worker | undefined;
  #lastId = 0;

  /**
   * One hash of 32 bytes per block, in order. The blocks belong to one buffer of `StripeBuffers` and must not change
   * before this resolves.
   */
  async hashesOf(blocks: readonly Buffer[]): Promise<Buffer[]> {
    const memory = blocks[0]?.buffer;
    const joined =
      memory instanceof SharedArrayBuffer ? await this.#request(memory, blocks) : undefined;
    if (joined === undefined) return blocks.map(hashOfBlock);
    return blocks.map((_, i) => Buffer.from(joined.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES)));
  }

  #request(memory: SharedArrayBuffer, blocks: readonly Buffer[]): Promise<Uint8Array | undefined> {
    const thread = (this.#thread ??= this.#start());
    const id = ++this.#lastId;
    const spans = blocks.map((block) => [block.byteOffset, block.length]);
    return new Promise((resolve) => {
      this.#pending.set(id, resolve);
      thread.ref();
      // Messages to a thread have no target origin.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      thread.postMessage({ id, memory, spans });
    });
  }

  #start(): Worker {
    const thread = new Worker(THREAD, { eval: true });
    thread.on('message', ({ id, hashes }: Answer) => this.#resolve(id, hashes));
    thread.on('error', () => undefined);
    thread.on('exit', () => {
      this.#thread = undefined;
      for (const id of [...this.#pending.keys()]) this.#resolve(id, undefined);
    });
    return thread;
  }

  /** An idle thread must not keep the process alive. */
  #resolve(id: number, hashes: Uint8Array | undefined): void {
    this.#pending.get(id)?.(hashes);
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#thread?.unref();
  }
}
