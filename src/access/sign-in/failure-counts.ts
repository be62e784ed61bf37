/** What failures are counted of, and how many slow nothing. */
export interface Counted {
  readonly name: string;
  readonly free: number;
  /** From the first failure on; afterwards the count begins anew. */
  readonly windowMs: number;
  readonly longestLockMs: number;
}

/** The last free failure locks for one second, each further one for twice as long. */
export const lockMs = (count: number, { free, longestLockMs }: Counted): number =>
  count < free ? 0 : Math.min(1000 * 2 ** Math.min(count - free, 30), longestLockMs);

/** Counts failures. Never fails itself: who cannot count lets people in. */
export abstract class FailureCounts {
  /** Milliseconds until the last of the locks ends; 0 = none holds. */
  abstract waitMs(counted: readonly Counted[]): Promise<number>;
  abstract add(counted: readonly Counted[]): Promise<void>;
  abstract forget(counted: Counted): Promise<void>;
}
