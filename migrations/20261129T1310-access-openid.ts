import type { Kysely } from 'kysely';

/**
 * People of identity providers (OpenID Connect). `openid_people` says whose account it is: a provider (`issuer`) never
 * gives a `subject` to another person. `openid_grants` has what a sign-in got from the provider, to ask it again;
 * `sealed_tokens` is sealed with the installation's secret. `openid_used` has what counts once: sign-in attempts and
 * logout tokens. `access_group_claims` has the groups that a provider names for somebody.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('openid_people')
    .addColumn('issuer', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('is_admin_by_claim', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('openid_people_key', ['issuer', 'subject'])
    .execute();
  await db.schema
    .createIndex('openid_people_of_account')
    .on('openid_people')
    .column('account_id')
    .execute();
  await db.schema
    .createTable('openid_grants')
    .addColumn('sign_in_id', 'text', (column) => column.primaryKey())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('provider', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('session', 'text')
    .addColumn('sealed_tokens', 'text', (column) => column.notNull())
    .addColumn('check_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
  for (const [name, columns] of Object.entries({
    openid_grants_due: ['check_at'],
    openid_grants_of_session: ['provider', 'session'],
    openid_grants_of_account: ['account_id'],
  })) {
    await db.schema.createIndex(name).on('openid_grants').columns(columns).execute();
  }
  await db.schema
    .createTable('openid_used')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('openid_used_until').on('openid_used').column('expires_at').execute();
  await db.schema
    .createTable('access_group_claims')
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('provider', 'text', (column) => column.notNull())
    .addColumn('group_name', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('access_group_claims_key', ['account_id', 'provider', 'group_name'])
    .execute();
  await db.schema
    .createIndex('access_group_claims_of_group')
    .on('access_group_claims')
    .columns(['provider', 'group_name'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['access_group_claims', 'openid_used', 'openid_grants', 'openid_people'])
    await db.schema.dropTable(table).execute();
}
