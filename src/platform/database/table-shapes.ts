import { sql } from 'kysely';
import type { Database } from './database.js';

export interface TableShape {
  readonly name: string;
  /** In the order of their names, which both engines agree on. */
  readonly columns: readonly string[];
}

/** Tables of SQLite, of kysely, and of a move itself are nobody's data. */
const NOT_DATA = /^(sqlite_|kysely_)/;

/** Every table of a SQLite database, those before that others refer to. */
export async function tablesOfSqlite(database: Database): Promise<readonly TableShape[]> {
  const names = await sql<{ name: string }>`
    select name from sqlite_master where type = 'table' order by name`.execute(database.kysely);
  const data = names.rows.map(({ name }) => name).filter((name) => !NOT_DATA.test(name));
  const shapes = new Map<string, TableShape>();
  const referred = new Map<string, readonly string[]>();
  for (const name of data) {
    const columns = await sql<{ name: string }>`
      select name from pragma_table_info(${name}) order by name`.execute(database.kysely);
    const parents = await sql<{ name: string }>`
      select distinct "table" as name from pragma_foreign_key_list(${name})`.execute(
      database.kysely,
    );
    shapes.set(name, { name, columns: columns.rows.map((column) => column.name) });
    referred.set(
      name,
      parents.rows.map((parent) => parent.name),
    );
  }
  return inOrder(data, referred).map((name) => shapes.get(name)!);
}

/** What refers to others comes after them; otherwise by name. */
function inOrder(
  names: readonly string[],
  referred: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const placed = new Set<string>();
  const place = (name: string): void => {
    if (placed.has(name)) return;
    for (const parent of referred.get(name) ?? []) if (parent !== name) place(parent);
    placed.add(name);
  };
  for (const name of names) place(name);
  return [...placed];
}

/** The same of PostgreSQL's current schema, in the order of names. */
export async function tablesOfPostgres(database: Database): Promise<readonly TableShape[]> {
  const { rows } = await sql<{ table_name: string; column_name: string }>`
    select c.table_name, c.column_name from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where table_schema = current_schema() and t.table_type = 'BASE TABLE'
      order by c.table_name, c.column_name collate "C"`.execute(database.kysely);
  const columns = Map.groupBy(rows, (row) => row.table_name);
  return [...columns]
    .filter(([name]) => !NOT_DATA.test(name))
    .map(([name, of]) => ({ name, columns: of.map((row) => row.column_name) }));
}
