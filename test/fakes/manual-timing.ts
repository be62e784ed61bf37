import { Timing } from '../../src/storage/providers/timing.js';

/** Stands still until a test moves it. */
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

  /** Time until the next timer is due; undefined when there is none. */
  get nextInMs(): number | undefined {
    const due = [...this.#due].map(({ atMs }) => atMs - this.#atMs);
    return due.length === 0 ? undefined : Math.min(...due);
  }

  /** Runs the timers that fall due, in order. */
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
