import { Readable } from 'node:stream';
import { wipe } from './wiping.js';

/**
 * A stream of plaintext pieces. The reader zeroes the pieces it reads; the stream zeroes those that were not read. It is
 * in object mode, because a byte stream copies buffered pieces into one and does not zero the originals.
 */
export class PlaintextStream extends Readable {
  readonly #unread: Buffer[] = [];

  constructor(private readonly pieces: AsyncGenerator<Buffer, undefined>) {
    super({ objectMode: true, highWaterMark: 1 });
  }

  override _read(): void {
    void this.#pull();
  }

  async #pull(): Promise<void> {
    try {
      const next = await this.pieces.next();
      if (next.done === true) this.push(null);
      else this.#pushPiece(next.value);
    } catch (error) {
      this.destroy(error as Error);
    }
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    const count = this.readableLength;
    for (const piece of count > 0 ? this.#unread.slice(-count) : []) wipe(piece);
    void this.#endGenerator();
    done(error);
  }

  /** Ends the generator, which frees its resources. Not awaited. */
  async #endGenerator(): Promise<void> {
    await this.pieces.return(undefined).catch(() => undefined);
  }

  /**
   * Whoever iterates gets the pieces from their source, without the buffer of the stream and its events: those took
   * longer than decrypting a piece. Stopping early destroys the stream.
   */
  override async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, undefined> {
    try {
      for (;;) {
        const next = await this.pieces.next();
        if (this.destroyed) throw this.#tooLate(next);
        if (next.done === true) return undefined;
        yield next.value;
      }
    } finally {
      this.destroy();
    }
  }

  #tooLate(next: IteratorResult<Buffer>): Error {
    if (next.done !== true) wipe(next.value);
    return this.errored ?? new Error('the stream was destroyed');
  }

  #pushPiece(piece: Buffer): void {
    if (this.destroyed) {
      wipe(piece);
      return;
    }
    this.#unread.push(piece);
    this.push(piece);
    while (this.#unread.length > this.readableLength) this.#unread.shift();
  }
}
