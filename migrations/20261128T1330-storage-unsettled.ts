import type { Kysely } from 'kysely';

/** Finds what has to be done for keyrings without reading all of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('storage_keyrings_incomplete')
    .on('storage_keyrings')
    .columns(['created_at_ms', 'document_id'])
    .where('missing_on' as never, '!=', '[]' as never)
    .execute();
  await db.schema
    .createIndex('storage_withdrawn_keyrings_by_time')
    .on('storage_withdrawn_keyrings')
    .columns(['withdrawn_at_ms', 'document_id'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('storage_withdrawn_keyrings_by_time').execute();
  await db.schema.dropIndex('storage_keyrings_incomplete').execute();
}
