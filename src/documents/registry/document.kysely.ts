import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Database } from '../../platform/database/database.js';
import { documentOf, rowOf, searchForm, type DocumentTables } from './document.tables.js';
import { DocumentRepository, type ListFilter } from './document.repository.js';
import type { Document, Role } from '../document.js';

@Injectable()
export class KyselyDocumentRepository extends DocumentRepository {
  constructor(private readonly database: Database) {
    super();
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
    const row = await this.#query()
      .selectFrom('documents')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row && documentOf(row);
  }

  async listOwned(filter: ListFilter): Promise<readonly Document[]> {
    const { search, after } = filter;
    const rows = await this.#query()
      .selectFrom('documents as d')
      .selectAll('d')
      .where('d.owner', '=', filter.username)
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

  async listShared(filter: ListFilter): Promise<readonly { document: Document; role: Role }[]> {
    const { search, after } = filter;
    const rows = await this.#query()
      .selectFrom('document_shares as s')
      .innerJoin('documents as d', 'd.id', 's.document_id')
      .selectAll('d')
      .select('s.role')
      .where('s.username', '=', filter.username)
      .where('d.deleted_at', 'is', null)
      .where('d.state', '=', 'active')
      .$if(search !== undefined, (query) =>
        query.where(titleLike('s.document_title_search', search!)),
      )
      .$if(after !== undefined, (query) =>
        query.where(
          sql<boolean>`(s.document_updated_at, s.document_id) < (${after!.updatedAtMs}, ${after!.id})`,
        ),
      )
      .orderBy('s.document_updated_at', 'desc')
      .orderBy('s.document_id', 'desc')
      .limit(filter.limit)
      .execute();
    return rows.map((row) => ({ document: documentOf(row), role: row.role }));
  }

  async update(document: Document): Promise<void> {
    const { id, ...columns } = rowOf(document);
    await this.#query().updateTable('documents').set(columns).where('id', '=', id).execute();
  }

  #query() {
    return this.database.query<DocumentTables>();
  }
}

const titleLike = (column: string, search: string) =>
  sql<boolean>`${sql.ref(column)} like ${`%${escaped(searchForm(search))}%`} escape '!'`;

/** `%` and `_` in the search have no special meaning. */
const escaped = (text: string): string => text.replace(/[!%_]/g, '!$&');
