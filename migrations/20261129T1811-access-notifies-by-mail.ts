import type { Kysely } from 'kysely';

/** Whether a person's notifications go to their mail address too. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('accounts')
    .addColumn('notifies_by_mail', 'integer', (column) => column.notNull().defaultTo(1))
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('accounts').dropColumn('notifies_by_mail').execute();
}
