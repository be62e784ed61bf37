import { sql, type Kysely } from 'kysely';

const SWITCHES = ['may_download', 'may_print', 'may_copy'] as const;

export async function up(db: Kysely<unknown>): Promise<void> {
  let table = db.schema
    .createTable('document_group_shares')
    .addColumn('document_id', 'text', (column) => column.notNull().references('documents.id'))
    .addColumn('group_id', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull());
  for (const name of SWITCHES) table = table.addColumn(name, 'integer', (c) => c.notNull());
  await table
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('document_updated_at', 'bigint', (column) => column.notNull())
    .addColumn('document_title_search', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('document_group_shares_pk', ['document_id', 'group_id'])
    .execute();
  // As document_shares_listed: what a group has is one range, for each group of the person.
  await sql`create index document_group_shares_listed on document_group_shares
    (group_id, document_updated_at desc, document_id desc, document_title_search)`.execute(db);
  await createLost(db);
}

/** What a share gave before it was reduced or ended. `holder`: the id of an account or of a group. */
async function createLost(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('document_lost_rights')
    .addColumn('document_id', 'text', (column) => column.notNull().references('documents.id'))
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('rights', 'text', (column) => column.notNull())
    .addColumn('lost_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('document_lost_rights_pk', ['document_id', 'holder'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('document_lost_rights').execute();
  await db.schema.dropTable('document_group_shares').execute();
}
