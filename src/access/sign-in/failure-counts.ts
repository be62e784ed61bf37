import type { Clock } from '../../platform/clock/clock.js';

/** One counter of failures, and how many are free. */
export interface Counted {
  readonly name: string;
  readonly free: number;
  /** Starts with the first failure; afterwards the count begins at zero. */
  readonly windowMs: number;
  readonly longestLockMs: number;
}

/** The last free failure locks for one second; each further one doubles it. */
export const lockMs = (count: number, { free, longestLockMs }: Counted): number =>
  count < free ? 0 : Math.min(1000 * 2 ** Math.min(count - free, 30), longestLockMs);

/** Counts failures. Never fails itself: if it cannot count, people can sign in. */
export abstract class FailureCounts {
  /** Milliseconds until the last of the locks ends; 0 = none holds. */
  abstract waitMs(counted: readonly Counted[]): Promise<number>;
  abstract add(counted: readonly Counted[]): Promise<void>;
  abstract forget(counted: Counted): Promise<void>;
}

interface Failures {
  count: number;
  windowEndsAt: number;
  lockedUntil: number;
}

const MAX_ENTRIES = 20_000;

/**
 * Counts of this instance, lost when it ends: a lock slows guessing down and is no record. Uses the monotonic clock
 * and a bounded size, neither of which the memory store of rate-limiter-flexible offers.
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
