/** Resolves after `ms`; rejects when `stop` is aborted before. */
export type Wait = (ms: number, stop: AbortSignal) => Promise<void>;

/** Waits until so many bytes may be read or written; rejects when the work is to stop. */
export type Throttle = (bytes: number) => Promise<void>;

/**
 * Limits maintenance to an average rate, for all its work together, so that requests keep their share of the
 * disks. Bytes are reserved before they are read or written; a reservation that comes too early waits.
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
