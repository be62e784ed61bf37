import type { Kysely } from 'kysely';

/** When which key was released to whom, until when, and how often plaintext left with it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('editor_key_releases')
    .addColumn('session_id', 'text', (column) => column.primaryKey())
    .addColumn('document_id', 'text', (column) => column.notNull())
    .addColumn('username', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('released_at', 'bigint', (column) => column.notNull())
    .addColumn('until_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('fetches', 'integer', (column) => column.notNull())
    .addColumn('last_fetched_at', 'bigint')
    .execute();
  await db.schema
    .createIndex('editor_key_releases_of_document')
    .on('editor_key_releases')
    .columns(['document_id', 'released_at'])
    .execute();
  await db.schema
    .createIndex('editor_key_releases_by_age')
    .on('editor_key_releases')
    .column('released_at')
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('editor_key_releases').execute();
}
