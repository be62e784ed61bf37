/** Waits, or rejects when told to stop. */
export type Wait = (ms: number, stop: AbortSignal) => Promise<void>;

/**
 * So many bytes a second on average, whoever asks: work beside the requests must not take the disks from them.
 * Bytes are taken before they are moved; who comes too early waits.
 */
export class ByteRateLimiter {
  #freeAtMs = 0;

  constructor(
    private readonly bytesPerSecond: number,
    private readonly nowMs: () => number,
    private readonly wait: Wait,
  ) {}

  async take(bytes: number, stop: AbortSignal): Promise<void> {
    stop.throwIfAborted();
    const now = this.nowMs();
    const startMs = Math.max(now, this.#freeAtMs);
    this.#freeAtMs = startMs + (bytes / this.bytesPerSecond) * 1000;
    if (startMs > now) await this.wait(startMs - now, stop);
  }
}

/** What one piece of work moves, and whether it may go on. */
export type Throttle = (bytes: number) => Promise<void>;
