import type { Kysely } from 'kysely';

/** Editing sessions where several instances share this database. Nothing here opens anything alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('editing_sessions')
    .addColumn('session_id', 'text', (column) => column.primaryKey())
    .addColumn('kept_id', 'text', (column) => column.notNull())
    .addColumn('document_id', 'text', (column) => column.notNull())
    .addColumn('group_id', 'text', (column) => column.notNull())
    .addColumn('version_number', 'integer', (column) => column.notNull())
    .addColumn('username', 'text', (column) => column.notNull())
    .addColumn('document_key', 'text', (column) => column.notNull())
    .addColumn('custody', 'text', (column) => column.notNull())
    .addColumn('wrapped_key', 'text', (column) => column.notNull())
    .addColumn('session_recipient', 'text')
    .addColumn('released_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('expires_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  for (const [name, column] of [
    ['by_key', 'document_key'],
    ['by_end', 'expires_at_ms'],
    ['by_age', 'kept_id'],
  ] as const) {
    await db.schema
      .createIndex(`editing_sessions_${name}`)
      .on('editing_sessions')
      .column(column)
      .execute();
  }
  await db.schema
    .createTable('editing_session_keys')
    .addColumn('kept_id', 'text', (column) => column.primaryKey())
    .addColumn('session_id', 'text', (column) => column.notNull())
    .addColumn('version_number', 'integer', (column) => column.notNull())
    .addColumn('age_header', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('editing_session_keys_by_session')
    .on('editing_session_keys')
    .column('session_id')
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('editing_session_keys').execute();
  await db.schema.dropTable('editing_sessions').execute();
}
