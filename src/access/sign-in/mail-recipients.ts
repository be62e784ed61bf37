import type { Locale } from '../../platform/identity/actor.js';
import type { Account } from '../accounts/account.js';
import type { AccountRepository } from '../accounts/account.repository.js';

export interface MailRecipient {
  readonly displayName: string;
  readonly address: string;
  /** Null: never chosen. */
  readonly locale: Locale | null;
}

/** To whom mail goes: people who may sign in, have a mail address and have not switched mail off. */
export class MailRecipients {
  constructor(
    private readonly accounts: AccountRepository,
    /** Gone where they come from: see `DirectoryStanding` and `ProviderStanding`. */
    private readonly isGone: (account: Account) => Promise<boolean>,
  ) {}

  /** Undefined for whoever gets no mail now. */
  async find(accountId: string): Promise<MailRecipient | undefined> {
    const account = await this.accounts.byId(accountId);
    if (account === undefined || account.disabled || !account.notifiesByMail) return undefined;
    const { mail: address, displayName, locale } = account;
    if (address === null || address === '' || (await this.isGone(account))) return undefined;
    return { displayName, address, locale };
  }
}
