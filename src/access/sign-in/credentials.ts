import { knownPassword } from '../access.errors.js';
import type { Account } from '../accounts/account.js';
import type { AccountRepository } from '../accounts/account.repository.js';
import type { KnownPasswords, Passwords } from '../accounts/passwords.js';

/**
 * Verifies a password, with the accounts' own hashes or with the directory. Must take the same time for an
 * unknown name as for a wrong password.
 */
export abstract class Credentials {
  /** Whether the directory is asked about that name; such checks wait in a queue of their own. */
  abstract asksDirectory(username: string): Promise<boolean>;

  /**
   * The enabled account of that name and password, else undefined. `username` is canonical, or empty for text
   * that cannot be a username. Throws an error of kind `unauthenticated` if the person may know the reason.
   */
  abstract verify(username: string, password: string): Promise<Account | undefined>;
}

/** Verifies against the password hashes of the accounts. */
export class LocalCredentials extends Credentials {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly passwords: Passwords,
    private readonly known: KnownPasswords,
  ) {
    super();
  }

  async asksDirectory(): Promise<boolean> {
    return false;
  }

  async verify(username: string, password: string): Promise<Account | undefined> {
    const hash = await this.accounts.passwordHashOf(username);
    const isRight =
      hash === undefined
        ? await this.passwords.matchNothing(password)
        : await this.passwords.matches(hash, password);
    if (!isRight) return undefined;
    const account = await this.accounts.find(username);
    if (account !== undefined && this.known.refuses(account, password)) {
      throw knownPassword(username);
    }
    return account?.disabled === false ? account : undefined;
  }
}
