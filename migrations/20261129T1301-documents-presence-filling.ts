import type { Kysely } from 'kysely';

/** Who fills in a copy of a form is present, but does not edit the form: others may replace it meanwhile. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('editing_presence')
    .addColumn('filling', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('editing_presence').dropColumn('filling').execute();
}
