import { sql, type Kysely } from 'kysely';

/**
 * Titles are found by any three letters in a row (docs/adr/0046-titles-are-found-by-an-index.md). Triggers keep the copy
 * and its index, so that nothing that writes documents can forget them. `search_` begins the names of tables that are
 * filled by triggers and nobody else.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of (await isPostgres(db)) ? POSTGRES : SQLITE)
    await sql.raw(statement).execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  const statements = (await isPostgres(db)) ? POSTGRES_DOWN : SQLITE_DOWN;
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** Only PostgreSQL has schemas. Classes do not tell: the bundled server has a copy of kysely of its own. */
const isPostgres = async (db: Kysely<unknown>): Promise<boolean> =>
  (await db.introspection.getSchemas()).length > 0;

/** The table has numbers of its own: those that SQLite gives the rows of `documents` may change when it is compacted. */
const SQLITE = [
  `create table search_titles (
    n integer primary key, document_id text not null unique, title text not null)`,
  `create virtual table search_title_parts using fts5(
    title, content = 'search_titles', content_rowid = 'n', tokenize = 'trigram case_sensitive 1')`,
  `create trigger search_titles_added after insert on documents begin
    insert into search_titles (document_id, title) values (new.id, new.title_search);
    insert into search_title_parts (rowid, title)
      select n, title from search_titles where document_id = new.id;
  end`,
  `create trigger search_titles_changed after update of title_search on documents
    when new.title_search <> old.title_search begin
    insert into search_title_parts (search_title_parts, rowid, title)
      select 'delete', n, title from search_titles where document_id = old.id;
    update search_titles set title = new.title_search where document_id = new.id;
    insert into search_title_parts (rowid, title)
      select n, title from search_titles where document_id = new.id;
  end`,
  `create trigger search_titles_removed after delete on documents begin
    insert into search_title_parts (search_title_parts, rowid, title)
      select 'delete', n, title from search_titles where document_id = old.id;
    delete from search_titles where document_id = old.id;
  end`,
  `insert into search_titles (document_id, title) select id, title_search from documents`,
  `insert into search_title_parts (search_title_parts) values ('rebuild')`,
];

const SQLITE_DOWN = [
  ...['added', 'changed', 'removed'].map((name) => `drop trigger search_titles_${name}`),
  'drop table search_title_parts',
  'drop table search_titles',
];

/** Without extensions: not everybody may create them. */
const POSTGRES = [
  `create function title_parts(title text) returns text[] language sql immutable strict parallel safe
    as $$ select coalesce(array_agg(distinct substr(title, n, 3)), '{}')
      from generate_series(1, length(title) - 2) n $$`,
  `create table search_titles (
    document_id text primary key references documents (id) on delete cascade, title text not null,
    parts text[] not null generated always as (title_parts(title)) stored)`,
  `create function keep_search_title() returns trigger language plpgsql as $$ begin
    insert into search_titles (document_id, title) values (new.id, new.title_search)
      on conflict (document_id) do update set title = excluded.title;
    return null;
  end $$`,
  `create trigger search_titles_added after insert on documents
    for each row execute function keep_search_title()`,
  `create trigger search_titles_changed after update of title_search on documents
    for each row when (new.title_search <> old.title_search) execute function keep_search_title()`,
  `insert into search_titles (document_id, title) select id, title_search from documents`,
  // Each search would read whatever waits to be put into the index.
  `create index search_titles_by_part on search_titles using gin (parts) with (fastupdate = off)`,
];

const POSTGRES_DOWN = [
  ...['added', 'changed'].map((name) => `drop trigger search_titles_${name} on documents`),
  'drop function keep_search_title',
  'drop table search_titles',
  'drop function title_parts',
];
