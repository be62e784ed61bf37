import { finished, type Readable } from 'node:stream';
import { wipe } from './wiping.js';

/** The stream is paused while this much is buffered: pausing at every chunk would cost more than the chunk. */
const MAX_BUFFERED_BYTES = 512 * 1024;

/**
 * The chunks of a request or a response, each zeroed and freed once the next one is requested. The iterator of the stream
 * is not used, because it copies buffered chunks into one and does not zero the originals. Stopping early wipes the
 * buffered chunks and leaves the stream open.
 */
export async function* chunksOf(stream: Readable): AsyncGenerator<Uint8Array> {
  const received = new ReceivedChunks(stream);
  try {
    for (let chunk = await received.next(); chunk !== undefined; chunk = await received.next()) {
      try {
        yield chunk;
      } finally {
        wipe(chunk);
      }
    }
  } finally {
    received.release();
  }
}

/** Chunks that were received and not read yet. */
class ReceivedChunks {
  readonly #buffered: Uint8Array[] = [];
  #bufferedBytes = 0;
  readonly #stopWatching: () => void;
  #isOver = false;
  #error: Error | undefined;
  #wake = (): void => undefined;

  constructor(private readonly stream: Readable) {
    stream.on('data', this.#receive);
    this.#stopWatching = finished(stream, { writable: false }, (error) => {
      this.#isOver = true;
      this.#error = error ?? undefined;
      this.#wake();
    });
  }

  async next(): Promise<Uint8Array | undefined> {
    while (this.#buffered.length === 0 && !this.#isOver) {
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.stream.resume();
      await woken;
    }
    const chunk = this.#buffered.shift();
    this.#bufferedBytes -= chunk?.length ?? 0;
    if (chunk === undefined && this.#error !== undefined) throw this.#error;
    return chunk;
  }

  release(): void {
    this.#stopWatching();
    this.stream.off('data', this.#receive).pause();
    for (const chunk of this.#buffered.splice(0)) wipe(chunk);
  }

  readonly #receive = (chunk: Uint8Array): void => {
    this.#buffered.push(chunk);
    this.#bufferedBytes += chunk.length;
    if (this.#bufferedBytes >= MAX_BUFFERED_BYTES) this.stream.pause();
    this.#wake();
  };
}
