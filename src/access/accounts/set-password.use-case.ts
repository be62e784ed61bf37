import { passwordOfDirectory, unknownAccount } from '../access.errors.js';
import { canonicalUsername } from './account.js';
import type { AccountRepository } from './account.repository.js';
import type { KnownPasswords } from './known-passwords.js';
import { refuseUnusablePassword, type Passwords } from './passwords.js';

/**
 * For the command line. Ends every token of the account. One of the playground becomes somebody's; one of the
 * directory leaves it, which has to be said.
 */
export class SetPassword {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly passwords: Passwords,
    private readonly known: KnownPasswords,
  ) {}

  /** @throws access/unknown-account, access/unusable-password, access/known-password, access/password-of-directory */
  async execute(typed: string, password: string, { leaveDirectory = false } = {}): Promise<void> {
    refuseUnusablePassword(password);
    const username = canonicalUsername(typed);
    const account = username === undefined ? undefined : await this.accounts.find(username);
    if (username === undefined || account === undefined) throw unknownAccount(typed);
    if (account.origin === 'directory' && !leaveDirectory) throw passwordOfDirectory(username);
    this.known.refuseToSet(password, username, account.displayName);
    const hash = await this.passwords.hash(password);
    if (!(await this.accounts.setPasswordHash(username, hash))) throw unknownAccount(typed);
  }
}
