import { finished, type Readable } from 'node:stream';
import { wipe } from './wiping.js';

/** The stream stands still while so much waits: pausing and resuming at every chunk costs more than the chunk. */
const ENOUGH_BYTES = 512 * 1024;

/**
 * The chunks of a request or an answer, each zeroed and freed once the next is asked for. Not the stream's own iterator:
 * that joins chunks that wait into a copy and drops the originals as they are. Leaving off early leaves the
 * stream open; what had come until then is dropped.
 */
export async function* chunksOf(stream: Readable): AsyncGenerator<Uint8Array> {
  const arrivals = new Arrivals(stream);
  try {
    for (let chunk = await arrivals.next(); chunk !== undefined; chunk = await arrivals.next()) {
      try {
        yield chunk;
      } finally {
        wipe(chunk);
      }
    }
  } finally {
    arrivals.leave();
  }
}

/** What came of a stream and was not taken yet: the stream stands still meanwhile. */
class Arrivals {
  readonly #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  readonly #unwatch: () => void;
  #isOver = false;
  #error: Error | undefined;
  #wake = (): void => undefined;

  constructor(private readonly stream: Readable) {
    stream.on('data', this.#take);
    this.#unwatch = finished(stream, { writable: false }, (error) => {
      this.#isOver = true;
      this.#error = error ?? undefined;
      this.#wake();
    });
  }

  async next(): Promise<Uint8Array | undefined> {
    while (this.#waiting.length === 0 && !this.#isOver) {
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.stream.resume();
      await woken;
    }
    const chunk = this.#waiting.shift();
    this.#waitingBytes -= chunk?.length ?? 0;
    if (chunk === undefined && this.#error !== undefined) throw this.#error;
    return chunk;
  }

  leave(): void {
    this.#unwatch();
    this.stream.off('data', this.#take).pause();
    for (const chunk of this.#waiting.splice(0)) wipe(chunk);
  }

  readonly #take = (chunk: Uint8Array): void => {
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.length;
    if (this.#waitingBytes >= ENOUGH_BYTES) this.stream.pause();
    this.#wake();
  };
}
