/** Where the bytes of a payload lie in the bodies of its shards. */
export const BLOCK_BYTES = 262_144;
/** So that the payload's nonce never spans two blocks. */
export const MIN_BLOCK_BYTES = 64;
export const HASH_BYTES = 32;

export interface BlockSpan {
  readonly stripe: number;
  /** Data shard. */
  readonly shard: number;
  /** Bytes of the block that belong to the span. */
  readonly start: number;
  readonly end: number;
}

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

  /** Where the block of a stripe begins in each shard. */
  blockOffset(stripe: number): number {
    return stripe * BLOCK_BYTES;
  }

  /** Where the hash list begins in each shard. */
  get bodyBytes(): number {
    return this.blockOffset(this.stripes - 1) + this.#lastBlockBytes;
  }

  get hashListBytes(): number {
    return this.stripes * HASH_BYTES;
  }

  stripeOf(payloadOffset: number): number {
    return Math.floor(payloadOffset / (this.k * BLOCK_BYTES));
  }

  /** The parts of a stripe's data blocks that hold payload bytes [start, end), in order. Padding is never part. */
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
