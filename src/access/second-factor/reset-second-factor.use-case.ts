import type { Database } from '../../platform/database/database.js';
import type { Actor } from '../../platform/identity/actor.js';
import { unknownAccount } from '../access.errors.js';
import type { Account } from '../accounts/account.js';
import type { AccountRepository } from '../accounts/account.repository.js';
import { accountNamed, type NamedAccount } from '../accounts/named-account.js';
import type { FactorChanges } from './factor-changes.js';
import type { SecondFactorRepository } from './second-factor.repository.js';

/** For somebody who has lost everything: an administrator takes the second factors away, and every sign-in ends. */
export class ResetSecondFactor {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly repository: SecondFactorRepository,
    private readonly changes: FactorChanges,
    private readonly database: Database,
  ) {}

  /** @throws access/unknown-account */
  async execute(actor: Actor, accountId: string): Promise<void> {
    await this.#reset(actor, await this.accounts.byId(accountId), { id: accountId });
  }

  /** On the command line. @throws access/unknown-account */
  async executeForNamed(named: NamedAccount): Promise<void> {
    await this.#reset(null, await accountNamed(this.accounts, named), named);
  }

  async #reset(
    actor: Actor | null,
    account: Account | undefined,
    asked: NamedAccount,
  ): Promise<void> {
    if (account === undefined || account.origin === 'client') throw unknownAccount(asked);
    await this.database.inTransaction(async () => {
      await this.repository.removeAll(account.id);
      await this.repository.settle(account.id);
      await this.accounts.endTokens(account.id);
      await this.changes.record(account.id, 'second-factor-removed', actor?.id ?? null);
    });
  }
}
