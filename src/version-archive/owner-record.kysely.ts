import { Database } from '../platform/database/database.js';
import { OwnerRecordRepository } from './owner-records.js';

interface Tables {
  document_owner_records: { document_id: string; object_id: string };
}

export class KyselyOwnerRecords extends OwnerRecordRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async replace(documentId: string, objectId: string): Promise<string | undefined> {
    const query = this.database.query<Tables>();
    const before = await query
      .selectFrom('document_owner_records')
      .select('object_id')
      .where('document_id', '=', documentId)
      .executeTakeFirst();
    await query
      .insertInto('document_owner_records')
      .values({ document_id: documentId, object_id: objectId })
      .onConflict((conflict) => conflict.column('document_id').doUpdateSet({ object_id: objectId }))
      .execute();
    return before?.object_id;
  }

  async among(objectIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (objectIds.length === 0) return new Set();
    const rows = await this.database
      .query<Tables>()
      .selectFrom('document_owner_records')
      .select('object_id')
      .where('object_id', 'in', objectIds)
      .execute();
    return new Set(rows.map((row) => row.object_id));
  }
}
