import type { Kysely } from 'kysely';

/**
 * What people see of each sign-in: the program, where it came from, when it was last used. `ended_sign_ins` holds those
 * that somebody ended before their time, for what began with them and lives longer than a request: open editors and
 * tokens of desktop programs. A sign-in that expired is not among them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['user_agent', 'address']) {
    await db.schema.alterTable('sign_ins').addColumn(column, 'text').execute();
  }
  await db.schema.alterTable('sign_ins').addColumn('last_used_at', 'bigint').execute();
  await db.schema
    .createTable('ended_sign_ins')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('ended_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('ended_sign_ins_by_end')
    .on('ended_sign_ins')
    .column('ended_at')
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('ended_sign_ins').execute();
  for (const column of ['last_used_at', 'address', 'user_agent']) {
    await db.schema.alterTable('sign_ins').dropColumn(column).execute();
  }
}
