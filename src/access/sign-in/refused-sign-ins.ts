import type { AuditLog } from '../../platform/audit/audit-log.js';
import { isAppError } from '../../platform/errors/app-error.js';
import type { AccountRepository } from '../accounts/account.repository.js';

/** Entries of sign-ins that failed. */
export class RefusedSignIns {
  constructor(
    private readonly audit: AuditLog,
    private readonly accounts: Pick<AccountRepository, 'find'>,
  ) {}

  /** A name without an account is left out: people type passwords into the wrong field. Never rejects. */
  async record(username: string, error: unknown): Promise<void> {
    const why = isAppError(error) ? error.code : 'failed';
    const isRefused =
      isAppError(error) && (error.kind === 'unauthenticated' || error.kind === 'too-many');
    const account = await this.accounts.find(username).catch(() => undefined);
    const event = { action: 'sign-in', actor: account?.id ?? null, detail: { why } } as const;
    await this.audit.recordRefusal(event, isRefused ? 'refused' : 'failed');
  }
}
