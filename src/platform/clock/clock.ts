/** The only source of time. Tests put a `FixedClock` in its place. */
export abstract class Clock {
  /** Milliseconds since the epoch, UTC. Jumps when somebody sets the machine's clock. */
  abstract nowMs(): number;

  /** Milliseconds since some moment of this process; never jumps. For everything that waits or is forgotten. */
  abstract monotonicMs(): number;
}

export class SystemClock extends Clock {
  nowMs(): number {
    return Date.now();
  }

  monotonicMs(): number {
    return performance.now();
  }
}

/** Stands still until told otherwise. */
export class FixedClock extends Clock {
  #passedMs = 0;

  constructor(private atMs = Date.UTC(2026, 10, 22, 12)) {
    super();
  }

  nowMs(): number {
    return this.atMs;
  }

  monotonicMs(): number {
    return this.#passedMs;
  }

  advance(ms: number): void {
    this.atMs += ms;
    this.#passedMs += ms;
  }

  /** Somebody sets the clock; no time passes. */
  set(atMs: number): void {
    this.atMs = atMs;
  }
}
