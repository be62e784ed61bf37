import { constants, fstatSync, openSync, writeSync } from 'node:fs';
import type { DestinationStream } from 'pino';

/** Buffered for a slow reader; lines beyond it are dropped. */
const MAX_WAITING_BYTES = 256 * 1024;
const RETRY_MS = 250;

/**
 * Writes log lines at once, so that the last lines before a crash are not lost, and never blocks: if the device is
 * full or the reader of the pipe stalls, lines are buffered, then dropped and counted. Requests go on.
 */
export class LogOutput implements DestinationStream {
  readonly #descriptor: number;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #retry: NodeJS.Timeout | undefined;
  #lostSinceLast = 0;
  #lost = 0;

  constructor(descriptor = process.stdout.fd) {
    this.#descriptor = withoutBlocking(descriptor);
  }

  get lostLines(): number {
    return this.#lost;
  }

  write(line: string): void {
    const bytes = Buffer.from(line);
    if (this.#waitingBytes + bytes.length > MAX_WAITING_BYTES) {
      this.#lost++;
      this.#lostSinceLast++;
      return;
    }
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#retry === undefined) this.#writeWaiting();
  }

  #writeWaiting(): void {
    this.#retry = undefined;
    while (this.#waitingBytes > 0) {
      const written = this.#tryWriting();
      if (written === 0) {
        this.#retry = setTimeout(() => this.#writeWaiting(), RETRY_MS).unref();
        return;
      }
      this.#drop(written);
    }
    this.#reportLost();
  }

  /** Writes everything buffered in one call. */
  #tryWriting(): number {
    if (this.#waiting.length > 1) this.#waiting = [Buffer.concat(this.#waiting)];
    try {
      return writeSync(this.#descriptor, this.#waiting[0]!);
    } catch {
      // Full, broken or slow: there is nowhere to report it.
      return 0;
    }
  }

  #drop(bytes: number): void {
    this.#waitingBytes -= bytes;
    this.#waiting = this.#waitingBytes > 0 ? [this.#waiting[0]!.subarray(bytes)] : [];
  }

  #reportLost(): void {
    if (this.#lostSinceLast === 0) return;
    const msg = `${this.#lostSinceLast} log lines before this one could not be written and are lost`;
    this.#lostSinceLast = 0;
    this.write(`${JSON.stringify({ level: 40, time: Date.now(), context: 'LogOutput', msg })}\n`);
  }
}

/** Opens a pipe or a device a second time, so that other processes that share it are not affected. */
function withoutBlocking(descriptor: number): number {
  const kind = fstatSync(descriptor);
  if (kind.isFIFO() || kind.isCharacterDevice()) {
    try {
      const { O_WRONLY, O_APPEND, O_NONBLOCK } = constants;
      return openSync(`/proc/self/fd/${descriptor}`, O_WRONLY | O_APPEND | O_NONBLOCK);
    } catch {
      // Not Linux, or opened by somebody else: Node's own way, below.
    }
  }
  // Node makes a pipe or a socket non-blocking when it is first asked for its stream.
  if (descriptor === 1) process.stdout.on('error', () => undefined);
  return descriptor;
}
