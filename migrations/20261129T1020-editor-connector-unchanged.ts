import type { Kysely } from 'kysely';

/** When the last change was made of a save that brought the bytes of `last_version` again. 0: there was none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('editor_document_keys')
    .addColumn('unchanged_ms', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('editor_document_keys').dropColumn('unchanged_ms').execute();
}
