import type { AuditAction, AuditDetail, AuditLog } from '../../platform/audit/audit-log.js';
import type { Database } from '../../platform/database/database.js';
import type { Actor } from '../../platform/identity/actor.js';
import { lastAdministrator, noSuchAccount, unknownAccount } from '../access.errors.js';
import { refuseMail } from './account-mail.js';
import type { Account } from './account.js';
import type { AccountRepository, AccountSearch } from './account.repository.js';
import { accountNamed, type NamedAccount } from './named-account.js';

export interface AccountChange {
  readonly disabled?: boolean | undefined;
  readonly isAdmin?: boolean | undefined;
  /** Null removes the address. */
  readonly mail?: string | null | undefined;
}

/** Accounts of people, for administrators: its routes and pages are for them alone. */
export class AdministerAccounts {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  /** By username. */
  search(wanted: AccountSearch): Promise<readonly Account[]> {
    return this.accounts.search(wanted);
  }

  /** @throws access/no-such-account: also of an application, which is changed elsewhere */
  async show(id: string): Promise<Account> {
    const account = await this.accounts.byId(id);
    if (account === undefined || account.origin === 'client') throw noSuchAccount();
    return account;
  }

  /** @throws access/no-such-account */
  async ofAnybody(id: string): Promise<Account> {
    const account = await this.accounts.byId(id);
    if (account === undefined) throw noSuchAccount();
    return account;
  }

  /** Enabled or not. @throws access/unknown-account */
  async named(named: NamedAccount): Promise<Account> {
    const account = await accountNamed(this.accounts, named);
    if (account === undefined) throw unknownAccount(named);
    return account;
  }

  /**
   * Disabling ends every sign-in of the person; being an administrator begins and ends with their next request. The
   * transaction is serialisable: of two administrators who remove each other one stays.
   * @throws access/no-such-account, access/last-administrator, access/unusable-mail, access/mail-from-elsewhere
   */
  change(actor: Actor, id: string, { disabled, isAdmin, mail }: AccountChange): Promise<Account> {
    return this.database.inTransaction(async () => {
      const before = await this.show(id);
      if (isAdmin !== undefined && isAdmin !== before.isAdmin) {
        await this.accounts.setAdmin(id, isAdmin);
        const detail = { what: 'administrator', to: isAdmin };
        await this.#record(actor, id, 'account.changed', detail);
      }
      if (disabled !== undefined && disabled !== before.disabled) {
        await this.accounts.setDisabled(id, disabled);
        await this.#record(actor, id, disabled ? 'account.disabled' : 'account.enabled');
      }
      if (mail !== undefined) await this.#setMail(actor, before, mail);
      if (before.isAdmin && !before.disabled && !(await this.accounts.hasAdministrator()))
        throw lastAdministrator(before.username);
      return this.show(id);
    });
  }

  async #setMail(actor: Actor, account: Account, mail: string | null): Promise<void> {
    refuseMail(account, mail);
    if (mail === account.mail) return;
    await this.accounts.setMail(account.id, mail);
    await this.#record(actor, account.id, 'account.changed', { what: 'mail' });
  }

  #record(actor: Actor, id: string, action: AuditAction, detail?: AuditDetail): Promise<void> {
    const object = { type: 'account', id } as const;
    return this.audit.record({ action, actor: actor.id, object, ...(detail && { detail }) });
  }
}
