import type { AuditLog } from '../../platform/audit/audit-log.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Database } from '../../platform/database/database.js';
import { lastSecondFactor, noSuchSecondFactor } from '../second-factor.errors.js';
import type { SignInRepository } from '../sign-in/sign-in.repository.js';
import { hashOfRecoveryCode, newRecoveryCodes } from './recovery-codes.js';
import type { SecondFactorRepository } from './second-factor.repository.js';

/** What the audit log says of it. */
type What =
  `${'totp' | 'passkey'}-${'added' | 'removed'}` | 'recovery-codes' | 'second-factor-removed';

/** What follows from a change of somebody's second factors, in one transaction with it. */
export class FactorChanges {
  constructor(
    private readonly repository: SecondFactorRepository,
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly signIns: Pick<SignInRepository, 'endOthers'>,
    private readonly clock: Clock,
  ) {}

  /**
   * With the first one the person gets recovery codes, and their other sign-ins end: those were begun without. The codes
   * are empty when there are some already.
   */
  added(
    { accountId, signInId }: { readonly accountId: string; readonly signInId: string },
    what: What,
    work: () => Promise<void>,
  ): Promise<readonly string[]> {
    return this.database.inTransaction(async () => {
      const isFirst = (await this.repository.recoveryCodesOf(accountId)) === undefined;
      await work();
      await this.repository.settle(accountId);
      await this.record(accountId, what, accountId);
      if (!isFirst) return [];
      await this.signIns.endOthers(accountId, signInId, this.clock.nowMs());
      return this.#newCodes(accountId);
    });
  }

  /** `mustKeepOne`: the last one stays. `work` answers whether there was such a thing. */
  removed(
    accountId: string,
    what: What,
    { mustKeepOne, work }: { readonly mustKeepOne: boolean; readonly work: () => Promise<boolean> },
  ): Promise<void> {
    return this.database.inTransaction(async () => {
      if (!(await work())) throw noSuchSecondFactor();
      if (!(await this.repository.settle(accountId)) && mustKeepOne) throw lastSecondFactor();
      await this.record(accountId, what, accountId);
    });
  }

  renewCodes(accountId: string): Promise<readonly string[]> {
    return this.database.inTransaction(async () => {
      if (!(await this.repository.settle(accountId))) throw noSuchSecondFactor();
      await this.record(accountId, 'recovery-codes', accountId);
      return this.#newCodes(accountId);
    });
  }

  record(accountId: string, what: What, by: string | null): Promise<void> {
    const object = { type: 'account', id: accountId } as const;
    return this.audit.record({ action: 'account.changed', actor: by, object, detail: { what } });
  }

  async #newCodes(accountId: string): Promise<readonly string[]> {
    const codes = newRecoveryCodes();
    const hashes = codes.map((code) => hashOfRecoveryCode(accountId, code));
    await this.repository.replaceRecoveryCodes(accountId, hashes, this.clock.nowMs());
    return codes;
  }
}
