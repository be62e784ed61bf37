import type { Clock } from '../platform/clock/clock.js';

interface Failures {
  count: number;
  lockedUntilMs: number;
  lastAtMs: number;
}

const FREE_FAILURES = 5;
/** A whole office may sit behind one address. */
const FREE_FAILURES_OF_ADDRESS = 25;
const LONGEST_LOCK_MS = 15 * 60_000;
const FORGOTTEN_AFTER_MS = 15 * 60_000;
const MAX_ENTRIES = 10_000;

/**
 * Slows down guessing: after some free failures every further one locks for twice as long.
 * In memory and per instance on purpose: a lock is a brake, not a record.
 */
export class SignInThrottle {
  readonly #failures = new Map<string, Failures>();

  constructor(private readonly clock: Clock) {}

  /** Seconds to wait before the next attempt; 0 = go ahead. */
  secondsToWait(username: string, address: string): number {
    const now = this.clock.nowMs();
    const locks = [userKey(username), addressKey(address)].map(
      (key) => this.#failures.get(key)?.lockedUntilMs ?? 0,
    );
    return Math.max(0, Math.ceil((Math.max(...locks) - now) / 1000));
  }

  failed(username: string, address: string): void {
    this.#count(userKey(username), FREE_FAILURES);
    this.#count(addressKey(address), FREE_FAILURES_OF_ADDRESS);
  }

  /** The address keeps its count, else an account of one's own would buy free guesses for others. */
  succeeded(username: string): void {
    this.#failures.delete(userKey(username));
  }

  #count(key: string, free: number): void {
    const now = this.clock.nowMs();
    const held = this.#failures.get(key);
    const remembered =
      held !== undefined && now - held.lastAtMs < FORGOTTEN_AFTER_MS + lockOf(held);
    const count = (remembered ? held.count : 0) + 1;
    // Deleted first, so that the map stays in the order of the last failure.
    this.#failures.delete(key);
    this.#failures.set(key, { count, lockedUntilMs: now + lockMs(count - free), lastAtMs: now });
    this.#dropOldest();
  }

  #dropOldest(): void {
    if (this.#failures.size <= MAX_ENTRIES) return;
    const [oldest] = this.#failures.keys();
    if (oldest !== undefined) this.#failures.delete(oldest);
  }
}

const userKey = (username: string): string => `user:${username}`;
const addressKey = (address: string): string => `address:${address}`;
const lockOf = ({ lockedUntilMs, lastAtMs }: Failures): number =>
  Math.max(0, lockedUntilMs - lastAtMs);

/** The last free failure locks for one second, each further one for twice as long. */
const lockMs = (excess: number): number =>
  excess < 0 ? 0 : Math.min(1000 * 2 ** excess, LONGEST_LOCK_MS);
