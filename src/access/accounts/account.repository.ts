import type { Locale } from '../../platform/identity/actor.js';
import type { Account, AccountOrigin, DirectoryFacts } from './account.js';

/** Whose the name is instead. */
export type NameTaken = 'by-local-account' | 'by-another-person';

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
   * Adds the account of a person of the directory, without a password, or brings it up to date. Their
   * `directoryId` decides whose account it is; the name only where no account has the id. Says so when the
   * name is somebody else's; nothing is changed then.
   */
  abstract keepFromDirectory(facts: DirectoryFacts, nowMs: number): Promise<Account | NameTaken>;

  /** The account of that person of the directory; of several, the one that was made last. */
  abstract findByDirectoryId(directoryId: string): Promise<Account | undefined>;

  /** Those from before the origin was kept, among the given ones; and those of the playground. */
  abstract ofUnknownOrigin(usernames: readonly string[]): Promise<readonly string[]>;
  abstract ofPlayground(): Promise<readonly string[]>;
  abstract setOrigin(username: string, origin: AccountOrigin): Promise<void>;

  /** The next four end every token of the account; false when there is no such account. */
  abstract setDisabled(username: string, disabled: boolean): Promise<boolean>;
  /** The account is a local one from then on. The SID of the playground's people was never anybody's: it goes. */
  abstract setPasswordHash(username: string, passwordHash: string): Promise<boolean>;
  /** Gives an account of the directory to the person with that id. */
  abstract setDirectoryId(username: string, directoryId: string): Promise<boolean>;
  abstract endTokens(username: string): Promise<boolean>;

  abstract setLocale(username: string, locale: Locale | null): Promise<boolean>;
}
