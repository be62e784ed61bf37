import type { Kysely } from 'kysely';

/** Versions made of files the Document Server had kept, and who has taken note of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('editor_recovered_versions')
    .addColumn('document_id', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('found_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('editor_recovered_versions_pk', ['document_id', 'version'])
    .execute();
  await db.schema
    .createTable('editor_recovered_noted')
    .addColumn('document_id', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('username', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('editor_recovered_noted_pk', ['document_id', 'version', 'username'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('editor_recovered_noted').execute();
  await db.schema.dropTable('editor_recovered_versions').execute();
}
