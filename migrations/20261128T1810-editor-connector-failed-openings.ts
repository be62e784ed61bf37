import type { Kysely } from 'kysely';

/**
 * Of a document key: whether anybody was ever reported as editing under it, and for whom the editor failed to
 * open it. What is known of keys that were reported on before is that somebody may have.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('editor_document_keys')
    .addColumn('had_editors', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .alterTable('editor_document_keys')
    .addColumn('failed_for', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute();
  await db
    .updateTable('editor_document_keys' as never)
    .set({ had_editors: 1 } as never)
    .where('last_report_s' as never, '>', 0 as never)
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('editor_document_keys').dropColumn('failed_for').execute();
  await db.schema.alterTable('editor_document_keys').dropColumn('had_editors').execute();
}
