import { SystemClock } from '../../src/platform/clock/clock.js';

/** The time of this machine, which can be put forward. */
export class MovableClock extends SystemClock {
  aheadMs = 0;

  override nowMs(): number {
    return super.nowMs() + this.aheadMs;
  }

  override monotonicMs(): number {
    return super.monotonicMs() + this.aheadMs;
  }
}
