import type { Kysely } from 'kysely';

/**
 * People who wait for the key of a private document, and who was asked to give it to them (empty: nobody can). The
 * other table has one row: where the job that compares members with keys goes on.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('document_key_requests')
    .addColumn('document_id', 'text', (column) => column.notNull().references('documents.id'))
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('asked', 'text', (column) => column.notNull())
    .addColumn('asked_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('document_key_requests_pk', ['document_id', 'account_id'])
    .execute();
  await db.schema
    .createIndex('document_key_requests_person')
    .on('document_key_requests')
    .columns(['account_id', 'document_id'])
    .execute();
  await db.schema
    .createTable('document_key_passes')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('after_document', 'text', (column) => column.notNull())
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('document_key_passes').execute();
  await db.schema.dropTable('document_key_requests').execute();
}
