import type { Actor, Locale } from '../../platform/identity/actor.js';
import { unknownAccount } from '../access.errors.js';
import type { Account } from './account.js';
import type { AccountRepository } from './account.repository.js';

/** The language a person wants everywhere; null leaves it to the browser. */
export class ChooseLocale {
  constructor(private readonly accounts: AccountRepository) {}

  async execute(actor: Actor, locale: Locale | null): Promise<Account> {
    await this.accounts.setLocale(actor.username, locale);
    const account = await this.accounts.find(actor.username);
    if (account === undefined) throw unknownAccount(actor.username);
    return account;
  }
}
