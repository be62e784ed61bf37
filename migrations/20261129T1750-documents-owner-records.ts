import type { Kysely } from 'kysely';

/** How often a document was given to another owner, and the sealed object that says who it is since the last time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('documents')
    .addColumn('owner_changes', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createTable('document_owner_records')
    .addColumn('document_id', 'text', (column) => column.primaryKey())
    .addColumn('object_id', 'text', (column) => column.notNull().unique())
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('document_owner_records').execute();
  await db.schema.alterTable('documents').dropColumn('owner_changes').execute();
}
