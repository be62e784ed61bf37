/** SHA-256 of the blocks of one stripe. */
export abstract class BlockHashing {
  /**
   * One hash of 32 bytes per block, in order. The blocks lie in memory of `StripeBuffers` and must not change
   * before the answer.
   */
  abstract hashesOf(blocks: readonly Buffer[]): Promise<Buffer[]>;
}
