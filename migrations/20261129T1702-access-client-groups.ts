import type { Kysely } from 'kysely';

/** The groups whose people an application may act for, as a JSON list of ids; an empty one: everybody. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('clients')
    .addColumn('allowed_groups', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('clients').dropColumn('allowed_groups').execute();
}
