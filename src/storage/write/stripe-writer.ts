import { setImmediate as nextTurn } from 'node:timers/promises';
import { hashOfBlock } from '../seal/shard-tail.js';
import { BLOCK_BYTES, MIN_BLOCK_BYTES } from '../seal/stripe-layout.js';
import type { BlockHashing } from '../block-hashing.js';
import type { ErasureCode } from '../erasure/erasure-code.js';
import type { QuorumWrite } from './quorum-write.js';
import type { StripeBuffers } from '../stripe-buffers.js';

/** Stripes on their way to the providers while the next one fills. */
const SLOTS = 3;

interface Slot {
  readonly buffer: Buffer;
  /** Settles when the providers have taken what it holds. */
  taken: Promise<void>;
}

/** Cuts a payload into stripes, adds parity, hashes every block and hands them to the quorum. */
export class StripeWriter {
  readonly #slots: Slot[] = [];
  readonly #hashes: Buffer[][];
  readonly #hashed: Promise<void>[] = [];
  readonly #stripeBytes: number;
  #slot: Slot | undefined;
  #stripe = 0;
  #filled = 0;
  #sealedSize = 0;

  constructor(
    private readonly code: ErasureCode,
    private readonly buffers: StripeBuffers,
    private readonly quorum: QuorumWrite,
    private readonly hashing: BlockHashing,
  ) {
    this.#stripeBytes = code.k * BLOCK_BYTES;
    this.#hashes = Array.from({ length: code.k + code.m }, () => []);
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#sealedSize += bytes.length;
    for (let at = 0; at < bytes.length;) {
      // A full stripe goes out only when a byte beyond it exists: the last one may be cut shorter.
      if (this.#filled === this.#stripeBytes) await this.#send(BLOCK_BYTES);
      const slot = (this.#slot ??= await this.#freeSlot());
      const end = Math.min(bytes.length, at + this.#stripeBytes - this.#filled);
      slot.buffer.set(bytes.subarray(at, end), this.#filled);
      this.#filled += end - at;
      at = end;
    }
  }

  /**
   * Sends the last stripe. The providers may still be writing: the commit comes after that in each one's
   * queue, and finds there whoever failed.
   */
  async end(): Promise<{ sealedSize: number; hashLists: Buffer[] }> {
    await this.#send(Math.max(MIN_BLOCK_BYTES, Math.ceil(this.#filled / this.code.k)));
    await Promise.all(this.#hashed);
    return {
      sealedSize: this.#sealedSize,
      hashLists: this.#hashes.map((hashes) => Buffer.concat(hashes)),
    };
  }

  /** Gives the memory back once nobody reads from it; who is late is not waited for here. */
  async release(): Promise<void> {
    await Promise.allSettled(this.#slots.map((slot) => slot.taken));
    void this.quorum.settled().then(() => {
      for (const slot of this.#slots) this.buffers.giveBack(slot.buffer);
    });
  }

  async #send(blockBytes: number): Promise<void> {
    const slot = this.#slot as Slot;
    const { buffer } = slot;
    buffer.fill(0, this.#filled, this.code.k * blockBytes);
    const blocks = this.#blocksOf(buffer, blockBytes);
    this.code.encode(blocks.slice(0, this.code.k), blocks.slice(this.code.k));
    // The providers write, and full stripes are hashed elsewhere, while the next stripe fills.
    const hashed = this.#hash(blocks, this.#stripe++);
    this.#hashed.push(hashed);
    slot.taken = Promise.all([this.quorum.append(blocks), hashed]).then(() => undefined);
    slot.taken.catch(() => undefined);
    this.#slot = undefined;
    this.#filled = 0;
    await nextTurn();
  }

  async #hash(blocks: readonly Buffer[], stripe: number): Promise<void> {
    const isFull = blocks[0]?.length === BLOCK_BYTES;
    const hashes = isFull ? await this.hashing.hashesOf(blocks) : blocks.map(hashOfBlock);
    hashes.forEach((hash, i) => ((this.#hashes[i] as Buffer[])[stripe] = hash));
  }

  /** Data blocks lie one behind the other; the parity blocks follow at full distance. */
  #blocksOf(buffer: Buffer, blockBytes: number): Buffer[] {
    return this.#hashes.map((_, i) => {
      const at = i < this.code.k ? i * blockBytes : i * BLOCK_BYTES;
      return buffer.subarray(at, at + blockBytes);
    });
  }

  async #freeSlot(): Promise<Slot> {
    const used = this.#slots[this.#stripe % SLOTS];
    if (used !== undefined) {
      await used.taken;
      return used;
    }
    if (this.#slots.length === 0) await this.buffers.admit();
    const slot = { buffer: this.buffers.take(), taken: Promise.resolve() };
    this.#slots.push(slot);
    return slot;
  }
}
