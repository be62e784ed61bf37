import { inTime } from '../../platform/concurrency/in-time.js';
import { countingBytes } from './upload-intake.js';

const LOOK_MS = 200;
/** Looks without a byte, after which nobody sends any more. Looks and no clock: a busy server reads between them. */
const SILENT_LOOKS = 15;
/** A connection that still sends is left alone; whoever asks is told how far the upload was. */
const MOST_LOOKS = 50;

interface Running {
  bytes: number;
  readonly over: Promise<void>;
  readonly cut: () => void;
}

/** The bytes of a request, and how to end them: by closing its connection. */
export interface RequestBytes {
  readonly content: AsyncIterable<Uint8Array>;
  readonly cut: () => void;
}

/**
 * The requests that bring bytes of uploads to this instance, by upload. Who changes from one network to another leaves a
 * connection behind that nobody closes: it would keep what it has brought for as long as a silent connection may last,
 * and the upload would go on from before it.
 */
export class RunningUploads {
  readonly #running = new Map<string, Running>();

  /** Runs `work` with the bytes; until it is over, `settled` waits for it. */
  async run<Result>(
    id: string,
    { content, cut }: RequestBytes,
    work: (content: AsyncIterable<Uint8Array>) => Promise<Result>,
  ): Promise<Result> {
    const { promise: over, resolve: end } = Promise.withResolvers<void>();
    const running: Running = { bytes: 0, over, cut };
    this.#running.set(id, running);
    try {
      return await work(
        countingBytes(content, (bytes) => {
          running.bytes += bytes;
        }),
      );
    } finally {
      end();
      if (this.#running.get(id) === running) this.#running.delete(id);
    }
  }

  /** Resolves when what came of the request before is stored. One that is silent is ended for it. */
  async settled(id: string): Promise<void> {
    const running = this.#running.get(id);
    if (running === undefined) return;
    let before = running.bytes;
    let silent = 0;
    for (let look = 0; look < MOST_LOOKS; look++) {
      if (await inTime(LOOK_MS, () => running.over.then(() => true), false)) return;
      silent = running.bytes === before ? silent + 1 : 0;
      before = running.bytes;
      if (silent === SILENT_LOOKS) running.cut();
    }
  }
}
