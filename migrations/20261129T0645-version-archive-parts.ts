import type { Kysely } from 'kysely';

/** What belongs to a version beside its content. Each part is an object of its own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('version_part')
    // No cascade: who removes a version removes its parts first, and their objects with them.
    .addColumn('version_id', 'text', (column) => column.notNull().references('versions.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('object_id', 'text', (column) => column.notNull().unique())
    .addColumn('file_type', 'text', (column) => column.notNull())
    // Plaintext bytes.
    .addColumn('size', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('version_part_pk', ['version_id', 'kind'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('version_part').execute();
}
