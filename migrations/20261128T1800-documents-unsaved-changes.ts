import type { Kysely } from 'kysely';

/** Changes that the Document Server holds and has not saved, by the document key that opens them again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('unsaved_changes')
    .addColumn('document_key', 'text', (column) => column.primaryKey())
    .addColumn('document_id', 'text', (column) => column.notNull())
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addColumn('editors', 'text', (column) => column.notNull())
    .addColumn('given_up_by', 'text')
    .addColumn('given_up_at', 'bigint')
    .execute();
  await db.schema
    .createIndex('unsaved_changes_document')
    .on('unsaved_changes')
    .column('document_id')
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('unsaved_changes').execute();
}
