import type { Kysely } from 'kysely';

/**
 * Applications whose own tokens say who their people are: `trusted_issuer` (JSON) has whose signature counts. A token of
 * ours that was given for such a person is theirs (`client_credentials.account_id`). `openid_people.brought_by` is the
 * application that somebody came with first; null: an identity provider.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('clients').addColumn('trusted_issuer', 'text').execute();
  await db.schema.alterTable('client_credentials').addColumn('account_id', 'text').execute();
  await db.schema.alterTable('openid_people').addColumn('brought_by', 'text').execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  // Without its person, such a token would be one of the application itself.
  await db
    .deleteFrom('client_credentials' as never)
    .where('account_id' as never, 'is not', null)
    .execute();
  await db.schema.alterTable('openid_people').dropColumn('brought_by').execute();
  await db.schema.alterTable('client_credentials').dropColumn('account_id').execute();
  await db.schema.alterTable('clients').dropColumn('trusted_issuer').execute();
}
