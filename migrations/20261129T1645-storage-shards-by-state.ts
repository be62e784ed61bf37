import { sql, type Kysely } from 'kysely';

/**
 * An index for each question instead of two over all states: which shards are missing, of which a save of whole ones has
 * none, and which were not verified for the longest time.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('storage_shards_by_state').execute();
  await db.schema.dropIndex('storage_shards_by_scrub').execute();
  await db.schema
    .createIndex('storage_shards_missing')
    .on('storage_shards')
    .column('version_id')
    .where(sql<boolean>`state = 'missing'`)
    .execute();
  await db.schema
    .createIndex('storage_shards_by_scrub')
    .on('storage_shards')
    .column('scrubbed_at_ms')
    .where(sql<boolean>`state = 'present'`)
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('storage_shards_missing').execute();
  await db.schema.dropIndex('storage_shards_by_scrub').execute();
  await db.schema
    .createIndex('storage_shards_by_scrub')
    .on('storage_shards')
    .columns(['state', 'scrubbed_at_ms'])
    .execute();
  await db.schema
    .createIndex('storage_shards_by_state')
    .on('storage_shards')
    .columns(['state', 'changed_at_ms'])
    .execute();
}
