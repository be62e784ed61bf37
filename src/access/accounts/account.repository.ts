import type { Locale } from '../../platform/identity/actor.js';
import type { Account, AccountOrigin, DirectoryFacts } from './account.js';

/** Who has the name already. */
export type NameTaken = 'by-local-account' | 'by-another-person';

/** What an account begins with if the person has none yet. */
export interface Fresh {
  readonly id: string;
  readonly nowMs: number;
}

export interface AccountSearch {
  /** Beginnings of words of name, username, mail address and department, in any order; empty: everybody. */
  readonly text: string;
  /** Usernames after this one. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** The accounts. Usernames given here are canonical. */
export abstract class AccountRepository {
  abstract byId(id: string): Promise<Account | undefined>;

  /** Both enabled and disabled ones; unknown ids are left out. */
  abstract withIds(ids: readonly string[]): Promise<readonly Account[]>;

  /** Those whose tokens were ended at that moment or later. */
  abstract endedSince(ms: number): Promise<readonly Account[]>;

  /** Whose name that is today. */
  abstract find(username: string): Promise<Account | undefined>;

  /** Both enabled and disabled ones; unknown names are left out. */
  abstract findAll(usernames: readonly string[]): Promise<readonly Account[]>;

  /** All, by username. */
  abstract list(): Promise<readonly Account[]>;

  /** Enabled accounts whose username or display name starts with `prefix`, by username. */
  abstract startingWith(prefix: string, limit: number): Promise<readonly Account[]>;

  /** Accounts of people, disabled ones too, by username. */
  abstract search(wanted: AccountSearch): Promise<readonly Account[]>;

  /** Whether somebody who may sign in is an administrator. */
  abstract hasAdministrator(): Promise<boolean>;

  /** Undefined also for an account without a local password. */
  abstract passwordHashOf(username: string): Promise<string | undefined>;

  /**
   * False when the username is taken; nothing is changed then. An awaited account of that name becomes this one and
   * keeps its id.
   */
  abstract insert(account: Account, passwordHash: string | null): Promise<boolean>;

  /**
   * Adds or updates the account of a person of the directory, without a password. Their `directoryId` and
   * `directoryGuid` decide which account is theirs, and it keeps its name here. The name decides only if no account
   * has them, and that only about an account of nobody yet. Changes nothing if the name is taken.
   */
  abstract keepFromDirectory(facts: DirectoryFacts, fresh: Fresh): Promise<Account | NameTaken>;

  /** The account of that person of the directory; of several, the newest. */
  abstract findByDirectoryId(
    directoryId: string | null,
    directoryGuid?: string | null,
  ): Promise<Account | undefined>;

  /** Account ids of those people of the directory who have an account, by their ids there. */
  abstract idsOfDirectory(directoryIds: readonly string[]): Promise<readonly string[]>;

  /** False when another account has the name, or there is no such account. */
  abstract rename(id: string, username: string): Promise<boolean>;

  /** Those of the given ones that are older than the column `origin`. */
  abstract ofUnknownOrigin(usernames: readonly string[]): Promise<readonly string[]>;
  abstract ofPlayground(): Promise<readonly string[]>;
  abstract setOrigin(id: string, origin: AccountOrigin): Promise<void>;

  /** The next five, but for `setAdmin`, end every token of the account; false when there is no such account. */
  abstract setDisabled(id: string, disabled: boolean): Promise<boolean>;
  /** Ends no token: it applies from the next request on. */
  abstract setAdmin(id: string, isAdmin: boolean): Promise<boolean>;
  /** Makes the account a local one. The SID of an account of the playground is invented, so it is removed. */
  abstract setPasswordHash(id: string, passwordHash: string): Promise<boolean>;
  /** Binds an account of the directory to the person with that id. */
  abstract setDirectoryId(id: string, directoryId: string): Promise<boolean>;
  abstract endTokens(id: string): Promise<boolean>;

  abstract setLocale(id: string, locale: Locale | null): Promise<boolean>;
  abstract setMail(id: string, mail: string | null): Promise<boolean>;
  abstract setNotifiesByMail(id: string, notifies: boolean): Promise<boolean>;
}
