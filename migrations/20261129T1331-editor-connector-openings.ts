import type { Kysely } from 'kysely';

/** In which sign-in people opened what they edit: when the sign-in is ended, so is the editing. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('editor_openings')
    .addColumn('session_id', 'text', (column) => column.primaryKey())
    .addColumn('sign_in_id', 'text', (column) => column.notNull())
    .addColumn('document_key', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('opened_at', 'bigint', (column) => column.notNull())
    .execute();
  for (const [name, columns] of [
    ['by_sign_in', ['sign_in_id']],
    ['by_key', ['document_key', 'account_id']],
    ['by_age', ['opened_at']],
  ] as const) {
    await db.schema
      .createIndex(`editor_openings_${name}`)
      .on('editor_openings')
      .columns([...columns])
      .execute();
  }
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('editor_openings').execute();
}
