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

/** Stands still until told otherwise. */
export class ManualTiming extends Timing {
  readonly #due = new Set<{ readonly atMs: number; readonly work: () => void }>();
  #atMs = 0;

  nowMs(): number {
    return this.#atMs;
  }

  after(ms: number, work: () => void): () => void {
    const timer = { atMs: this.#atMs + ms, work };
    this.#due.add(timer);
    return () => this.#due.delete(timer);
  }

  /** How long until the first of what is to happen; undefined when nothing is. */
  get nextInMs(): number | undefined {
    const due = [...this.#due].map(({ atMs }) => atMs - this.#atMs);
    return due.length === 0 ? undefined : Math.min(...due);
  }

  /** Does what falls due, in order. */
  advance(ms: number): void {
    const until = this.#atMs + ms;
    for (;;) {
      const [next] = [...this.#due].sort((a, b) => a.atMs - b.atMs);
      if (next === undefined || next.atMs > until) break;
      this.#due.delete(next);
      this.#atMs = next.atMs;
      next.work();
    }
    this.#atMs = until;
  }
}
