import { Clock } from '../../src/platform/clock/clock.js';

/** A clock that moves only when a test moves it. */
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

  /** The machine's clock is set; no time passes. */
  set(atMs: number): void {
    this.atMs = atMs;
  }
}
