import type { SignInOfRequest } from '../../platform/http/current-actor.js';
import type { Account } from '../accounts/account.js';

export type TokenPurpose = SignInOfRequest['purpose'];

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
  /** Of the program that signed in, at most 256 characters; null if it sent none. */
  readonly userAgent: string | null;
  /** Where it came from; null outside of a request. */
  readonly address: string | null;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/** A sign-in that has not ended. */
export interface LiveSignIn extends Omit<SignInRecord, 'way'> {
  /** To the minute. */
  readonly lastUsedAtMs: number;
}

export interface SignedInAccount {
  readonly account: Account;
  readonly lastUsedAtMs: number;
}

export abstract class SignInRepository {
  /** Also deletes expired records. */
  abstract begin(record: SignInRecord): Promise<void>;

  /** The account that signed in; undefined once the sign-in has ended. */
  abstract accountOf(id: string, nowMs: number): Promise<SignedInAccount | undefined>;

  /** Writes the time of last use. */
  abstract used(id: string, nowMs: number): Promise<void>;

  /** Those of the person that have not ended, last used first. */
  abstract listOf(accountId: string, nowMs: number): Promise<readonly LiveSignIn[]>;

  /**
   * False when there is none; with `accountId`: none of that person's. Without `nowMs`, what began in it (open editors,
   * tokens of desktop programs) goes on as if it had expired.
   */
  abstract end(id: string, nowMs?: number, accountId?: string): Promise<boolean>;

  /** Those of the sign-ins that were ended before they expired, within the last day. */
  abstract haveEnded(ids: readonly string[]): Promise<ReadonlySet<string>>;

  /** When each of those that were ended so at `sinceMs` or later was ended, by id. */
  abstract endedSince(sinceMs: number): Promise<ReadonlyMap<string, number>>;

  /** Ends all others of the account: those from before it had a second factor. */
  abstract endOthers(accountId: string, id: string, nowMs: number): Promise<void>;

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
