import { shardKey } from '../providers/keys.js';
import type { Providers } from '../providers/providers.js';
import { BLOCK_BYTES, MIN_BLOCK_BYTES } from '../seal/stripe-layout.js';
import type { ErasureCode } from '../erasure/erasure-code.js';
import type { ErasureProfile } from '../erasure-profiles.js';
import type { ObjectRef } from '../object-store.js';
import type { StripeBuffers, StripeLease } from '../stripe-buffers.js';
import type { CodingThread } from './coding-thread.js';
import { ownTurn } from './own-turn.js';
import { QuorumWrite } from './quorum-write.js';

/** One stripe fills while the providers still write the ones before. With too little memory there are fewer. */
const SLOTS = 3;

interface Slot {
  readonly buffer: Buffer;
  /** Settles when the providers have written the stripe in the buffer. */
  written: Promise<void>;
}

/** Chooses the providers of a new object and writes its shards with the configured erasure code. */
export class ShardWriting {
  constructor(
    private readonly providers: Providers,
    private readonly profile: ErasureProfile,
    private readonly coding: CodingThread,
  ) {}

  get code(): ErasureCode {
    return this.profile.code;
  }

  /** Creates the shards at their providers. The caller commits or abandons the write. */
  begin(object: ObjectRef): QuorumWrite {
    const { quorum, resting } = this.providers;
    const stores = this.providers.storesFor(object.versionId, this.code.k + this.code.m);
    return new QuorumWrite(stores, (index) => shardKey(object, index), quorum, resting);
  }

  /** The caller releases the writer. */
  stripesTo(quorum: QuorumWrite): StripeWriter {
    return new StripeWriter(this.profile.buffers, quorum, this.coding);
  }
}

/** Cuts a payload into stripes, adds parity, hashes every block and passes the blocks to the quorum write. */
export class StripeWriter {
  /** The one that was filled first comes first. */
  readonly #slots: Slot[] = [];
  #lease: StripeLease | undefined;
  readonly #hashes: Buffer[][];
  /** Resolves when the quorum write has the stripes before: it takes them in order. */
  #passedOn: Promise<unknown> = Promise.resolve();
  readonly #stripeBytes: number;
  #slot: Slot | undefined;
  #stripe = 0;
  #filled = 0;
  #sealedSize = 0;

  constructor(
    private readonly buffers: StripeBuffers,
    private readonly quorum: QuorumWrite,
    private readonly coding: CodingThread,
  ) {
    const { k, m } = coding.code;
    this.#stripeBytes = k * BLOCK_BYTES;
    this.#hashes = Array.from({ length: k + m }, () => []);
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#sealedSize += bytes.length;
    for (let at = 0; at < bytes.length;) {
      // A full stripe is sent only when a byte beyond it exists: the last stripe may have shorter blocks.
      if (this.#filled === this.#stripeBytes) await this.#send(BLOCK_BYTES);
      const slot = (this.#slot ??= await this.#freeSlot());
      const end = Math.min(bytes.length, at + this.#stripeBytes - this.#filled);
      slot.buffer.set(bytes.subarray(at, end), this.#filled);
      this.#filled += end - at;
      at = end;
    }
  }

  /**
   * Sends the last stripe. Resolves when every block is hashed, while the providers may still be writing: the commit
   * follows in the queue of each provider and reports those that failed.
   */
  async end(): Promise<{ sealedSize: number; hashLists: Buffer[] }> {
    await this.#send(Math.max(MIN_BLOCK_BYTES, Math.ceil(this.#filled / this.coding.code.k)));
    await this.#passedOn;
    return {
      sealedSize: this.#sealedSize,
      hashLists: this.#hashes.map((hashes) => Buffer.concat(hashes)),
    };
  }

  /**
   * Waits until there is memory for the stream; rejects with `storage/busy`. Call it before the content is opened, which
   * may be a stream of ours as well.
   */
  async begin(): Promise<void> {
    this.#lease = await this.buffers.lease('write');
  }

  /** Returns the buffers once no provider reads from them. Does not wait for late providers. */
  async release(): Promise<void> {
    await Promise.allSettled(this.#slots.map((slot) => slot.written));
    void this.quorum.settled().then(() => {
      for (const slot of this.#slots) this.#lease?.giveBack(slot.buffer);
      this.#lease?.end();
    });
  }

  async #send(blockBytes: number): Promise<void> {
    const slot = this.#slot as Slot;
    slot.buffer.fill(0, this.#filled, this.coding.code.k * blockBytes);
    // While the next stripe fills, the thread codes this one, and then the providers write it.
    const passedOn = this.#passOn(this.#blocksOf(slot.buffer, blockBytes), this.#stripe++);
    this.#passedOn = passedOn;
    slot.written = passedOn.then(({ appended }) => appended);
    slot.written.catch(() => undefined);
    this.#slot = undefined;
    this.#filled = 0;
    await ownTurn();
  }

  async #passOn(blocks: readonly Buffer[], stripe: number): Promise<{ appended: Promise<void> }> {
    const before = this.#passedOn;
    const isFull = blocks[0]?.length === BLOCK_BYTES;
    const hashes = isFull ? await this.coding.encode(blocks) : this.coding.encodeHere(blocks);
    await before;
    hashes.forEach((hash, i) => ((this.#hashes[i] as Buffer[])[stripe] = hash));
    return { appended: this.quorum.append(blocks) };
  }

  /** Data blocks are contiguous; each parity block starts at a multiple of BLOCK_BYTES. */
  #blocksOf(buffer: Buffer, blockBytes: number): Buffer[] {
    return this.#hashes.map((_, i) => {
      const at = i < this.coding.code.k ? i * blockBytes : i * BLOCK_BYTES;
      return buffer.subarray(at, at + blockBytes);
    });
  }

  async #freeSlot(): Promise<Slot> {
    const buffer = this.#slots.length < SLOTS ? this.#lease?.take() : undefined;
    const slot = buffer ? { buffer, written: Promise.resolve() } : this.#slots.shift();
    if (slot === undefined) throw new Error('this stripe writer has not begun');
    this.#slots.push(slot);
    await slot.written;
    return slot;
  }
}
