import type { Database } from '../../platform/database/database.js';
import type { Custody } from '../../platform/identity/person-keys.js';
import type { Identity, Sealing, SealingKind } from './identity.js';
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
    kind: SealingKind;
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
    const sealings = await this.#query
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
      sealings: sealings.map(sealingOf),
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
      for (const sealing of identity.sealings) await this.addSealing(identity.username, sealing);
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

  async addSealing(username: string, sealing: Sealing): Promise<void> {
    const { createdAtMs, ...rest } = sealing;
    await this.#query
      .insertInto('identity_sealings')
      .values({ ...rest, username, created_at: createdAtMs })
      .execute();
  }

  async replaceSealing(
    username: string,
    sealingId: string,
    { sealed, label }: { sealed: string; label?: string },
  ): Promise<boolean> {
    const { numUpdatedRows } = await this.#query
      .updateTable('identity_sealings')
      .set({ sealed, ...(label === undefined ? {} : { label }) })
      .where('id', '=', sealingId)
      .where('username', '=', username)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async removeSealing(username: string, sealingId: string): Promise<boolean> {
    const { numDeletedRows } = await this.#query
      .deleteFrom('identity_sealings')
      .where('id', '=', sealingId)
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

const sealingOf = (row: Tables['identity_sealings']): Sealing => ({
  id: row.id,
  kind: row.kind,
  label: row.label,
  hint: row.hint,
  sealed: row.sealed,
  createdAtMs: row.created_at,
});
