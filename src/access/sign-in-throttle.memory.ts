import type { Clock } from '../platform/clock/clock.js';
import {
  FORGOTTEN_AFTER_MS,
  lockMs,
  ofAddress,
  ofUser,
  SignInThrottle,
  type Counted,
} from './sign-in-throttle.js';

interface Failures {
  count: number;
  lockedUntilMs: number;
  lastAtMs: number;
}

const MAX_ENTRIES = 10_000;

/** What this instance saw. Gone with it: a lock is a brake, not a record. */
export class MemorySignInThrottle extends SignInThrottle {
  readonly #failures = new Map<string, Failures>();

  constructor(private readonly clock: Clock) {
    super();
  }

  async secondsToWait(username: string, address: string): Promise<number> {
    const now = this.clock.nowMs();
    const locks = [ofUser(username), ofAddress(address)].map(
      ({ name }) => this.#failures.get(name)?.lockedUntilMs ?? 0,
    );
    return Math.max(0, Math.ceil((Math.max(...locks) - now) / 1000));
  }

  async failed(username: string, address: string): Promise<void> {
    this.#count(ofUser(username));
    this.#count(ofAddress(address));
  }

  async succeeded(username: string): Promise<void> {
    this.#failures.delete(ofUser(username).name);
  }

  #count(counted: Counted): void {
    const { name } = counted;
    const now = this.clock.nowMs();
    const held = this.#failures.get(name);
    const remembered =
      held !== undefined && now - held.lastAtMs < FORGOTTEN_AFTER_MS + lockOf(held);
    const count = (remembered ? held.count : 0) + 1;
    // Deleted first, so that the map stays in the order of the last failure.
    this.#failures.delete(name);
    this.#failures.set(name, { count, lockedUntilMs: now + lockMs(count, counted), lastAtMs: now });
    this.#dropOldest();
  }

  #dropOldest(): void {
    if (this.#failures.size <= MAX_ENTRIES) return;
    const [oldest] = this.#failures.keys();
    if (oldest !== undefined) this.#failures.delete(oldest);
  }
}

const lockOf = ({ lockedUntilMs, lastAtMs }: Failures): number =>
  Math.max(0, lockedUntilMs - lastAtMs);
