import { sql, type Kysely } from 'kysely';

/**
 * When a provider last vouched for somebody, and when it said that they are gone; null: it did not since. From before this
 * was kept, nobody knows: that counts as today, so that an update cuts off nobody who is still there.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('openid_people')
    .addColumn('proved_at', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('openid_people').addColumn('gone_at', 'bigint').execute();
  await sql`update openid_people set proved_at = ${Date.now()}`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('openid_people').dropColumn('gone_at').execute();
  await db.schema.alterTable('openid_people').dropColumn('proved_at').execute();
}
