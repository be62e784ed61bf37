import type { Kysely } from 'kysely';

/** What the editor's history needs to know of a save. Null in versions that were there before, and in other versions. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, type] of [
    // The Document Server's version, as it reported it: differences are only shown by the same one.
    ['server_version', 'text'],
    // The number of the version with which the editing of its document key began: the base of its differences.
    ['began_with', 'bigint'],
  ] as const) {
    await db.schema.alterTable('versions').addColumn(name, type).execute();
  }
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const name of ['server_version', 'began_with']) {
    await db.schema.alterTable('versions').dropColumn(name).execute();
  }
}
