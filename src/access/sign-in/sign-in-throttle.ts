import { networkOf } from '../../platform/http/client-address.js';
import type { Counted, FailureCounts } from './failure-counts.js';

/**
 * Where a sign-in comes from, known before the password is checked: a device on which that person has signed in
 * before, an address from which they have, or neither.
 */
export type Caller =
  | { readonly kind: 'stranger' }
  | { readonly kind: 'known-device'; readonly device: string }
  | { readonly kind: 'known-address' };

export interface Attempt {
  /** The name that failures are counted by: see `countedName`. */
  readonly name: string;
  readonly address: string;
  readonly caller: Caller;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const COUNTED_FOR_AN_HOUR = { windowMs: HOUR_MS, longestLockMs: 15 * MINUTE_MS };

/** The network of an organisation: a /24 of IPv4, or the /48 that a provider assigns at most. */
const ORGANISATION_NETWORK = { v4: 24, v6: 48 };

/** A person's short name, principal name and name with a domain count as one; otherwise each would have its own free guesses. */
export const countedName = (username: string): string =>
  username.replace(/^.*\\/, '').split('@', 1)[0] ?? '';

/**
 * Slows guessing down, but not the people whose names are guessed at. Strangers are counted by name, by address, by
 * network and all together, so that one password tried on many names from many addresses is slowed as well. Known
 * devices and addresses have separate counts, so strangers cannot lock their owners out.
 */
export class SignInThrottle {
  constructor(
    private readonly counts: FailureCounts,
    /** Free failures of all strangers together in five minutes. */
    private readonly freeOfStrangers: number,
  ) {}

  /** Seconds to wait before the next attempt; 0 = go ahead. */
  async secondsToWait(attempt: Attempt): Promise<number> {
    return Math.ceil((await this.counts.waitMs(this.#countedOf(attempt))) / 1000);
  }

  failed(attempt: Attempt): Promise<void> {
    return this.counts.add(this.#countedOf(attempt));
  }

  /** The counts of addresses stay; otherwise an attacker could reset them by signing in to an account of their own. */
  async succeeded(attempt: Attempt): Promise<void> {
    const [own] = this.#countedOf(attempt);
    if (own !== undefined) await this.counts.forget(own);
  }

  /** The person's own counter comes first. */
  #countedOf({ name, address, caller }: Attempt): readonly Counted[] {
    const line = networkOf(address);
    switch (caller.kind) {
      case 'known-device':
        return [{ name: `device:${caller.device}:${name}`, free: 10, ...COUNTED_FOR_AN_HOUR }];
      case 'known-address':
        // A whole office may share one address, and one of them may be guessing.
        return [
          { name: `place:${line}:${name}`, free: 10, ...COUNTED_FOR_AN_HOUR },
          { name: `known-address:${line}`, free: 100, ...COUNTED_FOR_AN_HOUR },
        ];
      case 'stranger':
        return this.#countedOfStranger(name, address);
    }
  }

  #countedOfStranger(name: string, address: string): readonly Counted[] {
    const network = networkOf(address, ORGANISATION_NETWORK);
    return [
      // About 150 guesses a day at one name.
      { name: `user:${name}`, free: 5, windowMs: 6 * HOUR_MS, longestLockMs: 15 * MINUTE_MS },
      { name: `address:${networkOf(address)}`, free: 25, ...COUNTED_FOR_AN_HOUR },
      { name: `network:${network}`, free: 100, ...COUNTED_FOR_AN_HOUR },
      // Short locks: between them a new person can sign in even during an attack.
      {
        name: 'strangers',
        free: this.freeOfStrangers,
        windowMs: 5 * MINUTE_MS,
        longestLockMs: MINUTE_MS,
      },
    ];
  }
}
