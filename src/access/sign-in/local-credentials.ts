import type { Account } from '../accounts/account.js';
import type { AccountRepository } from '../accounts/account.repository.js';
import { knownPassword } from '../access.errors.js';
import { Credentials } from './credentials.js';
import type { KnownPasswords } from '../accounts/known-passwords.js';
import type { Passwords } from '../accounts/passwords.js';

/** Checks against the password hashes of the accounts. */
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
    const right =
      hash === undefined
        ? await this.passwords.matchNothing(password)
        : await this.passwords.matches(hash, password);
    if (!right) return undefined;
    const account = await this.accounts.find(username);
    if (account !== undefined && this.known.refuses(account, password)) {
      throw knownPassword(username);
    }
    return account?.disabled === false ? account : undefined;
  }
}
