import { shardKey } from '../providers/keys.js';
import type { Providers } from '../providers/providers.js';
import { BLOCK_BYTES, MIN_BLOCK_BYTES } from '../seal/stripe-layout.js';
import type { ErasureCode } from '../erasure/erasure-code.js';
import type { ErasureProfile } from '../erasure-profiles.js';
import type { ObjectRef } from '../object-store.js';
import type { StripeBuffers, StripeLease } from '../stripe-buffers.js';
import type { CodingThread } from './coding-thread.js';
import { ownTurn } from './own-turn.js';
import { QuorumWrite, type Stripe } from './quorum-write.js';

/** So many stripes go to threads together: a message wakes a thread, and costs more than what it carries. */
const TOGETHER = 2;
/** Stripes fill while the providers still write the ones before. With too little memory there are fewer. */
const SLOTS = 2 * TOGETHER;

interface Slot {
  readonly buffer: Buffer;
  /** Settles when the providers have written the stripe in the buffer. */
  written: Promise<unknown>;
}

interface FullStripe {
  readonly slot: Slot;
  readonly blocks: readonly Buffer[];
}

export interface WrittenStripes {
  readonly sealedSize: number;
  /** The hashes of the blocks, for each shard. */
  readonly hashLists: Buffer[];
  /** The stripes that the commit has to append. They are valid until `release`. */
  readonly last: readonly Stripe[];
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
  /** Full stripes that nobody has yet. */
  #full: FullStripe[] = [];
  /** Resolves when the quorum write has the stripes before: it takes them in order. */
  #passedOn: Promise<unknown> = Promise.resolve();
  readonly #stripeBytes: number;
  #slot: Slot | undefined;
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

  /**
   * Waits until there is memory for the stream; rejects with `storage/busy`. Call it before the content is opened, which
   * may be a stream of ours as well.
   */
  async begin(): Promise<void> {
    this.#lease = await this.buffers.lease('write');
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#sealedSize += bytes.length;
    for (let at = 0; at < bytes.length;) {
      // A full stripe is sent only when a byte beyond it exists: the last stripe may have shorter blocks.
      if (this.#filled === this.#stripeBytes) await this.#fill();
      const slot = (this.#slot ??= await this.#freeSlot());
      const end = Math.min(bytes.length, at + this.#stripeBytes - this.#filled);
      slot.buffer.set(bytes.subarray(at, end), this.#filled);
      this.#filled += end - at;
      at = end;
    }
  }

  /**
   * Resolves when every block is hashed, while the providers may still be writing. The last stripes are not written
   * yet: the commit takes them along, and reports providers that failed.
   */
  async end(): Promise<WrittenStripes> {
    const blockBytes = Math.max(MIN_BLOCK_BYTES, Math.ceil(this.#filled / this.coding.code.k));
    const { blocks } = this.#cut(blockBytes);
    const last = [...this.#full.splice(0).map((stripe) => stripe.blocks), blocks];
    // A short stripe is coded here: the way to a thread costs more.
    const full = last.filter(([block]) => block?.length === BLOCK_BYTES);
    const coded = full.length > 0 ? this.coding.encode(full) : [];
    const short = full.length < last.length ? [this.coding.encodeHere(blocks)] : [];
    await this.#passedOn;
    this.#note([...(await coded), ...short]);
    return {
      sealedSize: this.#sealedSize,
      hashLists: this.#hashes.map((hashes) => Buffer.concat(hashes)),
      last,
    };
  }

  /** Returns the buffers once no provider reads from them. Does not wait for late providers. Call it after the commit. */
  async release(): Promise<void> {
    await Promise.allSettled(this.#slots.map((slot) => slot.written));
    void this.quorum.settled().then(() => {
      for (const slot of this.#slots) this.#lease?.giveBack(slot.buffer);
      this.#lease?.end();
    });
  }

  async #fill(): Promise<void> {
    this.#full.push(this.#cut(BLOCK_BYTES));
    if (this.#full.length === TOGETHER) this.#passOn();
    await ownTurn();
  }

  /** Ends the stripe that is being filled. */
  #cut(blockBytes: number): FullStripe {
    const slot = this.#slot as Slot;
    slot.buffer.fill(0, this.#filled, this.coding.code.k * blockBytes);
    this.#slot = undefined;
    this.#filled = 0;
    return { slot, blocks: this.#blocksOf(slot.buffer, blockBytes) };
  }

  /** While the next stripes fill, the thread codes these, and then the providers write them. */
  #passOn(): void {
    const full = this.#full.splice(0);
    const passedOn = this.#code(full.map(({ blocks }) => blocks));
    this.#passedOn = passedOn;
    const written = passedOn.then(({ appended }) => appended);
    written.catch(() => undefined);
    for (const { slot } of full) slot.written = written;
  }

  async #code(stripes: readonly (readonly Buffer[])[]): Promise<{ appended: Promise<void> }> {
    const before = this.#passedOn;
    const hashes = await this.coding.encode(stripes);
    await before;
    this.#note(hashes);
    return { appended: this.quorum.append(stripes) };
  }

  /** The hashes of the next stripes, in order. */
  #note(stripes: readonly (readonly Buffer[])[]): void {
    for (const hashes of stripes) hashes.forEach((hash, i) => this.#hashes[i]?.push(hash));
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
    // With too little memory, none would ever become free.
    const isAllFull = this.#full.length > 0 && this.#full.length === this.#slots.length;
    if (buffer === undefined && isAllFull) this.#passOn();
    const slot = buffer ? { buffer, written: Promise.resolve() } : this.#slots.shift();
    if (slot === undefined) throw new Error('this stripe writer has not begun');
    this.#slots.push(slot);
    await slot.written;
    return slot;
  }
}
