import type { Kysely } from 'kysely';

/** Who changed a setting: the account's id; null on the command line, and before this was kept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('settings').addColumn('changed_by', 'text').execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('settings').dropColumn('changed_by').execute();
}
