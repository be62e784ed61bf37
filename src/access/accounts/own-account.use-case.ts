import type { AuditLog } from '../../platform/audit/audit-log.js';
import type { Database } from '../../platform/database/database.js';
import type { Actor, Locale } from '../../platform/identity/actor.js';
import { unknownAccount } from '../access.errors.js';
import type { Account } from './account.js';
import type { AccountRepository } from './account.repository.js';

export interface Choices {
  /** The language of all pages and mails; null follows the browser. */
  readonly locale?: Locale | null | undefined;
  /** Whether notifications come by mail too. */
  readonly notifiesByMail?: boolean | undefined;
}

/** What people do with their own account. Each throws access/unknown-account if it no longer exists. */
export class OwnAccount {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  async show({ id, username }: Actor): Promise<Account> {
    const account = await this.accounts.byId(id);
    if (account === undefined) throw unknownAccount(username);
    return account;
  }

  /** What is undefined stays as it is. */
  async choose(actor: Actor, { locale, notifiesByMail }: Choices): Promise<Account> {
    if (locale !== undefined) await this.accounts.setLocale(actor.id, locale);
    if (notifiesByMail !== undefined)
      await this.accounts.setNotifiesByMail(actor.id, notifiesByMail);
    return this.show(actor);
  }

  /** Ends every token and every browser session of the account at once. */
  async signOutEverywhere({ id, username }: Actor): Promise<void> {
    await this.database.inTransaction(async () => {
      if (!(await this.accounts.endTokens(id))) throw unknownAccount(username);
      await this.audit.record({ action: 'sign-out', actor: id, detail: { everywhere: true } });
    }, 'snapshot');
  }
}
