import { unknownAccount } from './access.errors.js';
import { canonicalUsername } from './account.js';
import type { AccountRepository } from './account.repository.js';
import { refuseUnusablePassword, type Passwords } from './passwords.js';

/** For the command line. Ends every token of the account. */
export class SetPassword {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly passwords: Passwords,
  ) {}

  /** @throws access/unknown-account, access/unusable-password */
  async execute(typed: string, password: string): Promise<void> {
    refuseUnusablePassword(password);
    const username = canonicalUsername(typed);
    if (username === undefined) throw unknownAccount(typed);
    const hash = await this.passwords.hash(password);
    if (!(await this.accounts.setPasswordHash(username, hash))) throw unknownAccount(typed);
  }
}
