import { Injectable } from '@nestjs/common';
import type { Selectable } from 'kysely';
import { Database } from '../../platform/database/database.js';
import type { SharedRole } from '../document.js';
import { DocumentShareRepository, type Share } from './document-share.repository.js';
import type { DocumentSharesTable, DocumentTables } from './document.tables.js';

@Injectable()
export class KyselyDocumentShareRepository extends DocumentShareRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async find(documentId: string, username: string): Promise<Share | undefined> {
    const row = await this.#query()
      .selectFrom('document_shares')
      .selectAll()
      .where('document_id', '=', documentId)
      .where('username', '=', username)
      .executeTakeFirst();
    return row && shareOf(row);
  }

  async list(documentId: string): Promise<readonly Share[]> {
    const rows = await this.#query()
      .selectFrom('document_shares')
      .selectAll()
      .where('document_id', '=', documentId)
      .orderBy('username')
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
      .orderBy('s.username')
      .execute();
    return rows.map(shareOf);
  }

  async insert(share: Share): Promise<void> {
    await this.#query()
      .insertInto('document_shares')
      .values({
        document_id: share.documentId,
        username: share.username,
        role: share.role,
        created_at: share.createdAtMs,
        document_updated_at: share.createdAtMs,
        document_title_search: '',
      })
      .execute();
  }

  async changeRole(documentId: string, username: string, role: SharedRole): Promise<boolean> {
    const { numUpdatedRows } = await this.#query()
      .updateTable('document_shares')
      .set({ role })
      .where('document_id', '=', documentId)
      .where('username', '=', username)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async remove(documentId: string, username: string): Promise<boolean> {
    const { numDeletedRows } = await this.#query()
      .deleteFrom('document_shares')
      .where('document_id', '=', documentId)
      .where('username', '=', username)
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
    await this.#query()
      .updateTable('document_shares')
      .set((eb) => ({
        document_updated_at: eb
          .selectFrom('documents')
          .select('updated_at')
          .where('id', '=', documentId),
        document_title_search: eb
          .selectFrom('documents')
          .select('title_search')
          .where('id', '=', documentId),
      }))
      .where('document_id', '=', documentId)
      .execute();
  }

  #query() {
    return this.database.query<DocumentTables>();
  }
}

const shareOf = (row: Selectable<DocumentSharesTable>): Share => ({
  documentId: row.document_id,
  username: row.username,
  role: row.role,
  createdAtMs: row.created_at,
});
