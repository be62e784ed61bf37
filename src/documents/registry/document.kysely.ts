import { Injectable } from '@nestjs/common';
import { sql, type RawBuilder } from 'kysely';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Custody } from '../../platform/identity/people.js';
import type { AccessibleDocument } from '../document-access.js';
import type { Document, DocumentState, SharedRole } from '../document.js';
import { combinedRights, rightsOf } from '../rights.js';
import {
  DocumentRepository,
  DocumentShareRepository,
  type ListFilter,
  type Share,
} from './document.repository.js';
import { switchesOf, type RightsColumns } from './share-columns.kysely.js';
import { isAmong, sharedPage } from './shared-page.kysely.js';
import { searchForm, TitleIndex } from './title-index.kysely.js';

export interface DocumentsTable {
  id: string;
  title: string;
  /** The title in lower case: SQLite folds ASCII only. */
  title_search: string;
  file_type: string;
  state: DocumentState;
  owner: string;
  owner_changes: number;
  custody: Custody;
  version_group_id: string;
  created_at: number;
  updated_at: number;
  deleted_at: number | null;
}

interface DocumentSharesTable extends RightsColumns {
  document_id: string;
  account_id: string;
  role: SharedRole;
  created_at: number;
  reduced_at: number;
  /** Copies of the document's `updated_at` and `title_search`: a list of shared documents is then one index range. */
  document_updated_at: number;
  document_title_search: string;
}

/** Columns that a share repeats of its document. */
type Repeated = Pick<
  DocumentSharesTable,
  'document_id' | 'document_updated_at' | 'document_title_search'
>;

interface DocumentTables {
  documents: DocumentsTable;
  document_shares: DocumentSharesTable;
  document_group_shares: Repeated;
}

type SharedRow = DocumentsTable & RightsColumns & { role: SharedRole };

const findDocument = prepared<DocumentTables, { id: string }>()((query, value) =>
  query.selectFrom('documents').selectAll().where('id', '=', value('id')),
);

const touchDocument = prepared<DocumentTables, { id: string; fileType: string; nowMs: number }>()(
  (query, value) =>
    query
      .updateTable('documents')
      .set({ updated_at: value('nowMs') })
      .where('id', '=', value('id'))
      .where('file_type', '=', value('fileType'))
      .where('state', '=', 'active')
      .returningAll(),
);

const refreshing = (table: 'document_shares' | 'document_group_shares') =>
  prepared<DocumentTables, { documentId: string }>()((query, value) =>
    query
      .updateTable(table)
      .set((eb) => ({
        document_updated_at: eb
          .selectFrom('documents')
          .select('updated_at')
          .where('id', '=', value('documentId')),
        document_title_search: eb
          .selectFrom('documents')
          .select('title_search')
          .where('id', '=', value('documentId')),
      }))
      .where('document_id', '=', value('documentId')),
  );
const refreshShares = refreshing('document_shares');
const refreshGroupShares = refreshing('document_group_shares');

@Injectable()
export class KyselyDocumentRepository extends DocumentRepository {
  readonly #titles: TitleIndex;

  constructor(private readonly database: Database) {
    super();
    this.#titles = new TitleIndex(database);
  }

  async insert(document: Document): Promise<void> {
    await this.#query().insertInto('documents').values(rowOf(document)).execute();
  }

  async hasAny(): Promise<boolean> {
    const row = await this.#query()
      .selectFrom('documents')
      .select('id')
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }

  async findById(id: string): Promise<Document | undefined> {
    const row = await findDocument.first(this.database, { id });
    return row && documentOf(row);
  }

  async touch(id: string, fileType: string, nowMs: number): Promise<Document | undefined> {
    const row = await touchDocument.first(this.database, { id, fileType, nowMs });
    return row && documentOf(row);
  }

  fewTitled(part: string): Promise<readonly string[] | undefined> {
    return this.#titles.few(part);
  }

  async listOwned(filter: ListFilter): Promise<readonly Document[]> {
    const { search, after, among } = filter;
    const rows = await this.#query()
      .selectFrom((eb) =>
        eb
          .selectFrom('documents')
          .selectAll()
          // The limit keeps the engines from reading all that somebody owns instead.
          .$if(among !== undefined, (few) => few.where(isAmong('id', among!)).limit(among!.length))
          .as('d'),
      )
      .selectAll('d')
      .where('d.owner', '=', filter.accountId)
      .where('d.deleted_at', 'is', null)
      .$if(search !== undefined, (query) => query.where(titleLike('d.title_search', search!)))
      .$if(after !== undefined, (query) =>
        query.where(sql<boolean>`(d.updated_at, d.id) < (${after!.updatedAtMs}, ${after!.id})`),
      )
      .orderBy('d.updated_at', 'desc')
      .orderBy('d.id', 'desc')
      .limit(filter.limit)
      .execute();
    return rows.map(documentOf);
  }

