import type { Kysely } from 'kysely';

/** When every token of an account was last ended: whatever was opened before that is over as well. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('accounts').addColumn('tokens_ended_at', 'bigint').execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('accounts').dropColumn('tokens_ended_at').execute();
}
