import type { Kysely } from 'kysely';

/** Who can open a document at rest: this server as well, or its people alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('documents')
    .addColumn('custody', 'text', (column) => column.notNull().defaultTo('managed'))
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('documents').dropColumn('custody').execute();
}
