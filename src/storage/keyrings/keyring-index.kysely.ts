import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import {
  KeyringIndex,
  type Keyring,
  type KeyringRevision,
  type UnsettledDocument,
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

const newestKeyring = prepared<Tables, { documentId: string }>()((query, value) =>
  query
    .selectFrom('storage_keyrings')
    .selectAll()
    .where('document_id', '=', value('documentId'))
    .orderBy('epoch', 'desc')
    .orderBy('revision', 'desc')
    .limit(1),
);

const newestOfEpoch = prepared<Tables, { documentId: string; epoch: number }>()((query, value) =>
  query
    .selectFrom('storage_keyrings')
    .selectAll()
    .where('document_id', '=', value('documentId'))
    .where('epoch', '=', value('epoch'))
    .orderBy('revision', 'desc')
    .limit(1),
);

const newestRevision = prepared<Tables, { documentId: string; epoch: number }>()((query, value) =>
  query
    .selectFrom('storage_keyrings')
    .select(['revision', 'members'])
    .where('document_id', '=', value('documentId'))
    .where('epoch', '=', value('epoch'))
    .orderBy('revision', 'desc')
    .limit(1),
);

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
    const row = await (epoch === undefined
      ? newestKeyring.first(this.database, { documentId })
      : newestOfEpoch.first(this.database, { documentId, epoch }));
    return row && keyringOf(row);
  }

  async newest(documentId: string, epoch: number) {
    const row = await newestRevision.first(this.database, { documentId, epoch });
    return row && { revision: row.revision, members: membersOf(row) };
  }

  async revisionsOf(documentIds: readonly string[]): Promise<readonly KeyringRevision[]> {
    const rows = await this.#query
      .selectFrom('storage_keyrings')
      .select(({ fn }) => ['document_id', 'epoch', fn.max('revision').as('revision')])
      .where('document_id', 'in', documentIds)
      .groupBy(['document_id', 'epoch'])
      .execute();
    return rows.map(({ document_id, ...rest }) => ({ documentId: document_id, ...rest }));
  }

  async list(documentId: string): Promise<readonly Keyring[]> {
    const rows = await this.#keyringsOf(documentId).orderBy('epoch').orderBy('revision').execute();
    // A later revision replaces an earlier one of the same epoch.
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

  withdrawAll(documentId: string, providers: readonly string[]): Promise<void> {
    return this.database.inTransaction(async () => {
      for (const { epoch, revision } of await this.#keyringsOf(documentId).execute())
        await this.#withdraw({ documentId, epoch, revision }, providers);
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

  async unsettled(
    limit: number,
    after: UnsettledDocument = BEFORE_ALL,
  ): Promise<readonly UnsettledDocument[]> {
    const rows = await this.#query
      .selectFrom(this.#incomplete(limit, after).as('incomplete'))
      .selectAll()
      .union(this.#query.selectFrom(this.#unwanted(limit, after).as('unwanted')).selectAll())
      .orderBy('since_ms')
      .orderBy('document_id')
      .limit(limit)
      .execute();
    return rows.map((row) => ({ documentId: row.document_id, sinceMs: row.since_ms }));
  }

  #incomplete(limit: number, { sinceMs, documentId }: UnsettledDocument) {
    return (
      this.#query
        .selectFrom('storage_keyrings')
        .select(['document_id', 'created_at_ms as since_ms'])
        .distinct()
        // A literal, so that the planner can use the partial index.
        .where('missing_on', '!=', sql.lit('[]'))
        .where((eb) =>
          eb(eb.refTuple('created_at_ms', 'document_id'), '>', eb.tuple(sinceMs, documentId)),
        )
        .orderBy('created_at_ms')
        .orderBy('document_id')
        .limit(limit)
    );
  }

  #unwanted(limit: number, { sinceMs, documentId }: UnsettledDocument) {
    return this.#query
      .selectFrom('storage_withdrawn_keyrings')
      .select(['document_id', 'withdrawn_at_ms as since_ms'])
      .distinct()
      .where((eb) =>
        eb(eb.refTuple('withdrawn_at_ms', 'document_id'), '>', eb.tuple(sinceMs, documentId)),
      )
      .orderBy('withdrawn_at_ms')
      .orderBy('document_id')
      .limit(limit);
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

const BEFORE_ALL: UnsettledDocument = { sinceMs: -1, documentId: '' };

const membersOf = (row: Pick<KeyringsTable, 'members'>): string[] =>
  JSON.parse(row.members) as string[];

const keyringOf = (row: KeyringsTable): Keyring => ({
  documentId: row.document_id,
  epoch: row.epoch,
  revision: row.revision,
  recipient: row.recipient,
  sealed: row.sealed,
  members: membersOf(row),
  missingOn: JSON.parse(row.missing_on) as string[],
});
