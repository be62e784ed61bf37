import type { Account } from '../accounts/account.js';

/** Where a token is valid: in the Authorization header of programs, or in the cookie of browsers. Never both. */
export type TokenPurpose = 'bearer' | 'cookie';

/** How the person proved who they are. */
export interface SignInWay {
  readonly via: 'password' | 'passkey' | 'second-factor' | 'openid';
  /** For the log: which provider. */
  readonly provider?: string;
  /** Runs in the transaction that begins the sign-in, so that both are there or neither. */
  readonly alongside?: (signIn: Pick<SignInRecord, 'id' | 'expiresAtMs'>) => Promise<void>;
}

/** One sign-in: it ends when its token or cookie expires or the person signs out. */
export interface SignInRecord {
  readonly id: string;
  readonly accountId: string;
  readonly purpose: TokenPurpose;
  readonly way: SignInWay;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

export abstract class SignInRepository {
  /** Also deletes expired records. */
  abstract begin(record: SignInRecord): Promise<void>;

  /** The account that signed in; undefined once the sign-in has ended. */
  abstract accountOf(id: string, nowMs: number): Promise<Account | undefined>;

  abstract end(id: string): Promise<void>;

  /** Ends all others of the account: those from before it had a second factor. */
  abstract endOthers(accountId: string, id: string): Promise<void>;

  /** When the person last proved in this sign-in who they are; undefined once it has ended. */
  abstract confirmedAtMs(id: string): Promise<number | undefined>;
  abstract confirm(id: string, nowMs: number): Promise<void>;

  /** Whether that person signed in from that address (a keyed hash) since `sinceMs`. */
  abstract knowsAddress(username: string, address: string, sinceMs: number): Promise<boolean>;

  /** Stores the address; of a person's addresses only the latest `atMost` are kept. */
  abstract keepAddress(known: KnownAddress, atMost: number): Promise<void>;
}

export interface KnownAddress {
  readonly username: string;
  readonly address: string;
  readonly atMs: number;
}
