import type { Kysely } from 'kysely';

/** Whose sessions ended lately is asked every two seconds. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('accounts_by_end_of_tokens')
    .on('accounts')
    .column('tokens_ended_at')
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('accounts_by_end_of_tokens').execute();
}
