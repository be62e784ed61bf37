import type { Actor, Locale } from '../../platform/identity/actor.js';
import { unknownAccount } from '../access.errors.js';
import type { Account } from './account.js';
import type { AccountRepository } from './account.repository.js';

/** What people do with their own account. Each throws access/unknown-account if it no longer exists. */
export class OwnAccount {
  constructor(private readonly accounts: AccountRepository) {}

  async show({ username }: Actor): Promise<Account> {
    const account = await this.accounts.find(username);
    if (account === undefined) throw unknownAccount(username);
    return account;
  }

  /** The language of all pages; null follows the browser. */
  async chooseLocale(actor: Actor, locale: Locale | null): Promise<Account> {
    await this.accounts.setLocale(actor.username, locale);
    return this.show(actor);
  }

  /** Ends every token and every browser session of the account at once. */
  async signOutEverywhere({ username }: Actor): Promise<void> {
    if (!(await this.accounts.endTokens(username))) throw unknownAccount(username);
  }
}
