import type { Kysely } from 'kysely';

/** Why people are told of a version: null, because it was recovered; else why it was set apart. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('editor_recovered_versions').addColumn('reason', 'text').execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('editor_recovered_versions').dropColumn('reason').execute();
}
