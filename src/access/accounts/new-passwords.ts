import type { AuditLog } from '../../platform/audit/audit-log.js';
import type { Database } from '../../platform/database/database.js';
import { unknownAccount } from '../access.errors.js';
import type { Account } from './account.js';
import type { AccountRepository } from './account.repository.js';
import { refuseUnusablePassword, type KnownPasswords, type Passwords } from './passwords.js';

/** For passwords that people choose themselves. An administrator on the server may set any. */
export const LEAST_CHARACTERS = 10;

export interface PasswordEvent {
  /** Who set it; null when somebody did who has a link. */
  readonly by: string | null;
  readonly what: 'password' | 'password-by-link';
  /** In the same transaction; whatever it throws, nothing is changed. */
  readonly also?: () => Promise<void>;
}

/** Sets passwords of local accounts, with an entry in the audit log. */
export class NewPasswords {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly passwords: Passwords,
    private readonly known: KnownPasswords,
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  /** Ends every token of the account. @throws access/unusable-password, access/known-password */
  async set(
    { id, username, displayName }: Account,
    password: string,
    { by, what, also }: PasswordEvent,
  ): Promise<void> {
    refuseUnusablePassword(password);
    this.known.refuseToSet(password, username, displayName);
    const hash = await this.passwords.hash(password);
    await this.database.inTransaction(async () => {
      await also?.();
      if (!(await this.accounts.setPasswordHash(id, hash))) throw unknownAccount(username);
      const object = { type: 'account', id } as const;
      await this.audit.record({ action: 'account.changed', actor: by, object, detail: { what } });
    });
  }
}
