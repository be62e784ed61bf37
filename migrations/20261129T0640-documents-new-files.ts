import type { Kysely } from 'kysely';

/** In which family of formats a person's new documents start: `ooxml` or `odf`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('new_file_preference')
    .addColumn('username', 'text', (column) => column.primaryKey())
    .addColumn('family', 'text', (column) => column.notNull())
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('new_file_preference').execute();
}
