import type { Kysely } from 'kysely';

/** Each person who fills in a form has a key of their own for it; nothing that happens under it changes the form. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('editor_document_keys')
    // Whose copy of the form it names; empty for all other keys.
    .addColumn('account_id', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema
    .createIndex('editor_document_keys_one_live_fill')
    .on('editor_document_keys')
    .columns(['document_id', 'account_id'])
    .unique()
    .where('purpose' as never, '=', 'fill' as never)
    .where('state' as never, '=', 'live' as never)
    .execute();
  await db.schema.dropIndex('form_submissions_by_key').execute();
  await db.schema.alterTable('form_submissions').dropColumn('only_filled').execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('form_submissions')
    .addColumn('only_filled', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createIndex('form_submissions_by_key')
    .on('form_submissions')
    .column('document_key')
    .execute();
  await db.schema.dropIndex('editor_document_keys_one_live_fill').execute();
  await db.schema.alterTable('editor_document_keys').dropColumn('account_id').execute();
}
