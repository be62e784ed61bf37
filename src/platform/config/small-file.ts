import { constants, open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** Far more than any such file has. */
const MAX_BYTES = 256 * 1024;
/** A folder on a network may never answer. */
const ANSWERS_WITHIN_MS = 5_000;

/** Why a file was not read; the message names no content. */
export class SmallFileFault extends Error {
  override readonly name = 'SmallFileFault';

  constructor(readonly code: 'NO_FILE' | 'TOO_LARGE' | 'NO_ANSWER') {
    super(code);
  }
}

/**
 * A file that administrators edit while the server runs. It is read without stopping anything else: a pipe or a device
 * in its place is refused, and a folder that hangs holds one thread, however many people ask.
 */
export class SmallFile {
  #reading: Promise<Uint8Array> | undefined;
  #isLate = false;

  constructor(readonly path: string) {}

  /**
   * All its bytes. Whoever asks while a reading is late gets its fault at once.
   * @throws SmallFileFault, and the errors of node:fs
   */
  async read(): Promise<Uint8Array> {
    if (this.#isLate) throw new SmallFileFault('NO_ANSWER');
    this.#reading ??= contentOf(this.path).finally(() => {
      this.#reading = undefined;
      this.#isLate = false;
    });
    const reading = this.#reading;
    const answered = new AbortController();
    try {
      const tooLate = delay(ANSWERS_WITHIN_MS, undefined, { signal: answered.signal });
      const bytes = await Promise.race([reading, tooLate]);
      if (bytes !== undefined) return bytes;
    } finally {
      answered.abort();
    }
    this.#isLate = this.#reading === reading;
    throw new SmallFileFault('NO_ANSWER');
  }
}

/** Of a regular file: opening a pipe, or reading a device, would not end. */
async function contentOf(path: string): Promise<Uint8Array> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const facts = await handle.stat();
    if (!facts.isFile()) throw new SmallFileFault('NO_FILE');
    const buffer = new Uint8Array(MAX_BYTES + 1);
    let length = 0;
    for (let more = 1; more > 0 && length < buffer.length; length += more)
      ({ bytesRead: more } = await handle.read(buffer, length, buffer.length - length, length));
    if (length > MAX_BYTES) throw new SmallFileFault('TOO_LARGE');
    return buffer.subarray(0, length);
  } finally {
    await handle.close();
  }
}
