import type { Database } from '../../platform/database/database.js';
import type { Custody } from '../../platform/identity/people.js';
import type { Identity, KeyWrap, KeyWrapKind } from './identity.js';
import { IdentityRepository } from './identity.repository.js';

interface Tables {
  identities: {
    username: string;
    recipient: string;
    custody: Custody;
    kit_checked_at: number | null;
    created_at: number;
  };
  identity_sealings: {
    id: string;
    username: string;
    kind: KeyWrapKind;
    label: string;
    hint: string | null;
    sealed: string;
    created_at: number;
  };
}

export class KyselyIdentityRepository extends IdentityRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async find(username: string): Promise<Identity | undefined> {
    const row = await this.#query
      .selectFrom('identities')
      .selectAll()
      .where('username', '=', username)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const keyWraps = await this.#query
      .selectFrom('identity_sealings')
      .selectAll()
      .where('username', '=', username)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return {
      username,
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
          username: identity.username,
          recipient: identity.recipient,
          custody: identity.custody,
          kit_checked_at: identity.kitCheckedAtMs,
          created_at: identity.createdAtMs,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows !== 1n) return false;
      for (const keyWrap of identity.keyWraps) await this.addKeyWrap(identity.username, keyWrap);
      return true;
    });
  }

  async change(
    username: string,
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
      .where('username', '=', username)
      .execute();
  }

  async addKeyWrap(username: string, keyWrap: KeyWrap): Promise<void> {
    const { createdAtMs, ...rest } = keyWrap;
    await this.#query
      .insertInto('identity_sealings')
      .values({ ...rest, username, created_at: createdAtMs })
      .execute();
  }

  async replaceKeyWrap(
    username: string,
    keyWrapId: string,
    { sealed, label }: { sealed: string; label?: string },
  ): Promise<boolean> {
    const { numUpdatedRows } = await this.#query
      .updateTable('identity_sealings')
      .set({ sealed, ...(label === undefined ? {} : { label }) })
      .where('id', '=', keyWrapId)
      .where('username', '=', username)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async removeKeyWrap(username: string, keyWrapId: string): Promise<boolean> {
    const { numDeletedRows } = await this.#query
      .deleteFrom('identity_sealings')
      .where('id', '=', keyWrapId)
      .where('username', '=', username)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  async recipientsOf(usernames: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (usernames.length === 0) return new Map();
    const rows = await this.#query
      .selectFrom('identities')
      .select(['username', 'recipient'])
      .where('username', 'in', usernames)
      .execute();
    return new Map(rows.map(({ username, recipient }) => [username, recipient]));
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
