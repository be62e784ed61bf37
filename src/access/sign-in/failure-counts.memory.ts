import type { Clock } from '../../platform/clock/clock.js';
import { FailureCounts, lockMs, type Counted } from './failure-counts.js';

interface Failures {
  count: number;
  windowEndsAt: number;
  lockedUntil: number;
}

const MAX_ENTRIES = 20_000;

/**
 * What this instance saw. Gone with it: a lock is a brake, not a record. By the clock that never jumps, and of
 * bounded size, neither of which the memory of rate-limiter-flexible is.
 */
export class MemoryFailureCounts extends FailureCounts {
  readonly #failures = new Map<string, Failures>();

  constructor(private readonly clock: Clock) {
    super();
  }

  async waitMs(counted: readonly Counted[]): Promise<number> {
    const now = this.clock.monotonicMs();
    const locks = counted.map(({ name }) => this.#failures.get(name)?.lockedUntil ?? 0);
    return Math.max(0, ...locks.map((lockedUntil) => lockedUntil - now));
  }

  async add(counted: readonly Counted[]): Promise<void> {
    for (const one of counted) this.#add(one);
  }

  async forget({ name }: Counted): Promise<void> {
    this.#failures.delete(name);
  }

  #add(counted: Counted): void {
    const { name, windowMs } = counted;
    const now = this.clock.monotonicMs();
    const held = this.#failures.get(name);
    const counts = held !== undefined && now < held.windowEndsAt;
    const count = (counts ? held.count : 0) + 1;
    // Deleted first, so that the map stays in the order of the last failure.
    this.#failures.delete(name);
    this.#failures.set(name, {
      count,
      windowEndsAt: counts ? held.windowEndsAt : now + windowMs,
      lockedUntil: Math.max(held?.lockedUntil ?? 0, now + lockMs(count, counted)),
    });
    this.#dropOldest();
  }

  #dropOldest(): void {
    if (this.#failures.size <= MAX_ENTRIES) return;
    const [oldest] = this.#failures.keys();
    if (oldest !== undefined) this.#failures.delete(oldest);
  }
}
