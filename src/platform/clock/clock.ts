/** The only source of time. Tests put a `FixedClock` in its place. */
export abstract class Clock {
  /** Milliseconds since the epoch, UTC. */
  abstract nowMs(): number;
}

export class SystemClock extends Clock {
  nowMs(): number {
    return Date.now();
  }
}

/** Stands still until told otherwise. */
export class FixedClock extends Clock {
  constructor(private atMs = Date.UTC(2026, 10, 22, 12)) {
    super();
  }

  nowMs(): number {
    return this.atMs;
  }

  advance(ms: number): void {
    this.atMs += ms;
  }
}
