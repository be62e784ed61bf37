import { sql, type Kysely } from 'kysely';

/**
 * Where accounts come from: `local`, `directory` or `playground`. Null stands for "with a password, from before
 * this was kept": the next start tells the playground's people among them.
 *
 * `directory_id` is what says who somebody of the directory is, whatever name they have there: their SID. Two
 * accounts may have the same one: renaming somebody made a second account until now.
 *
 * `sign_ins` holds what is signed in; a token whose row is gone is signed out. `known_addresses` holds where
 * people signed in from, each as a keyed hash.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('accounts').addColumn('origin', 'text').execute();
  await db.schema.alterTable('accounts').addColumn('directory_id', 'text').execute();
  await sql`update accounts set origin = 'directory', directory_id = sid where password_hash is null`.execute(
    db,
  );
  await db.schema
    .createIndex('accounts_by_directory_id')
    .on('accounts')
    .column('directory_id')
    .execute();

  await db.schema
    .createTable('sign_ins')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('username', 'text', (column) => column.notNull())
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('sign_ins_by_username').on('sign_ins').column('username').execute();
  await db.schema.createIndex('sign_ins_by_end').on('sign_ins').column('expires_at').execute();

  await db.schema
    .createTable('known_addresses')
    .addColumn('username', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('last_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('known_addresses_pk', ['username', 'address'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('known_addresses').execute();
  await db.schema.dropTable('sign_ins').execute();
  await db.schema.dropIndex('accounts_by_directory_id').execute();
  await db.schema.alterTable('accounts').dropColumn('directory_id').execute();
  await db.schema.alterTable('accounts').dropColumn('origin').execute();
}
