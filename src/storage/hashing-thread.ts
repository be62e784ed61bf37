import { Worker } from 'node:worker_threads';
import { BlockHashing } from './block-hashing.js';
import { hashOfBlock } from './seal/shard-tail.js';
import { HASH_BYTES } from './seal/stripe-layout.js';

/** Inline, because a thread's file would be another one under test than in the build. */
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
 * Hashes on one thread of its own, beside the one that seals: a third of the work of a large save. The memory
 * is shared, so nothing is copied. Started at the first use; should the thread ever end, hashing goes on here.
 */
export class HashingThread extends BlockHashing {
  readonly #waiting = new Map<number, (hashes: Uint8Array | undefined) => void>();
  #thread: Worker | undefined;
  #lastId = 0;

  async hashesOf(blocks: readonly Buffer[]): Promise<Buffer[]> {
    const memory = blocks[0]?.buffer;
    const joined =
      memory instanceof SharedArrayBuffer ? await this.#ask(memory, blocks) : undefined;
    if (joined === undefined) return blocks.map(hashOfBlock);
    return blocks.map((_, i) => Buffer.from(joined.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES)));
  }

  #ask(memory: SharedArrayBuffer, blocks: readonly Buffer[]): Promise<Uint8Array | undefined> {
    const thread = (this.#thread ??= this.#start());
    const id = ++this.#lastId;
    const spans = blocks.map((block) => [block.byteOffset, block.length]);
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      thread.ref();
      // A thread has no origin that could be named.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      thread.postMessage({ id, memory, spans });
    });
  }

  #start(): Worker {
    const thread = new Worker(THREAD, { eval: true });
    thread.on('message', ({ id, hashes }: Answer) => this.#answered(id, hashes));
    thread.on('error', () => undefined);
    thread.on('exit', () => {
      this.#thread = undefined;
      for (const id of [...this.#waiting.keys()]) this.#answered(id, undefined);
    });
    return thread;
  }

  /** An idle thread does not keep the process alive. */
  #answered(id: number, hashes: Uint8Array | undefined): void {
    this.#waiting.get(id)?.(hashes);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#thread?.unref();
  }
}
