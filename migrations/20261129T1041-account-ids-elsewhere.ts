import { sql, type Kysely } from 'kysely';

/**
 * Columns that name a person hold the id of their account. The ids of accounts that are here are the names that these
 * columns hold (20261129T1040-access-account-ids.ts), so no row changes, only what a column is called.
 * `documents.owner`, `versions.author` and others have names that stay right.
 */
const RENAMED = [
  ...['document_shares', 'document_checkouts', 'document_locks', 'editing_presence'],
  ...['new_file_preference', 'editor_key_releases', 'editing_sessions', 'editor_recovered_noted'],
  ...['notifications', 'desktop_uploads'],
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of RENAMED) {
    await db.schema.alterTable(table).renameColumn('username', 'account_id').execute();
  }
  // Owners and readers without an account (of an index rebuilt from shards) wait for whoever has their name.
  await sql`insert into accounts
    (id, username, display_name, display_name_folded, is_admin, disabled, token_generation, created_at, origin)
    select name, name, name, name, 0, 0, 1, 0, 'awaited' from
      (select owner as name from documents union select account_id from document_shares) as named
    where name not in (select id from accounts)`.execute(db);
}

const OTHERS = [
  ['documents', 'owner'],
  ['versions', 'author'],
  ['notifications', 'sender'],
  ['unsaved_changes', 'given_up_by'],
] as const;

/** JSON arrays; in `authors` each person is an array of their own. */
const LISTS = [
  ['versions', 'authors'],
  ['unsaved_changes', 'editors'],
  ['editor_document_keys', 'failed_for'],
] as const;

/** People are referred to by name again. */
export async function down(db: Kysely<unknown>): Promise<void> {
  const columns = [...RENAMED.map((table) => [table, 'account_id'] as const), ...OTHERS];
  for (const [table, column] of columns) await nameIn(db, table, column);
  const { rows } = await sql<{ id: string; username: string }>`
    select id, username from accounts where id <> username`.execute(db);
  for (const { id, username } of rows) {
    const [from, to] = [JSON.stringify(id), JSON.stringify(username)];
    for (const [table, column] of LISTS) {
      const [before, after] = column === 'authors' ? [`[${from},`, `[${to},`] : [from, to];
      await sql`update ${sql.table(table)} set ${sql.ref(column)} =
        replace(${sql.ref(column)}, ${before}, ${after})
        where ${sql.ref(column)} like ${`%${id}%`}`.execute(db);
    }
  }
  await sql`delete from accounts where origin = 'awaited'`.execute(db);
  for (const table of RENAMED) {
    await db.schema.alterTable(table).renameColumn('account_id', 'username').execute();
  }
}

/** In two steps: two people may have exchanged their names, and a row must not be the same as another meanwhile. */
async function nameIn(db: Kysely<unknown>, table: string, column: string): Promise<void> {
  const [of, value] = [sql.table(table), sql.ref(column)];
  await sql`update ${of} set ${value} =
    (select ${MARK} || a.username from accounts a where a.id = ${sql.ref(`${table}.${column}`)})
    where ${value} in (select id from accounts where id <> username)`.execute(db);
  await sql`update ${of} set ${value} = substr(${value}, 2) where ${value} like ${`${MARK}%`}`.execute(
    db,
  );
}

/** Begins no id and no name: names have no control characters. */
const MARK = '\u0001';
