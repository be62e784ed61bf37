import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('version_groups')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('document_id', 'text', (column) => column.notNull().unique())
    // The number of the current version; 0 while the group is empty.
    .addColumn('head', 'bigint', (column) => column.notNull().defaultTo(0))
    // The highest number ever given, quarantined versions included: numbers are never used twice.
    .addColumn('last_number', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await createVersions(db);
  await db.schema
    .createTable('version_receipts')
    .addColumn('group_id', 'text', (column) => column.notNull().references('version_groups.id'))
    .addColumn('receipt', 'text', (column) => column.notNull())
    .addColumn('version_id', 'text', (column) => column.notNull().references('versions.id'))
    .addPrimaryKeyConstraint('version_receipts_pk', ['group_id', 'receipt'])
    .execute();
}

async function createVersions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('versions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('group_id', 'text', (column) => column.notNull().references('version_groups.id'))
    .addColumn('document_id', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('origin', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('size', 'bigint', (column) => column.notNull())
    .addColumn('file_type', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('editing_session_id', 'text')
    .addColumn('comment', 'text')
    .addColumn('changes', 'text')
    .addUniqueConstraint('versions_group_number', ['group_id', 'number'])
    .execute();
  // The rule of the house, held by the database itself: never two current versions in a group.
  await sql`create unique index versions_one_current on versions (group_id) where state = 'current'`.execute(
    db,
  );
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('version_receipts').execute();
  await db.schema.dropTable('versions').execute();
  await db.schema.dropTable('version_groups').execute();
}
