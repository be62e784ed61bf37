import type { Account } from '../accounts/account.js';
import type { TokenPurpose } from './tokens.js';

/** One sign-in: what a token or a cookie stands for until it expires or somebody signs out. */
export interface SignInRecord {
  readonly id: string;
  readonly username: string;
  readonly purpose: TokenPurpose;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

export abstract class SignInRepository {
  /** Also forgets what has expired. */
  abstract begin(record: SignInRecord): Promise<void>;

  /** Whose it is; undefined once it has ended. */
  abstract accountOf(id: string, nowMs: number): Promise<Account | undefined>;

  abstract end(id: string): Promise<void>;

  /** Whether that person signed in from that address (a keyed hash) since `sinceMs`. */
  abstract knowsAddress(username: string, address: string, sinceMs: number): Promise<boolean>;

  /** Keeps the address, and of that person's no more than `atMost`: the oldest go. */
  abstract keepAddress(known: KnownAddress, atMost: number): Promise<void>;
}

export interface KnownAddress {
  readonly username: string;
  readonly address: string;
  readonly atMs: number;
}
