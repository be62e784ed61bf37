import { networkOf } from '../platform/http/client-address.js';

const LONGEST_LOCK_MS = 15 * 60_000;

/** Failures are forgotten so long after the lock they led to. */
export const FORGOTTEN_AFTER_MS = 15 * 60_000;

/** What is counted, and how many failures lock nothing. */
export interface Counted {
  readonly name: string;
  readonly free: number;
}

export const ofUser = (username: string): Counted => ({ name: `user:${username}`, free: 5 });
/** A whole office may sit behind one address. */
export const ofAddress = (address: string): Counted => ({
  name: `address:${networkOf(address)}`,
  free: 25,
});

/** The last free failure locks for one second, each further one for twice as long. */
export const lockMs = (count: number, { free }: Counted): number =>
  count < free ? 0 : Math.min(1000 * 2 ** (count - free), LONGEST_LOCK_MS);

/** Slows down guessing: after some free failures every further one locks for twice as long. Never fails itself. */
export abstract class SignInThrottle {
  /** Seconds to wait before the next attempt; 0 = go ahead. */
  abstract secondsToWait(username: string, address: string): Promise<number>;
  abstract failed(username: string, address: string): Promise<void>;
  /** The address keeps its count, else an account of one's own would buy free guesses for others. */
  abstract succeeded(username: string): Promise<void>;
}
