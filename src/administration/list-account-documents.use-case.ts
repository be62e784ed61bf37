import type { Account, AdministerAccounts, NamedAccount } from '../access/index.js';
import type { ListOwnedDocuments, OwnedDocuments, OwnedPage } from '../documents/index.js';
import type { AuditLog } from '../platform/audit/audit-log.js';
import type { Actor } from '../platform/identity/actor.js';

export interface AccountDocuments extends OwnedDocuments {
  readonly account: Account;
}

/**
 * The documents of an account, to choose those that are handed over: without their titles, which an administrator may
 * not see (docs/adr/0050-single-documents-of-who-leaves.md). That somebody looked is in the audit log.
 */
export class ListAccountDocuments {
  constructor(
    private readonly accounts: AdministerAccounts,
    private readonly documents: ListOwnedDocuments,
    private readonly audit: AuditLog,
  ) {}

  /** @throws access/no-such-account */
  async execute(actor: Actor, accountId: string, page: OwnedPage): Promise<AccountDocuments> {
    return this.#list(actor.id, await this.accounts.ofAnybody(accountId), page);
  }

  /** For the command line. @throws access/unknown-account */
  async executeForNamed(named: NamedAccount, page: OwnedPage): Promise<AccountDocuments> {
    return this.#list(null, await this.accounts.named(named), page);
  }

  async #list(by: string | null, account: Account, page: OwnedPage): Promise<AccountDocuments> {
    const found = await this.documents.execute(account.id, page);
    await this.audit.record({
      ...{ action: 'account.documents-listed', actor: by },
      object: { type: 'account', id: account.id },
      detail: { documents: found.documents.length },
    });
    return { account, ...found };
  }
}
