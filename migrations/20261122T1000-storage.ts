import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('storage_keyrings')
    .addColumn('document_id', 'text', (column) => column.notNull())
    .addColumn('epoch', 'integer', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('recipient', 'text', (column) => column.notNull())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('missing_on', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('storage_keyrings_pk', ['document_id', 'epoch', 'revision'])
    .execute();

  await db.schema
    .createTable('storage_objects')
    .addColumn('version_id', 'text', (column) => column.primaryKey())
    .addColumn('document_id', 'text', (column) => column.notNull())
    .addColumn('size', 'bigint', (column) => column.notNull())
    .addColumn('sealed_size', 'bigint', (column) => column.notNull())
    .addColumn('k', 'integer', (column) => column.notNull())
    .addColumn('n', 'integer', (column) => column.notNull())
    .addColumn('manifest_hash', 'text', (column) => column.notNull())
    .addColumn('age_header', 'text', (column) => column.notNull())
    .addColumn('epoch', 'integer', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('storage_objects_by_document')
    .on('storage_objects')
    .column('document_id')
    .execute();

  await db.schema
    .createTable('storage_shards')
    .addColumn('version_id', 'text', (column) =>
      column.notNull().references('storage_objects.version_id').onDelete('cascade'),
    )
    .addColumn('idx', 'integer', (column) => column.notNull())
    .addColumn('provider', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('changed_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('storage_shards_pk', ['version_id', 'idx'])
    .execute();
  await db.schema
    .createIndex('storage_shards_by_state')
    .on('storage_shards')
    .columns(['state', 'changed_at_ms'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('storage_shards').execute();
  await db.schema.dropTable('storage_objects').execute();
  await db.schema.dropTable('storage_keyrings').execute();
}
