import type { Database } from '../../platform/database/database.js';
import type { Custody } from '../../platform/identity/people.js';
import type { Identity, KeyWrap, KeyWrapKind } from './identity.js';
import { IdentityRepository } from './identity.repository.js';

interface Tables {
  identities: {
    account_id: string;
    recipient: string;
    custody: Custody;
    kit_checked_at: number | null;
    created_at: number;
  };
  identity_sealings: {
    id: string;
    account_id: string;
    kind: KeyWrapKind;
    label: string;
    hint: string | null;
    sealed: string;
    created_at: number;
  };
}

/** Of a large group; a statement takes so many values. */
const AT_ONCE = 5_000;

export class KyselyIdentityRepository extends IdentityRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async find(accountId: string): Promise<Identity | undefined> {
    const row = await this.#query
      .selectFrom('identities')
      .selectAll()
      .where('account_id', '=', accountId)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const keyWraps = await this.#query
      .selectFrom('identity_sealings')
      .selectAll()
      .where('account_id', '=', accountId)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return {
      accountId,
      recipient: row.recipient,
      custody: row.custody,
      kitCheckedAtMs: row.kit_checked_at,
      createdAtMs: row.created_at,
      keyWraps: keyWraps.map(keyWrapOf),
    };
  }

  insert(identity: Identity): Promise<boolean> {
    return this.database.inTransaction(async () => {
      const { numInsertedOrUpdatedRows } = await this.#query
        .insertInto('identities')
        .values({
          account_id: identity.accountId,
          recipient: identity.recipient,
          custody: identity.custody,
          kit_checked_at: identity.kitCheckedAtMs,
          created_at: identity.createdAtMs,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows !== 1n) return false;
      for (const keyWrap of identity.keyWraps) await this.addKeyWrap(identity.accountId, keyWrap);
      return true;
    });
  }

  async change(
    accountId: string,
    { custody, kitCheckedAtMs }: { custody?: Custody; kitCheckedAtMs?: number },
  ): Promise<void> {
    const values = {
      ...(custody === undefined ? {} : { custody }),
      ...(kitCheckedAtMs === undefined ? {} : { kit_checked_at: kitCheckedAtMs }),
    };
    if (Object.keys(values).length === 0) return;
    await this.#query
      .updateTable('identities')
      .set(values)
      .where('account_id', '=', accountId)
      .execute();
  }

  async addKeyWrap(accountId: string, keyWrap: KeyWrap): Promise<void> {
    const { createdAtMs, ...rest } = keyWrap;
    await this.#query
      .insertInto('identity_sealings')
      .values({ ...rest, account_id: accountId, created_at: createdAtMs })
      .execute();
  }

  async replaceKeyWrap(
    accountId: string,
    keyWrapId: string,
    { sealed, label }: { sealed: string; label?: string },
  ): Promise<boolean> {
    const { numUpdatedRows } = await this.#query
      .updateTable('identity_sealings')
      .set({ sealed, ...(label === undefined ? {} : { label }) })
      .where('id', '=', keyWrapId)
      .where('account_id', '=', accountId)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async removeKeyWrap(accountId: string, keyWrapId: string): Promise<boolean> {
    const { numDeletedRows } = await this.#query
      .deleteFrom('identity_sealings')
      .where('id', '=', keyWrapId)
      .where('account_id', '=', accountId)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  async recipientsOf(accountIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const recipients = new Map<string, string>();
    for (let from = 0; from < accountIds.length; from += AT_ONCE) {
      const rows = await this.#query
        .selectFrom('identities')
        .select(['account_id', 'recipient'])
        .where('account_id', 'in', accountIds.slice(from, from + AT_ONCE))
        .execute();
      for (const row of rows) recipients.set(row.account_id, row.recipient);
    }
    return recipients;
  }

  get #query() {
    return this.database.query<Tables>();
  }
}

const keyWrapOf = (row: Tables['identity_sealings']): KeyWrap => ({
  id: row.id,
  kind: row.kind,
  label: row.label,
  hint: row.hint,
  sealed: row.sealed,
  createdAtMs: row.created_at,
});
