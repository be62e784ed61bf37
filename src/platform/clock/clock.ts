/** The only source of time; tests replace it. */
export abstract class Clock {
  /** Milliseconds since the epoch, UTC. Jumps when the machine's clock is set. */
  abstract nowMs(): number;

  /** Milliseconds since an arbitrary moment of this process; never jumps. For waits and expiry. */
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
