import type { Kysely } from 'kysely';

/** What an upload is for (JSON; null: a desktop program's), and the version it became. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('desktop_uploads').addColumn('purpose', 'text').execute();
  await db.schema.alterTable('desktop_uploads').addColumn('version', 'integer').execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('desktop_uploads').dropColumn('version').execute();
  await db.schema.alterTable('desktop_uploads').dropColumn('purpose').execute();
}
