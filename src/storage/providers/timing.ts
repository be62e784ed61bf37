/** Spans of time and what is to happen after one. Tests move it by hand. */
export abstract class Timing {
  /** Milliseconds since some moment; never goes back. */
  abstract nowMs(): number;

  /** Does `work` once after `ms`; the answer calls it off. */
  abstract after(ms: number, work: () => void): () => void;
}

export class SystemTiming extends Timing {
  nowMs(): number {
    return performance.now();
  }

  /** One turn later than the timer: an answer that came while this thread was busy counts as in time. */
  after(ms: number, work: () => void): () => void {
    let turn: NodeJS.Immediate | undefined;
    const timer = setTimeout(() => (turn = setImmediate(work)), ms);
    return () => {
      clearTimeout(timer);
      clearImmediate(turn);
    };
  }
}
