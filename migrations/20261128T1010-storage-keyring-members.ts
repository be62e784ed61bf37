import type { Kysely } from 'kysely';

/** Whose keyring it is, and sealings that have to go from the providers once newer ones are there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('storage_keyrings')
    // Empty for keyrings from before: of this server, and of the recovery recipient of that time.
    .addColumn('members', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute();
  await db.schema
    .createTable('storage_withdrawn_keyrings')
    .addColumn('provider', 'text', (column) => column.notNull())
    .addColumn('document_id', 'text', (column) => column.notNull())
    .addColumn('epoch', 'integer', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('withdrawn_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('storage_withdrawn_keyrings_pk', [
      'document_id',
      'epoch',
      'revision',
      'provider',
    ])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('storage_withdrawn_keyrings').execute();
  await db.schema.alterTable('storage_keyrings').dropColumn('members').execute();
}
