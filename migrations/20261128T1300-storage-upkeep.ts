import type { Kysely } from 'kysely';

/** Who works on which object, when shards were last looked at, and what lies at providers without a row. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addClaims(db);
  for (const table of ['storage_shards', 'storage_keyrings']) {
    await db.schema
      .alterTable(table)
      .addColumn('scrubbed_at_ms', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();
  }
  await db.schema
    .createIndex('storage_shards_by_scrub')
    .on('storage_shards')
    .columns(['state', 'scrubbed_at_ms'])
    .execute();
  await db.schema
    .createIndex('storage_shards_by_provider')
    .on('storage_shards')
    .columns(['provider', 'state'])
    .execute();
  await createTables(db);
}

async function addClaims(db: Kysely<unknown>): Promise<void> {
  const numbers = ['claimed_until_ms', 'retry_at_ms', 'scrub_after_ms'];
  for (const name of numbers) {
    await db.schema
      .alterTable('storage_objects')
      .addColumn(name, 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();
  }
  await db.schema
    .alterTable('storage_objects')
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  for (const name of ['claimed_by', 'claimed_for']) {
    await db.schema.alterTable('storage_objects').addColumn(name, 'text').execute();
  }
}

async function createTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('storage_providers')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('changed_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('emptied_at_ms', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createTable('storage_tasks')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('claimed_by', 'text')
    .addColumn('claimed_until_ms', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('done_at_ms', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('requested_at_ms', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createTable('storage_strays')
    .addColumn('provider', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('first_seen_ms', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('storage_strays_pk', ['provider', 'key'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['storage_strays', 'storage_tasks', 'storage_providers']) {
    await db.schema.dropTable(table).execute();
  }
  await db.schema.dropIndex('storage_shards_by_provider').execute();
  await db.schema.dropIndex('storage_shards_by_scrub').execute();
  for (const table of ['storage_shards', 'storage_keyrings']) {
    await db.schema.alterTable(table).dropColumn('scrubbed_at_ms').execute();
  }
  const columns = ['claimed_until_ms', 'retry_at_ms', 'scrub_after_ms', 'attempts'];
  for (const name of [...columns, 'claimed_by', 'claimed_for']) {
    await db.schema.alterTable('storage_objects').dropColumn(name).execute();
  }
}
