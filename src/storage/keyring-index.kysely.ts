import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import {
  KeyringIndex,
  type Keyring,
  type KeyringRevision,
  type WithdrawnKeyring,
} from './keyring-index.js';

interface KeyringsTable {
  document_id: string;
  epoch: number;
  revision: number;
  recipient: string;
  sealed: string;
  members: string;
  missing_on: string;
  created_at_ms: number;
}

interface Tables {
  storage_keyrings: KeyringsTable;
  storage_withdrawn_keyrings: {
    provider: string;
    document_id: string;
    epoch: number;
    revision: number;
    withdrawn_at_ms: number;
  };
}

@Injectable()
export class KyselyKeyringIndex extends KeyringIndex {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async add(keyring: Keyring): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await this.#query
      .insertInto('storage_keyrings')
      .values({
        document_id: keyring.documentId,
        epoch: keyring.epoch,
        revision: keyring.revision,
        recipient: keyring.recipient,
        sealed: keyring.sealed,
        members: JSON.stringify(keyring.members),
        missing_on: JSON.stringify(keyring.missingOn),
        created_at_ms: this.clock.nowMs(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n;
  }

  async setMissingOn(
    { documentId, epoch, revision }: KeyringRevision,
    missingOn: readonly string[],
  ): Promise<void> {
    await this.#query
      .updateTable('storage_keyrings')
      .set({ missing_on: JSON.stringify(missingOn) })
      .where('document_id', '=', documentId)
      .where('epoch', '=', epoch)
      .where('revision', '=', revision)
      .execute();
  }

  async find(documentId: string, epoch?: number): Promise<Keyring | undefined> {
    let query = this.#keyringsOf(documentId).orderBy('epoch', 'desc').orderBy('revision', 'desc');
    if (epoch !== undefined) query = query.where('epoch', '=', epoch);
    const row = await query.limit(1).executeTakeFirst();
    return row && keyringOf(row);
  }

  async list(documentId: string): Promise<readonly Keyring[]> {
    const rows = await this.#keyringsOf(documentId).orderBy('epoch').orderBy('revision').execute();
    // Later revisions come later and take the place of earlier ones.
    return [...new Map(rows.map((row) => [row.epoch, keyringOf(row)])).values()];
  }

  async hasAny(): Promise<boolean> {
    const row = await this.#query
      .selectFrom('storage_keyrings')
      .select('epoch')
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }

  withdrawOld(documentId: string, providers: readonly string[]): Promise<void> {
    return this.database.inTransaction(async () => {
      const newest = new Map((await this.list(documentId)).map((one) => [one.epoch, one.revision]));
      const rows = await this.#keyringsOf(documentId).execute();
      for (const { epoch, revision } of rows) {
        if (newest.get(epoch) === revision) continue;
        await this.#withdraw({ documentId, epoch, revision }, providers);
      }
    });
  }

  async withdrawn(documentId: string): Promise<readonly WithdrawnKeyring[]> {
    const rows = await this.#query
      .selectFrom('storage_withdrawn_keyrings')
      .select(['provider', 'epoch', 'revision'])
      .where('document_id', '=', documentId)
      .execute();
    return rows.map((row) => ({ ...row, documentId }));
  }

  async forgetWithdrawn(withdrawn: WithdrawnKeyring): Promise<void> {
    await this.#query
      .deleteFrom('storage_withdrawn_keyrings')
      .where('document_id', '=', withdrawn.documentId)
      .where('epoch', '=', withdrawn.epoch)
      .where('revision', '=', withdrawn.revision)
      .where('provider', '=', withdrawn.provider)
      .execute();
  }

  async unsettled(limit: number): Promise<readonly string[]> {
    const rows = await this.#query
      .selectFrom('storage_keyrings')
      .select('document_id')
      .where('missing_on', '!=', '[]')
      .union(this.#query.selectFrom('storage_withdrawn_keyrings').select('document_id'))
      .limit(limit)
      .execute();
    return rows.map((row) => row.document_id);
  }

  async #withdraw(
    { documentId, epoch, revision }: KeyringRevision,
    providers: readonly string[],
  ): Promise<void> {
    await this.#query
      .deleteFrom('storage_keyrings')
      .where('document_id', '=', documentId)
      .where('epoch', '=', epoch)
      .where('revision', '=', revision)
      .execute();
    const withdrawn_at_ms = this.clock.nowMs();
    await this.#query
      .insertInto('storage_withdrawn_keyrings')
      .values(
        providers.map((provider) => ({
          provider,
          document_id: documentId,
          epoch,
          revision,
          withdrawn_at_ms,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  #keyringsOf(documentId: string) {
    return this.#query
      .selectFrom('storage_keyrings')
      .selectAll()
      .where('document_id', '=', documentId);
  }

  get #query() {
    return this.database.query<Tables>();
  }
}

const keyringOf = (row: KeyringsTable): Keyring => ({
  documentId: row.document_id,
  epoch: row.epoch,
  revision: row.revision,
  recipient: row.recipient,
  sealed: row.sealed,
  members: JSON.parse(row.members) as string[],
  missingOn: JSON.parse(row.missing_on) as string[],
});