  async listShared(filter: ListFilter): Promise<readonly AccessibleDocument[]> {
    const page = sharedPage(this.database.engine, filter, titleLike);
    const { rows } = await (page as RawBuilder<SharedRow>).execute(this.#query());
    const byDocument = Map.groupBy(rows, ({ id }) => id);
    return [...byDocument.values()].map((of) => ({
      document: documentOf(of[0]!),
      ...combinedRights(of.map((row) => rightsOf(row.role, switchesOf(row))))!,
    }));
  }

  async update(document: Document): Promise<void> {
    const { id, ...columns } = rowOf(document);
    await this.#query().updateTable('documents').set(columns).where('id', '=', id).execute();
  }

  #query() {
    return this.database.query<DocumentTables>();
  }
}

@Injectable()
export class KyselyDocumentShareRepository extends DocumentShareRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async find(documentId: string, accountId: string): Promise<Share | undefined> {
    const row = await this.#query()
      .selectFrom('document_shares')
      .selectAll()
      .where('document_id', '=', documentId)
      .where('account_id', '=', accountId)
      .executeTakeFirst();
    return row && shareOf(row);
  }

  async list(documentId: string): Promise<readonly Share[]> {
    const rows = await this.#query()
      .selectFrom('document_shares')
      .selectAll()
      .where('document_id', '=', documentId)
      .orderBy('account_id')
      .execute();
    return rows.map(shareOf);
  }

  async listOfOwner(owner: string, documentIds: readonly string[]): Promise<readonly Share[]> {
    if (documentIds.length === 0) return [];
    const rows = await this.#query()
      .selectFrom('document_shares as s')
      .innerJoin('documents as d', 'd.id', 's.document_id')
      .selectAll('s')
      .where('s.document_id', 'in', documentIds)
      .where('d.owner', '=', owner)
      .orderBy('s.account_id')
      .execute();
    return rows.map(shareOf);
  }

  async privateOf(accountId: string, limit: number): Promise<readonly string[]> {
    const rows = await this.#query()
      .selectFrom('document_shares as s')
      .innerJoin('documents as d', 'd.id', 's.document_id')
      .select('d.id')
      .where('s.account_id', '=', accountId)
      .where('d.custody', '=', 'zero-knowledge')
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id);
  }

  async insert(share: Share): Promise<void> {
    await this.#query()
      .insertInto('document_shares')
      .values({
        document_id: share.documentId,
        account_id: share.accountId,
        ...rightsColumnsOf(share),
        created_at: share.createdAtMs,
        document_updated_at: share.createdAtMs,
        document_title_search: '',
      })
      .execute();
  }

  async change(share: Share): Promise<boolean> {
    const { numUpdatedRows } = await this.#query()
      .updateTable('document_shares')
      .set(rightsColumnsOf(share))
      .where('document_id', '=', share.documentId)
      .where('account_id', '=', share.accountId)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async remove(documentId: string, accountId: string): Promise<boolean> {
    const { numDeletedRows } = await this.#query()
      .deleteFrom('document_shares')
      .where('document_id', '=', documentId)
      .where('account_id', '=', accountId)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  async lockRow(documentId: string): Promise<void> {
    await this.#query()
      .updateTable('documents')
      .set((eb) => ({ updated_at: eb.ref('updated_at') }))
      .where('id', '=', documentId)
      .execute();
  }

  async refresh(documentId: string): Promise<void> {
    await refreshShares.change(this.database, { documentId });
    await refreshGroupShares.change(this.database, { documentId });
  }

  #query() {
    return this.database.query<DocumentTables>();
  }
}

const shareOf = (row: DocumentSharesTable): Share => ({
  documentId: row.document_id,
  accountId: row.account_id,
  role: row.role,
  switches: switchesOf(row),
  createdAtMs: row.created_at,
  reducedAtMs: row.reduced_at,
});

const rightsColumnsOf = ({ role, switches, reducedAtMs }: Share) => ({
  role,
  may_download: Number(switches.download),
  may_print: Number(switches.print),
  may_copy: Number(switches.copy),
  reduced_at: reducedAtMs,
});

export const documentOf = (row: DocumentsTable): Document => ({
  id: row.id,
  title: row.title,
  fileType: row.file_type,
  state: row.state,
  owner: row.owner,
  ownerChanges: row.owner_changes,
  custody: row.custody,
  versionGroupId: row.version_group_id,
  createdAtMs: row.created_at,
  updatedAtMs: row.updated_at,
  deletedAtMs: row.deleted_at,
});

const rowOf = (document: Document): DocumentsTable => ({
  id: document.id,
  title: document.title,
  title_search: searchForm(document.title),
  file_type: document.fileType,
  state: document.state,
  owner: document.owner,
  owner_changes: document.ownerChanges,
  custody: document.custody,
  version_group_id: document.versionGroupId,
  created_at: document.createdAtMs,
  updated_at: document.updatedAtMs,
  deleted_at: document.deletedAtMs,
});

const titleLike = (column: string, search: string) =>
  sql<boolean>`${sql.ref(column)} like ${`%${escaped(searchForm(search))}%`} escape '!'`;

/** `%` and `_` in the search have no special meaning. */
const escaped = (text: string): string => text.replace(/[!%_]/g, '!$&');
