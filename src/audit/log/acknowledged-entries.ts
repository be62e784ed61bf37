import type { Clock } from '../../platform/clock/clock.js';

/** An entry needs about 150 bytes here, and stays for seconds; this many would wait after minutes without the database. */
const MOST = 50_000;

/**
 * Entries of this instance whose transaction is committed, and which it has not seen in the chain yet: whoever removes
 * one before it is chained is found by this.
 */
export class AcknowledgedEntries {
  readonly #sinceMs = new Map<string, number>();
  #unwatched = 0;

  constructor(private readonly clock: Clock) {}

  add(id: string): void {
    if (this.#sinceMs.size < MOST) this.#sinceMs.set(id, this.clock.monotonicMs());
    else this.#unwatched += 1;
  }

  /** Those that have waited at least that long, oldest first. */
  waiting(forMs: number, limit: number): readonly string[] {
    const until = this.clock.monotonicMs() - forMs;
    const ids: string[] = [];
    for (const [id, since] of this.#sinceMs) {
      if (since > until || ids.length === limit) break;
      ids.push(id);
    }
    return ids;
  }

  seen(ids: readonly string[]): void {
    for (const id of ids) this.#sinceMs.delete(id);
  }

  get count(): number {
    return this.#sinceMs.size;
  }

  /** How many found no room and are not watched. */
  get unwatched(): number {
    return this.#unwatched;
  }
}
