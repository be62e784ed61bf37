import { sql, type Kysely } from 'kysely';

/** Groups without a version are looked for every hour, and are few among many. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('version_groups_empty')
    .on('version_groups')
    .columns(['created_at', 'id'])
    .where(sql<boolean>`last_number = 0`)
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('version_groups_empty').execute();
}
