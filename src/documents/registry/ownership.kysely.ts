import type { Database } from '../../platform/database/database.js';
import type { Document } from '../document.js';
import { documentOf, type DocumentsTable } from './document.kysely.js';
import { OwnershipRepository, type OwnedFilter } from './ownership.repository.js';

interface Tables {
  documents: DocumentsTable;
  document_shares: { document_id: string; account_id: string };
  document_group_shares: { document_id: string };
  document_checkouts: { document_id: string; account_id: string };
  document_locks: { document_id: string; account_id: string };
}

export class KyselyOwnership extends OwnershipRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async ownedBy(
    accountId: string,
    filter: OwnedFilter,
    limit: number,
  ): Promise<readonly Document[]> {
    if (filter.among?.length === 0) return [];
    const rows = await this.#owned(accountId, filter)
      .selectAll()
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(documentOf);
  }

  async shareCounts(documentIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    if (documentIds.length === 0) return counts;
    for (const table of ['document_shares', 'document_group_shares'] as const) {
      const rows = await this.#query()
        .selectFrom(table)
        .select((eb) => ['document_id', eb.fn.countAll().as('total')])
        .where('document_id', 'in', documentIds)
        .groupBy('document_id')
        .execute();
      for (const { document_id: id, total } of rows)
        counts.set(id, (counts.get(id) ?? 0) + Number(total));
    }
    return counts;
  }

  async count(accountId: string, filter: OwnedFilter): Promise<number> {
    if (filter.among?.length === 0) return 0;
    const { total } = await this.#owned(accountId, filter)
      .select((eb) => eb.fn.countAll().as('total'))
      .executeTakeFirstOrThrow();
    return Number(total);
  }

  async give(
    documents: readonly Pick<Document, 'id' | 'ownerChanges'>[],
    from: string,
    to: string,
  ): Promise<readonly string[]> {
    const given: string[] = [];
    const read = Map.groupBy(documents, ({ ownerChanges }) => ownerChanges);
    for (const [changes, some] of read) {
      const rows = await this.#query()
        .updateTable('documents')
        .set({ owner: to, owner_changes: changes + 1 })
        .where(
          'id',
          'in',
          some.map(({ id }) => id),
        )
        .where('owner', '=', from)
        .where('owner_changes', '=', changes)
        .returning('id')
        .execute();
      given.push(...rows.map(({ id }) => id));
    }
    if (given.length === 0) return [];
    await this.#query()
      .deleteFrom('document_shares')
      .where('account_id', '=', to)
      .where('document_id', 'in', given)
      .execute();
    return given;
  }

  async heldBy(accountId: string, documentIds: readonly string[]): Promise<readonly string[]> {
    if (documentIds.length === 0) return [];
    const rows = await this.#query()
      .selectFrom('document_checkouts')
      .select('document_id')
      .where('account_id', '=', accountId)
      .where('document_id', 'in', documentIds)
      .union(
        this.#query()
          .selectFrom('document_locks')
          .select('document_id')
          .where('account_id', '=', accountId)
          .where('document_id', 'in', documentIds),
      )
      .execute();
    return rows.map((row) => row.document_id);
  }

  #owned(accountId: string, { among, custody, after }: OwnedFilter) {
    return this.#query()
      .selectFrom('documents')
      .where('owner', '=', accountId)
      .$if(among !== undefined, (query) => query.where('id', 'in', among!))
      .$if(custody !== undefined, (query) => query.where('custody', '=', custody!))
      .$if(after !== undefined, (query) => query.where('id', '>', after!));
  }

  #query() {
    return this.database.query<Tables>();
  }
}
