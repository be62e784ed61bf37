import { sql, type Kysely } from 'kysely';

/** How far thinning came and what it freed; and where the steps of editing sessions are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('version_thinning')
    .addColumn('name', 'text', (column) => column.primaryKey())
    // The group after which the next pass begins.
    .addColumn('after_group', 'text', (column) => column.notNull())
    .addColumn('removed', 'bigint', (column) => column.notNull())
    .addColumn('freed_bytes', 'bigint', (column) => column.notNull())
    .addColumn('passed_at', 'bigint', (column) => column.notNull())
    .execute();
  await sql`create index versions_steps on versions (group_id, created_at)
    where origin = 'force-save' and state = 'archived'`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('versions_steps').execute();
  await db.schema.dropTable('version_thinning').execute();
}
