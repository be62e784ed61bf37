import { unknownAccount } from '../access.errors.js';
import { canonicalUsername } from './account.js';
import type { AccountRepository } from './account.repository.js';

/** For the command line. Disabling ends every token of the account; enabling does not bring them back. */
export class SetDisabled {
  constructor(private readonly accounts: AccountRepository) {}

  /** @throws access/unknown-account */
  async execute(typed: string, disabled: boolean): Promise<void> {
    const username = canonicalUsername(typed);
    const done = username !== undefined && (await this.accounts.setDisabled(username, disabled));
    if (!done) throw unknownAccount(typed);
  }
}
