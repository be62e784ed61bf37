import { sql, type Kysely } from 'kysely';

/**
 * Every opening is written down, also without a sign-in, with its document and what it was for: whoever only looks on
 * is known from here alone. Neither engine changes a table in the same words, so it is written anew.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('editor_openings').renameTo('editor_openings_before').execute();
  await dropIndexes(db, ['by_sign_in', 'by_key', 'by_age']);
  await db.schema
    .createTable('editor_openings')
    .addColumn('session_id', 'text', (column) => column.notNull())
    .addColumn('sign_in_id', 'text')
    .addColumn('document_id', 'text', (column) => column.notNull())
    .addColumn('document_key', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('opened_for', 'text', (column) => column.notNull())
    .addColumn('opened_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('editor_openings_id', ['session_id'])
    .execute();
  // Of earlier ones nobody knows what they were for: as what can do most.
  await sql`insert into editor_openings
    (session_id, sign_in_id, document_id, document_key, account_id, opened_for, opened_at)
    select o.session_id, o.sign_in_id, k.document_id, o.document_key, o.account_id, 'edit', o.opened_at
    from editor_openings_before o
    join editor_document_keys k on k.document_key = o.document_key`.execute(db);
  await db.schema.dropTable('editor_openings_before').execute();
  await createIndexes(db);
  await db.schema
    .createIndex('editor_openings_by_account')
    .on('editor_openings')
    .columns(['account_id', 'opened_at'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('editor_openings').renameTo('editor_openings_after').execute();
  await dropIndexes(db, ['by_sign_in', 'by_key', 'by_age', 'by_account']);
  await db.schema
    .createTable('editor_openings')
    .addColumn('session_id', 'text', (column) => column.primaryKey())
    .addColumn('sign_in_id', 'text', (column) => column.notNull())
    .addColumn('document_key', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('opened_at', 'bigint', (column) => column.notNull())
    .execute();
  await sql`insert into editor_openings (session_id, sign_in_id, document_key, account_id, opened_at)
    select session_id, sign_in_id, document_key, account_id, opened_at
    from editor_openings_after where sign_in_id is not null`.execute(db);
  await db.schema.dropTable('editor_openings_after').execute();
  await createIndexes(db);
}

async function dropIndexes(db: Kysely<unknown>, names: readonly string[]): Promise<void> {
  for (const name of names) await db.schema.dropIndex(`editor_openings_${name}`).execute();
}

async function createIndexes(db: Kysely<unknown>): Promise<void> {
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
