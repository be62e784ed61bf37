import type { Kysely } from 'kysely';

/** The Document Server's names for our contents. `last_report_s` orders what it reports of a key. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('editor_document_keys')
    .addColumn('document_key', 'text', (column) => column.primaryKey())
    .addColumn('document_id', 'text', (column) => column.notNull())
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('opened_version', 'integer', (column) => column.notNull())
    .addColumn('last_version', 'integer', (column) => column.notNull())
    .addColumn('stored', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('last_report_s', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await oneLiveKey(db, 'edit', ['document_id']);
  await oneLiveKey(db, 'view', ['document_id', 'opened_version']);
}

/** Whoever opens at the same time: the database lets one key win, on both engines. */
async function oneLiveKey(db: Kysely<unknown>, purpose: string, columns: string[]): Promise<void> {
  await db.schema
    .createIndex(`editor_document_keys_one_live_${purpose}`)
    .on('editor_document_keys')
    .columns(columns)
    .unique()
    .where('purpose' as never, '=', purpose as never)
    .where('state' as never, '=', 'live' as never)
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('editor_document_keys').execute();
}
