import { Readable } from 'node:stream';
import { wipe } from './wiping.js';

/**
 * Plaintext, piece by piece: each piece is its reader's to zero. What nobody came to read is zeroed here. A stream
 * of pieces and not of bytes, because that joins what waits into copies and drops the originals as they are.
 */
export class PlaintextStream extends Readable {
  readonly #waiting: Buffer[] = [];

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
      else this.#pass(next.value);
    } catch (error) {
      this.destroy(error as Error);
    }
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    const unread = this.readableLength;
    for (const piece of unread > 0 ? this.#waiting.slice(-unread) : []) wipe(piece);
    void this.#leave();
    done(error);
  }

  /** Nobody waits for it: what it frees it frees in its own time. */
  async #leave(): Promise<void> {
    await this.pieces.return(undefined).catch(() => undefined);
  }

  #pass(piece: Buffer): void {
    if (this.destroyed) {
      wipe(piece);
      return;
    }
    this.#waiting.push(piece);
    this.push(piece);
    while (this.#waiting.length > this.readableLength) this.#waiting.shift();
  }
}
