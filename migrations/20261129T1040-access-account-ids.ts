import { sql, type Kysely } from 'kysely';

/**
 * Accounts get an id of their own. An account that is here already keeps as its id the text by which everything
 * refers to it, its name so far: no row, token, session or sealed manifest has to change. From now on only the name
 * does (docs/adr/0021-accounts.md).
 *
 * `directory_guid` is a second thing that says who somebody of the directory is: their objectGUID, which stays when
 * they move to another domain and get another SID.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('accounts')
    // SQLite adds no such column without a default; the index lets only one account have it.
    .addColumn('id', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await sql`update accounts set id = username`.execute(db);
  await db.schema.createIndex('accounts_by_id').unique().on('accounts').column('id').execute();
  await db.schema.alterTable('accounts').addColumn('directory_guid', 'text').execute();
  await db.schema
    .createIndex('accounts_by_directory_guid')
    .on('accounts')
    .column('directory_guid')
    .execute();
  for (const table of ['sign_ins', 'identities', 'identity_sealings']) {
    await db.schema.alterTable(table).renameColumn('username', 'account_id').execute();
  }
}

/** Accounts that are younger than their id go back to being referred to by their name. */
export async function down(db: Kysely<unknown>): Promise<void> {
  // Through marked copies: sealings need an identity, and two people may have exchanged their names.
  const copied = sql`recipient, custody, kit_checked_at, created_at`;
  await sql`insert into identities (account_id, ${copied})
    select ${MARK} || (select a.username from accounts a where a.id = i.account_id), ${copied}
      from identities i where ${isRenamed}`.execute(db);
  await sql`update identity_sealings set account_id = ${MARK} ||
    (select a.username from accounts a where a.id = identity_sealings.account_id)
    where ${isRenamed}`.execute(db);
  await sql`delete from identities where ${isRenamed}`.execute(db);
  await sql`insert into identities (account_id, ${copied})
    select substr(account_id, 2), ${copied} from identities where account_id like ${`${MARK}%`}`.execute(
    db,
  );
  for (const change of [
    sql`update identity_sealings set account_id = substr(account_id, 2)`,
    sql`delete from identities`,
  ]) {
    await sql`${change} where account_id like ${`${MARK}%`}`.execute(db);
  }
  await sql`update sign_ins set account_id = ${nameOf('sign_ins')}`.execute(db);
  for (const table of ['sign_ins', 'identities', 'identity_sealings']) {
    await db.schema.alterTable(table).renameColumn('account_id', 'username').execute();
  }
  await db.schema.dropIndex('accounts_by_directory_guid').execute();
  await db.schema.alterTable('accounts').dropColumn('directory_guid').execute();
  await db.schema.dropIndex('accounts_by_id').execute();
  await db.schema.alterTable('accounts').dropColumn('id').execute();
}

const nameOf = (table: string) => sql`coalesce(
  (select a.username from accounts a where a.id = ${sql.ref(`${table}.account_id`)}), account_id)`;

const isRenamed = sql`account_id in (select id from accounts where username <> id)`;

/** Begins no id and no name: names have no control characters. */
const MARK = '\u0001';
