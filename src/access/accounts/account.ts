import type { Actor, Locale } from '../../platform/identity/actor.js';

/**
 * Where the password is kept: here, or in the directory. Passwords of the playground are publicly known. An account of
 * an application (`client`) has none. Somebody `awaited` is only known by name, as the owner of documents: the account
 * is theirs once they sign in or get a password.
 */
export type AccountOrigin = 'local' | 'directory' | 'playground' | 'client' | 'awaited' | 'openid';

/** A person who may sign in. */
export interface Account {
  /** See `Actor.id`. */
  readonly id: string;
  /** The name of today, canonical: see `canonicalUsername`. */
  readonly username: string;
  readonly displayName: string;
  /** The person's security identifier in the directory, for foreign systems that impersonate by it. */
  readonly sid: string | null;
  readonly mail: string | null;
  /** As the directory says it. */
  readonly department: string | null;
  readonly origin: AccountOrigin;
  /** The person's id in the directory, which survives a new name: see `DirectoryPerson.id`. */
  readonly directoryId: string | null;
  readonly isAdmin: boolean;
  /** Also the playground's people, in production. */
  readonly disabled: boolean;
  readonly locale: Locale | null;
  /** Whether notifications go to `mail` too. */
  readonly notifiesByMail: boolean;
  /** Whether signing in takes more than the password. */
  readonly hasSecondFactor: boolean;
  /** Tokens carry it; raising it ends every token and every session issued before. */
  readonly tokenGeneration: number;
  /** When the generation was last raised; null if never. */
  readonly tokensEndedAtMs: number | null;
  readonly createdAtMs: number;
}

/** The input for a new account. */
export interface NewAccount {
  readonly username: string;
  readonly password: string;
  readonly displayName?: string | undefined;
  readonly sid?: string | undefined;
  readonly isAdmin?: boolean | undefined;
  readonly locale?: Locale | undefined;
  readonly origin?: AccountOrigin | undefined;
}

/** The person's entry in the directory, as stored in their account. `username` is canonical. */
export interface DirectoryFacts extends Pick<
  Account,
  'username' | 'displayName' | 'sid' | 'mail' | 'directoryId'
> {
  /** See `DirectoryPerson.guid`. */
  readonly directoryGuid: string | null;
  readonly department?: string | null;
}

/** `username` is canonical. */
export const accountOf = (
  { id, username }: Pick<Account, 'id' | 'username'>,
  input: NewAccount,
  nowMs: number,
): Account => ({
  id,
  username,
  displayName: input.displayName ?? input.username,
  sid: input.sid ?? null,
  mail: null,
  department: null,
  origin: input.origin ?? 'local',
  directoryId: null,
  isAdmin: input.isAdmin ?? false,
  disabled: false,
  locale: input.locale ?? null,
  notifiesByMail: true,
  hasSecondFactor: false,
  tokenGeneration: 1,
  tokensEndedAtMs: null,
  createdAtMs: nowMs,
});

/** The password is kept here, and so is what an administrator says of the person. */
export const isOfThisServer = ({ origin }: Account): boolean =>
  origin === 'local' || origin === 'playground';

/** By what the directory finds the person's photo; undefined for whoever it does not know. */
export const photoIdOf = ({ origin, directoryId, sid }: Account): string | undefined =>
  directoryId ?? (origin === 'openid' && sid !== null ? sid : undefined);

export const actorOf = (account: Account): Actor => ({
  id: account.id,
  username: account.username,
  displayName: account.displayName,
  isAdmin: account.isAdmin,
  locale: account.locale,
});
