import type { Selectable } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import {
  SecondFactorRepository,
  type Passkey,
  type RecoveryCodes,
  type StoredTotp,
} from './second-factor.repository.js';

interface PasskeysTable {
  id: string;
  account_id: string;
  credential_id: string;
  /** Base64url. */
  public_key: string;
  counter: number;
  /** JSON list. */
  transports: string;
  label: string;
  created_at: number;
  last_used_at: number | null;
}

interface Tables {
  accounts: { id: string; has_second_factor: number };
  totp_secrets: {
    account_id: string;
    /** 0 or 1: a new one is set up beside the one in use. */
    is_confirmed: number;
    sealed: string;
    created_at: number;
    last_step: number;
    last_used_at: number | null;
  };
  passkeys: PasskeysTable;
  recovery_codes: { account_id: string; hash: string; created_at: number };
}

export class KyselySecondFactorRepository extends SecondFactorRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async totpOf(accountId: string, state: 'begun' | 'confirmed'): Promise<StoredTotp | undefined> {
    const row = await this.#query()
      .selectFrom('totp_secrets')
      .select(['sealed', 'created_at', 'last_used_at'])
      .where('account_id', '=', accountId)
      .where('is_confirmed', '=', state === 'confirmed' ? 1 : 0)
      .executeTakeFirst();
    return (
      row && {
        ...{ sealed: row.sealed, createdAtMs: row.created_at },
        lastUsedAtMs: row.last_used_at,
      }
    );
  }

  async beginTotp(accountId: string, sealed: string, nowMs: number): Promise<void> {
    const values = { sealed, created_at: nowMs, last_step: 0, last_used_at: null };
    await this.#query()
      .insertInto('totp_secrets')
      .values({ account_id: accountId, is_confirmed: 0, ...values })
      .onConflict((conflict) =>
        conflict.columns(['account_id', 'is_confirmed']).doUpdateSet(values),
      )
      .execute();
  }

  async confirmTotp(accountId: string, step: number, nowMs: number): Promise<boolean> {
    await this.#query()
      .deleteFrom('totp_secrets')
      .where('account_id', '=', accountId)
      .where('is_confirmed', '=', 1)
      .execute();
    const result = await this.#query()
      .updateTable('totp_secrets')
      .set({ is_confirmed: 1, created_at: nowMs, last_step: step, last_used_at: nowMs })
      .where('account_id', '=', accountId)
      .executeTakeFirst();
    return changed(result.numUpdatedRows);
  }

  async useTotpStep(accountId: string, step: number, nowMs: number): Promise<boolean> {
    const result = await this.#query()
      .updateTable('totp_secrets')
      .set({ last_step: step, last_used_at: nowMs })
      .where('account_id', '=', accountId)
      .where('is_confirmed', '=', 1)
      .where('last_step', '<', step)
      .executeTakeFirst();
    return changed(result.numUpdatedRows);
  }

  async removeTotp(accountId: string): Promise<boolean> {
    const removed = await this.#query()
      .deleteFrom('totp_secrets')
      .where('account_id', '=', accountId)
      .returning('is_confirmed')
      .execute();
    return removed.some(({ is_confirmed: isConfirmed }) => isConfirmed === 1);
  }

  async passkeysOf(accountId: string): Promise<readonly Passkey[]> {
    const rows = await this.#query()
      .selectFrom('passkeys')
      .selectAll()
      .where('account_id', '=', accountId)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows.map(toPasskey);
  }

  async passkeyBy(credentialId: string): Promise<Passkey | undefined> {
    const row = await this.#query()
      .selectFrom('passkeys')
      .selectAll()
      .where('credential_id', '=', credentialId)
      .executeTakeFirst();
    return row && toPasskey(row);
  }

  async addPasskey(passkey: Passkey): Promise<boolean> {
    const { id, label, counter } = passkey;
    const result = await this.#query()
      .insertInto('passkeys')
      .values({
        ...{ id, label, counter, account_id: passkey.accountId },
        credential_id: passkey.credentialId,
        public_key: Buffer.from(passkey.publicKey).toString('base64url'),
        transports: JSON.stringify(passkey.transports),
        ...{ created_at: passkey.createdAtMs, last_used_at: passkey.lastUsedAtMs },
      })
      .onConflict((conflict) => conflict.column('credential_id').doNothing())
      .executeTakeFirst();
    return changed(result.numInsertedOrUpdatedRows);
  }

  async usePasskey(id: string, counter: number, nowMs: number): Promise<void> {
    await this.#query()
      .updateTable('passkeys')
      .set({ counter, last_used_at: nowMs })
      .where('id', '=', id)
      .execute();
  }

  async removePasskey(accountId: string, id: string): Promise<boolean> {
    const result = await this.#query()
      .deleteFrom('passkeys')
      .where('account_id', '=', accountId)
      .where('id', '=', id)
      .executeTakeFirst();
    return changed(result.numDeletedRows);
  }

  async recoveryCodesOf(accountId: string): Promise<RecoveryCodes | undefined> {
    const rows = await this.#query()
      .selectFrom('recovery_codes')
      .select('created_at')
      .where('account_id', '=', accountId)
      .execute();
    const [first] = rows;
    return first && { left: rows.length, createdAtMs: first.created_at };
  }

  async replaceRecoveryCodes(
    accountId: string,
    hashes: readonly string[],
    nowMs: number,
  ): Promise<void> {
    await this.#removeRecoveryCodes(accountId);
    await this.#query()
      .insertInto('recovery_codes')
      .values(hashes.map((hash) => ({ account_id: accountId, hash, created_at: nowMs })))
      .execute();
  }

  async useRecoveryCode(accountId: string, hash: string): Promise<boolean> {
    const result = await this.#query()
      .deleteFrom('recovery_codes')
      .where('account_id', '=', accountId)
      .where('hash', '=', hash)
      .executeTakeFirst();
    return changed(result.numDeletedRows);
  }

  async removeAll(accountId: string): Promise<void> {
    await this.removeTotp(accountId);
    await this.#query().deleteFrom('passkeys').where('account_id', '=', accountId).execute();
    await this.#removeRecoveryCodes(accountId);
  }

  async settle(accountId: string): Promise<boolean> {
    const totp = await this.totpOf(accountId, 'confirmed');
    const has = totp !== undefined || (await this.passkeysOf(accountId)).length > 0;
    await this.#query()
      .updateTable('accounts')
      .set({ has_second_factor: has ? 1 : 0 })
      .where('id', '=', accountId)
      .execute();
    if (!has) await this.#removeRecoveryCodes(accountId);
    return has;
  }

  async #removeRecoveryCodes(accountId: string): Promise<void> {
    await this.#query().deleteFrom('recovery_codes').where('account_id', '=', accountId).execute();
  }

  #query() {
    return this.database.query<Tables>();
  }
}

const changed = (rows: bigint | undefined): boolean => (rows ?? 0n) > 0n;

const toPasskey = (row: Selectable<PasskeysTable>): Passkey => ({
  ...{ id: row.id, accountId: row.account_id, credentialId: row.credential_id },
  publicKey: Uint8Array.from(Buffer.from(row.public_key, 'base64url')),
  ...{ counter: row.counter, label: row.label },
  transports: JSON.parse(row.transports) as string[],
  ...{ createdAtMs: row.created_at, lastUsedAtMs: row.last_used_at },
});
