export const BLOCK_BYTES = 262_144;
/** Keeps the payload's nonce within one block. */
export const MIN_BLOCK_BYTES = 64;
export const HASH_BYTES = 32;

export interface BlockSpan {
  readonly stripe: number;
  /** Data shard. */
  readonly shard: number;
  /** Half-open range of bytes within the block. */
  readonly start: number;
  readonly end: number;
}

/** The positions of payload bytes in the bodies of the shards. */
export class StripeLayout {
  readonly stripes: number;
  readonly #lastBlockBytes: number;

  constructor(
    readonly k: number,
    readonly sealedSize: number,
  ) {
    const stripeBytes = k * BLOCK_BYTES;
    this.stripes = Math.max(1, Math.ceil(sealedSize / stripeBytes));
    const rest = sealedSize - (this.stripes - 1) * stripeBytes;
    this.#lastBlockBytes = Math.max(MIN_BLOCK_BYTES, Math.ceil(rest / k));
  }

  /** Length of every block in a stripe. */
  blockBytes(stripe: number): number {
    return stripe === this.stripes - 1 ? this.#lastBlockBytes : BLOCK_BYTES;
  }

  /** The offset of a stripe's block in each shard. */
  blockOffset(stripe: number): number {
    return stripe * BLOCK_BYTES;
  }

  /** Length of the blocks of each shard, and so the offset of its hash list. */
  get bodyBytes(): number {
    return this.blockOffset(this.stripes - 1) + this.#lastBlockBytes;
  }

  get hashListBytes(): number {
    return this.stripes * HASH_BYTES;
  }

  stripeOf(payloadOffset: number): number {
    return Math.floor(payloadOffset / (this.k * BLOCK_BYTES));
  }

  /** The parts of a stripe's data blocks with the payload bytes [start, end), in order and without padding. */
  spans(stripe: number, start: number, end: number): BlockSpan[] {
    const stripeStart = stripe * this.k * BLOCK_BYTES;
    const length = this.blockBytes(stripe);
    const spans: BlockSpan[] = [];
    for (let shard = 0; shard < this.k; shard++) {
      const blockStart = stripeStart + shard * length;
      const from = Math.max(start, blockStart);
      const to = Math.min(end, blockStart + length, this.sealedSize);
      if (from < to) spans.push({ stripe, shard, start: from - blockStart, end: to - blockStart });
    }
    return spans;
  }
}
