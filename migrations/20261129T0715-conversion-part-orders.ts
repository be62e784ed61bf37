import type { Kysely } from 'kysely';

/** Thumbnails and previews that are being made, or could not be made a moment ago; over all instances. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('version_part_order')
    // No reference: a row says nothing any more once its time is over.
    .addColumn('version_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    // `making` or `failed`.
    .addColumn('state', 'text', (column) => column.notNull())
    // Until when the row counts, in milliseconds.
    .addColumn('until', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('version_part_order_pk', ['version_id', 'kind'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('version_part_order').execute();
}
