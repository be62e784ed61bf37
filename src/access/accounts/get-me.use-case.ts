import type { Actor } from '../../platform/identity/actor.js';
import { unknownAccount } from '../access.errors.js';
import type { Account } from './account.js';
import type { AccountRepository } from './account.repository.js';

export class GetMe {
  constructor(private readonly accounts: AccountRepository) {}

  async execute(actor: Actor): Promise<Account> {
    const account = await this.accounts.find(actor.username);
    if (account === undefined) throw unknownAccount(actor.username);
    return account;
  }
}
