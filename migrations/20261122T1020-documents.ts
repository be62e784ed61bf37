import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('documents')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('title_search', 'text', (column) => column.notNull())
    .addColumn('file_type', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('version_group_id', 'text', (column) => column.notNull().unique())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('deleted_at', 'bigint')
    .execute();
  // A page of a person's list is one range of this index; the title is in it so that a search reads no rows in vain.
  await sql`create index documents_owned on documents (owner, updated_at desc, id desc, title_search)
    where deleted_at is null`.execute(db);
  await createShares(db);
  await createPresence(db);
}

async function createShares(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('document_shares')
    .addColumn('document_id', 'text', (column) => column.notNull().references('documents.id'))
    .addColumn('username', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('document_updated_at', 'bigint', (column) => column.notNull())
    .addColumn('document_title_search', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('document_shares_pk', ['document_id', 'username'])
    .execute();
  await sql`create index document_shares_listed
    on document_shares
    (username, document_updated_at desc, document_id desc, document_title_search)`.execute(db);
}

async function createPresence(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('editing_presence')
    .addColumn('document_id', 'text', (column) => column.notNull())
    .addColumn('document_key', 'text', (column) => column.notNull())
    .addColumn('username', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('arrived_at', 'bigint', (column) => column.notNull())
    .addColumn('reported_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('editing_presence_pk', ['document_id', 'document_key', 'username'])
    .execute();
  await sql`create index editing_presence_reported on editing_presence (reported_at)`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('editing_presence').execute();
  await db.schema.dropTable('document_shares').execute();
  await db.schema.dropTable('documents').execute();
}
