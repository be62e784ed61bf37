import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import {
  KeyRequestRepository,
  type ComparedPage,
  type KeyRequest,
} from './key-request.repository.js';

interface RequestsTable {
  document_id: string;
  account_id: string;
  /** Empty for nobody. */
  asked: string;
  asked_at: number;
}

interface Tables {
  document_key_requests: RequestsTable;
  document_key_passes: { name: string; after_document: string };
  document_shares: { document_id: string };
  document_group_shares: { document_id: string };
  documents: { id: string; custody: string };
}

/** Both engines take more in one statement; this keeps each one short. */
const AT_ONCE = 500;
/** The one row of `document_key_passes`. */
const PASS = 'compare';

export class KyselyKeyRequestRepository extends KeyRequestRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async of(documentId: string): Promise<readonly KeyRequest[]> {
    const rows = await this.#query
      .selectFrom('document_key_requests')
      .selectAll()
      .where('document_id', '=', documentId)
      .orderBy('account_id')
      .execute();
    return rows.map(requestOf);
  }

  async ofPerson(
    accountId: string,
    documentIds: readonly string[],
  ): Promise<readonly KeyRequest[]> {
    if (documentIds.length === 0) return [];
    const rows = await this.#query
      .selectFrom('document_key_requests')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('document_id', 'in', documentIds)
      .execute();
    return rows.map(requestOf);
  }

  async put(requests: readonly KeyRequest[]): Promise<void> {
    for (let from = 0; from < requests.length; from += AT_ONCE) {
      const rows = requests.slice(from, from + AT_ONCE).map((request) => ({
        ...{ document_id: request.documentId, account_id: request.accountId },
        ...{ asked: request.asked ?? '', asked_at: request.askedAtMs },
      }));
      await this.#query
        .insertInto('document_key_requests')
        .values(rows)
        .onConflict((conflict) =>
          conflict.columns(['document_id', 'account_id']).doUpdateSet((eb) => ({
            asked: eb.ref('excluded.asked'),
            asked_at: eb.ref('excluded.asked_at'),
          })),
        )
        .execute();
    }
  }

  async remove(documentId: string, accountIds: readonly string[]): Promise<void> {
    for (let from = 0; from < accountIds.length; from += AT_ONCE) {
      await this.#query
        .deleteFrom('document_key_requests')
        .where('document_id', '=', documentId)
        .where('account_id', 'in', accountIds.slice(from, from + AT_ONCE))
        .execute();
    }
  }

  async count(): Promise<number> {
    const { n } = await this.#query
      .selectFrom('document_key_requests')
      .select(sql<number>`cast(count(*) as integer)`.as('n'))
      .executeTakeFirstOrThrow();
    return n;
  }

  async page(after: string, limit: number): Promise<ComparedPage> {
    const [hidden, requested] = await Promise.all([
      this.#privateAfter(after, limit),
      this.#requestedAfter(after, limit),
    ]);
    // Of a list that was cut, what follows its last one is not known yet.
    const ends = [hidden, requested].flatMap((ids) => (ids.length < limit ? [] : ids.slice(-1)));
    const last = ends.toSorted()[0] ?? '';
    const isRead = (id: string) => last === '' || id <= last;
    const documentIds = new Set([
      ...(await this.#sharedAmong(hidden.filter(isRead))),
      ...requested.filter(isRead),
    ]);
    return { documentIds: [...documentIds].toSorted(), last };
  }

  async cursor(): Promise<string> {
    const row = await this.#query
      .selectFrom('document_key_passes')
      .select('after_document')
      .where('name', '=', PASS)
      .executeTakeFirst();
    return row?.after_document ?? '';
  }

  async passed(documentId: string): Promise<void> {
    const values = { after_document: documentId };
    await this.#query
      .insertInto('document_key_passes')
      .values({ name: PASS, ...values })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(values))
      .execute();
  }

  /** By an index of private documents alone: the condition is the one it was made with, written out. */
  async #privateAfter(after: string, limit: number): Promise<readonly string[]> {
    const rows = await this.#query
      .selectFrom('documents')
      .select('id')
      .where(sql<boolean>`custody = 'zero-knowledge'`)
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id);
  }

  async #requestedAfter(after: string, limit: number): Promise<readonly string[]> {
    const rows = await this.#query
      .selectFrom('document_key_requests')
      .select('document_id')
      .where('document_id', '>', after)
      .orderBy('document_id')
      .limit(limit)
      .execute();
    return rows.map((row) => row.document_id);
  }

  async #sharedAmong(ids: readonly string[]): Promise<readonly string[]> {
    const found: string[] = [];
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const some = ids.slice(from, from + AT_ONCE);
      const rows = await this.#query
        .selectFrom('document_shares')
        .select('document_id')
        .where('document_id', 'in', some)
        .union((query) =>
          query
            .selectFrom('document_group_shares')
            .select('document_id')
            .where('document_id', 'in', some),
        )
        .execute();
      found.push(...rows.map((row) => row.document_id));
    }
    return found;
  }

  get #query() {
    return this.database.query<Tables>();
  }
}

const requestOf = (row: RequestsTable): KeyRequest => ({
  documentId: row.document_id,
  accountId: row.account_id,
  asked: row.asked === '' ? undefined : row.asked,
  askedAtMs: row.asked_at,
});
