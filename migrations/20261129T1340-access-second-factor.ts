import type { Kysely } from 'kysely';

/**
 * Second factors. The secret of an authenticator app is sealed (src/access/second-factor/totp.ts); of recovery codes
 * and of links that reset a password only a hash is kept. `confirmed_at` of a sign-in is when the person last proved in
 * it who they are.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('accounts')
    .addColumn('has_second_factor', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('sign_ins').addColumn('confirmed_at', 'bigint').execute();
  await db.schema
    .createTable('totp_secrets')
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('is_confirmed', 'integer', (column) => column.notNull())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_step', 'bigint', (column) => column.notNull())
    .addColumn('last_used_at', 'bigint')
    .addPrimaryKeyConstraint('totp_secrets_key', ['account_id', 'is_confirmed'])
    .execute();
  await db.schema
    .createTable('passkeys')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('credential_id', 'text', (column) => column.notNull().unique())
    .addColumn('public_key', 'text', (column) => column.notNull())
    .addColumn('counter', 'bigint', (column) => column.notNull())
    .addColumn('transports', 'text', (column) => column.notNull())
    .addColumn('label', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_used_at', 'bigint')
    .execute();
  await db.schema.createIndex('passkeys_of_account').on('passkeys').column('account_id').execute();
  await db.schema
    .createTable('recovery_codes')
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('recovery_codes_key', ['account_id', 'hash'])
    .execute();
  await db.schema
    .createTable('password_resets')
    .addColumn('account_id', 'text', (column) => column.primaryKey())
    .addColumn('hash', 'text', (column) => column.notNull().unique())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('used_once')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('used_once_expiry').on('used_once').column('expires_at').execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of [
    ...['used_once', 'password_resets', 'recovery_codes', 'passkeys', 'totp_secrets'],
  ])
    await db.schema.dropTable(table).execute();
  await db.schema.alterTable('sign_ins').dropColumn('confirmed_at').execute();
  await db.schema.alterTable('accounts').dropColumn('has_second_factor').execute();
}
