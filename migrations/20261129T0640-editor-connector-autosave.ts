import type { Kysely } from 'kysely';

/** When a save of the content was last asked for by the clock. 0: not yet; one instance advances it and asks. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('editor_document_keys')
    .addColumn('autosave_asked_ms', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('editor_document_keys').dropColumn('autosave_asked_ms').execute();
}
