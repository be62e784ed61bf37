import type { Account } from './account.js';
import type { AccountRepository } from './account.repository.js';
import { Credentials } from './credentials.js';
import type { Passwords } from './passwords.js';

/** Checks against the password hashes of the accounts. */
export class LocalCredentials extends Credentials {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly passwords: Passwords,
  ) {
    super();
  }

  async verify(username: string, password: string): Promise<Account | undefined> {
    const hash = await this.accounts.passwordHashOf(username);
    const right =
      hash === undefined
        ? await this.passwords.matchNothing(password)
        : await this.passwords.matches(hash, password);
    if (!right) return undefined;
    const account = await this.accounts.find(username);
    return account?.disabled === false ? account : undefined;
  }
}
