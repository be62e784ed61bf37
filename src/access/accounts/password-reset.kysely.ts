import type { Database } from '../../platform/database/database.js';
import { PasswordResetRepository, type PasswordReset } from './password-reset.repository.js';

interface Tables {
  password_resets: { account_id: string; hash: string; expires_at: number };
}

export class KyselyPasswordResetRepository extends PasswordResetRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async keep({ accountId, hash, expiresAtMs }: PasswordReset): Promise<void> {
    const values = { hash, expires_at: expiresAtMs };
    await this.#query()
      .insertInto('password_resets')
      .values({ account_id: accountId, ...values })
      .onConflict((conflict) => conflict.column('account_id').doUpdateSet(values))
      .execute();
  }

  async accountOf(hash: string, nowMs: number): Promise<string | undefined> {
    const row = await this.#query()
      .selectFrom('password_resets')
      .select('account_id')
      .where('hash', '=', hash)
      .where('expires_at', '>', nowMs)
      .executeTakeFirst();
    return row?.account_id;
  }

  async use(hash: string, nowMs: number): Promise<boolean> {
    const result = await this.#query()
      .deleteFrom('password_resets')
      .where('hash', '=', hash)
      .where('expires_at', '>', nowMs)
      .executeTakeFirst();
    return result.numDeletedRows > 0n;
  }

  #query() {
    return this.database.query<Tables>();
  }
}
