import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import pg from 'pg';

export type Engine = 'sqlite' | 'postgres';
type Row = Record<string, string | number | null>;

/** The tables of a Kontor, seen from outside: for filling them and for weighing them. */
export interface BenchDatabase {
  readonly engine: Engine;
  run(text: string): Promise<void>;
  all(text: string): Promise<readonly Row[]>;
  columnsOf(table: string): Promise<readonly string[]>;
  /** Bytes of each table with its indexes. */
  bytesOfTables(): Promise<ReadonlyMap<string, number>>;
  close(): Promise<void>;
}

export function openBenchSqlite(dataDir: string): BenchDatabase {
  const db = new SQLite(join(dataDir, 'kontor.sqlite'));
  db.pragma('busy_timeout = 60000');
  const all = (text: string) => Promise.resolve(db.prepare(text).all() as Row[]);
  return {
    engine: 'sqlite',
    run: (text) => Promise.resolve(void db.exec(text)),
    all,
    columnsOf: async (table) =>
      (await all(`select name from pragma_table_info('${table}')`)).map((row) => String(row.name)),
    bytesOfTables: async () =>
      bytesIn(
        await all(`select m.tbl_name as name, sum(s.pgsize) as bytes from dbstat s
          join sqlite_master m on m.name = s.name group by m.tbl_name`),
      ),
    close: () => Promise.resolve(void db.close()),
  };
}

export async function openBenchPostgres(address: string): Promise<BenchDatabase> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  const all = async (text: string) => (await client.query(text)).rows as Row[];
  return {
    engine: 'postgres',
    run: async (text) => void (await client.query(text)),
    all,
    columnsOf: async (table) =>
      (
        await all(
          `select column_name as name from information_schema.columns where table_name = '${table}'`,
        )
      ).map((row) => String(row.name)),
    bytesOfTables: async () =>
      bytesIn(
        await all(`select relname as name, pg_total_relation_size(oid) as bytes from pg_class
          where relkind = 'r' and relnamespace = 'public'::regnamespace`),
      ),
    close: () => client.end(),
  };
}

const bytesIn = (rows: readonly Row[]): ReadonlyMap<string, number> =>
  new Map(rows.map((row) => [String(row.name), Number(row.bytes)]));
