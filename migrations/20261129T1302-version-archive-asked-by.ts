import type { Kysely } from 'kysely';

/** Who asked for a forced save: `person`, `autosave` or `command`. Null in all other versions, and in older ones. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('versions').addColumn('asked_by', 'text').execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('versions').dropColumn('asked_by').execute();
}
