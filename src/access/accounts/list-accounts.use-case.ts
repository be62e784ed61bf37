import type { Account } from './account.js';
import type { AccountRepository } from './account.repository.js';

/** For the command line. */
export class ListAccounts {
  constructor(private readonly accounts: AccountRepository) {}

  execute(): Promise<readonly Account[]> {
    return this.accounts.list();
  }
}
