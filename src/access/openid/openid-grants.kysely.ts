import type { Selectable } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import { OpenIdGrants, type OpenIdGrant } from './openid-grants.js';

interface GrantsTable {
  sign_in_id: string;
  account_id: string;
  provider: string;
  subject: string;
  session: string | null;
  sealed_tokens: string;
  check_at: number;
  expires_at: number;
}

interface Tables {
  openid_grants: GrantsTable;
  openid_used: { id: string; expires_at: number };
  accounts: { id: string; disabled: number };
}

export class KyselyOpenIdGrants extends OpenIdGrants {
  constructor(private readonly database: Database) {
    super();
  }

  async add(grant: OpenIdGrant, checkAtMs: number, nowMs: number): Promise<void> {
    await this.#query().deleteFrom('openid_grants').where('expires_at', '<=', nowMs).execute();
    await this.#query()
      .insertInto('openid_grants')
      .values({
        sign_in_id: grant.signInId,
        account_id: grant.accountId,
        provider: grant.provider,
        subject: grant.subject,
        session: grant.session ?? null,
        sealed_tokens: grant.sealedTokens,
        check_at: checkAtMs,
        expires_at: grant.expiresAtMs,
      })
      .execute();
  }

  async claimDue(nowMs: number, nextMs: number, limit: number): Promise<readonly OpenIdGrant[]> {
    const due = await this.#query()
      .selectFrom('openid_grants')
      .innerJoin('accounts', 'accounts.id', 'openid_grants.account_id')
      .selectAll('openid_grants')
      .where('openid_grants.check_at', '<=', nowMs)
      .where('openid_grants.expires_at', '>', nowMs)
      .where('accounts.disabled', '=', 0)
      .orderBy('openid_grants.check_at')
      .limit(limit)
      .execute();
    const claimed: OpenIdGrant[] = [];
    for (const row of due) {
      const { numUpdatedRows } = await this.#query()
        .updateTable('openid_grants')
        .set({ check_at: nextMs })
        .where('sign_in_id', '=', row.sign_in_id)
        .where('check_at', '=', row.check_at)
        .executeTakeFirst();
      if (numUpdatedRows > 0n) claimed.push(toGrant(row));
    }
    return claimed;
  }

  async ofAccount(accountId: string, nowMs: number): Promise<readonly OpenIdGrant[]> {
    const rows = await this.#grants()
      .where('account_id', '=', accountId)
      .where('expires_at', '>', nowMs)
      .execute();
    return rows.map(toGrant);
  }

  async ofSession(provider: string, session: string): Promise<readonly OpenIdGrant[]> {
    const rows = await this.#grants()
      .where('provider', '=', provider)
      .where('session', '=', session)
      .execute();
    return rows.map(toGrant);
  }

  async ofSubject(provider: string, subject: string): Promise<readonly OpenIdGrant[]> {
    const rows = await this.#grants()
      .where('provider', '=', provider)
      .where('subject', '=', subject)
      .execute();
    return rows.map(toGrant);
  }

  async setTokens(signInId: string, sealedTokens: string): Promise<void> {
    await this.#query()
      .updateTable('openid_grants')
      .set({ sealed_tokens: sealedTokens })
      .where('sign_in_id', '=', signInId)
      .execute();
  }

  async checkAgainAt(signInId: string, atMs: number): Promise<void> {
    await this.#query()
      .updateTable('openid_grants')
      .set({ check_at: atMs })
      .where('sign_in_id', '=', signInId)
      .execute();
  }

  async remove(signInIds: readonly string[]): Promise<void> {
    for (const id of signInIds)
      await this.#query().deleteFrom('openid_grants').where('sign_in_id', '=', id).execute();
  }

  async useOnce(id: string, untilMs: number, nowMs: number): Promise<boolean> {
    await this.#query().deleteFrom('openid_used').where('expires_at', '<=', nowMs).execute();
    const { numInsertedOrUpdatedRows } = await this.#query()
      .insertInto('openid_used')
      .values({ id, expires_at: untilMs })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }

  #grants() {
    return this.#query().selectFrom('openid_grants').selectAll();
  }

  #query() {
    return this.database.query<Tables>();
  }
}

const toGrant = (row: Selectable<GrantsTable>): OpenIdGrant => ({
  signInId: row.sign_in_id,
  accountId: row.account_id,
  provider: row.provider,
  subject: row.subject,
  session: row.session ?? undefined,
  sealedTokens: row.sealed_tokens,
  expiresAtMs: row.expires_at,
});
