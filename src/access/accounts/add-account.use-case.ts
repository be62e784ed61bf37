import type { Clock } from '../../platform/clock/clock.js';
import { invalidUsername, usernameTaken } from '../access.errors.js';
import type { KnownPasswords } from './known-passwords.js';
import { accountOf, canonicalUsername, type Account, type NewAccount } from './account.js';
import type { AccountRepository } from './account.repository.js';
import { refuseUnusablePassword, type Passwords } from './passwords.js';

/** For the command line: whoever may run it on the server is its administrator. */
export class AddAccount {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly passwords: Passwords,
    private readonly clock: Clock,
    private readonly known: KnownPasswords,
  ) {}

  /** @throws access/invalid-username, access/unusable-password, access/known-password, access/username-taken */
  async execute(input: NewAccount): Promise<Account> {
    const username = canonicalUsername(input.username);
    if (username === undefined) throw invalidUsername();
    refuseUnusablePassword(input.password);
    this.known.refuseToSet(input.password, username, input.displayName);
    const account = accountOf(username, input, this.clock.nowMs());
    const added = await this.accounts.insert(account, await this.passwords.hash(input.password));
    if (!added) throw usernameTaken(username);
    return account;
  }
}
