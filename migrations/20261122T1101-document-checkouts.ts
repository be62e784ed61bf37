import type { Kysely } from 'kysely';

/** Who works on a document outside the browser: the check-out stays until it ends, the lock runs out. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('document_checkouts')
    .addColumn('document_id', 'text', (column) => column.primaryKey())
    .addColumn('username', 'text', (column) => column.notNull())
    .addColumn('from_version', 'integer', (column) => column.notNull())
    .addColumn('since', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('document_locks')
    .addColumn('document_id', 'text', (column) => column.primaryKey())
    .addColumn('username', 'text', (column) => column.notNull())
    .addColumn('token', 'text', (column) => column.notNull())
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addColumn('timeout_s', 'integer', (column) => column.notNull())
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('document_locks').execute();
  await db.schema.dropTable('document_checkouts').execute();
}
