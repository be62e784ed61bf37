import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('access_groups')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('external_id', 'text')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('name_folded', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('removed_at', 'bigint')
    .execute();
  await sql`create unique index access_groups_external on access_groups (source, external_id)
    where external_id is not null`.execute(db);
  await sql`create unique index access_groups_local on access_groups (name_folded)
    where source = 'local' and removed_at is null`.execute(db);
  await sql`create index access_groups_named on access_groups (name_folded, id)
    where removed_at is null`.execute(db);
  await createMembers(db);
}

/** A membership that ended stays: what was opened by it is over. */
async function createMembers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('access_group_members')
    .addColumn('group_id', 'text', (column) => column.notNull().references('access_groups.id'))
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addPrimaryKeyConstraint('access_group_members_pk', ['group_id', 'account_id'])
    .execute();
  await sql`create index access_group_members_person
    on access_group_members (account_id, group_id, ended_at)`.execute(db);
  await sql`create index access_group_members_ended on access_group_members (ended_at)
    where ended_at is not null`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('access_group_members').execute();
  await db.schema.dropTable('access_groups').execute();
}
