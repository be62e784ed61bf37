import type { Locale } from '../platform/identity/actor.js';
import type { Account, DirectoryFacts } from './account.js';

/** The accounts. Usernames given here are canonical. */
export abstract class AccountRepository {
  abstract find(username: string): Promise<Account | undefined>;

  /** Both enabled and disabled ones; unknown names are left out. */
  abstract findAll(usernames: readonly string[]): Promise<readonly Account[]>;

  /** All, by username. */
  abstract list(): Promise<readonly Account[]>;

  /** Enabled accounts whose username or display name starts with `prefix`, by username. */
  abstract startingWith(prefix: string, limit: number): Promise<readonly Account[]>;

  /** Undefined also for an account that has no password of ours. */
  abstract passwordHashOf(username: string): Promise<string | undefined>;

  /** False when the username is taken; nothing is changed then. */
  abstract insert(account: Account, passwordHash: string): Promise<boolean>;

  /**
   * Adds the account of a person of the directory, without a password, or brings it up to date. Undefined
   * when the name belongs to an account that has a password of ours; nothing is changed then.
   */
  abstract keepFromDirectory(facts: DirectoryFacts, nowMs: number): Promise<Account | undefined>;

  /** The next three end every token of the account; false when there is no such account. */
  abstract setDisabled(username: string, disabled: boolean): Promise<boolean>;
  abstract setPasswordHash(username: string, passwordHash: string): Promise<boolean>;
  abstract endTokens(username: string): Promise<boolean>;

  abstract setLocale(username: string, locale: Locale | null): Promise<boolean>;
}
