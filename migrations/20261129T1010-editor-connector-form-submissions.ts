import type { Kysely } from 'kysely';

/** Forms that were submitted in the editor, and the documents they became. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('form_submissions')
    // Names one delivery: the same submission twice is one document.
    .addColumn('receipt', 'text', (column) => column.primaryKey())
    .addColumn('form_id', 'text', (column) => column.notNull())
    .addColumn('document_id', 'text', (column) => column.notNull())
    .addColumn('document_key', 'text', (column) => column.notNull())
    .addColumn('editing_session_id', 'text', (column) => column.notNull())
    // Of the last change in it.
    .addColumn('made_at_ms', 'bigint', (column) => column.notNull())
    // 1: under its key nobody but people who fill in forms had changed anything.
    .addColumn('only_filled', 'integer', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('form_submissions_by_form')
    .on('form_submissions')
    .columns(['form_id', 'created_at_ms'])
    .execute();
  await db.schema
    .createIndex('form_submissions_by_key')
    .on('form_submissions')
    .column('document_key')
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('form_submissions').execute();
}
