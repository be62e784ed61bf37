/** A monotonic clock with timers; tests advance a double by hand. */
export abstract class Timing {
  /** Milliseconds since an arbitrary start; never decreases. */
  abstract nowMs(): number;

  /** Runs `work` once after `ms`; the returned function cancels it. */
  abstract after(ms: number, work: () => void): () => void;
}

export class SystemTiming extends Timing {
  nowMs(): number {
    return performance.now();
  }

  /** One turn after the timer: an answer that arrived while this thread was busy is in time. */
  after(ms: number, work: () => void): () => void {
    let turn: NodeJS.Immediate | undefined;
    const timer = setTimeout(() => (turn = setImmediate(work)), ms);
    return () => {
      clearTimeout(timer);
      clearImmediate(turn);
    };
  }
}
