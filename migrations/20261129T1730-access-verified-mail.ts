import type { Kysely } from 'kysely';

/**
 * Whether a provider said that the mail address is verified. An account of which nobody said so is not linked to by its
 * address: whoever could type somebody else's address at a provider would be waiting there for them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('openid_people')
    .addColumn('is_mail_verified', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('openid_people').dropColumn('is_mail_verified').execute();
}
