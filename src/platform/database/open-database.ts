import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import { Database } from './database.js';
import { StatementCache } from './statement-cache.js';

/** Opens PostgreSQL when an address is given, else the SQLite file in the data folder. */
export async function openDatabase(options: {
  dataDir: string;
  databaseUrl?: string | undefined;
}): Promise<Database> {
  if (options.databaseUrl !== undefined) return openPostgres(options.databaseUrl);
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  return openSqlite(join(options.dataDir, 'kontor.sqlite'));
}

export function openSqlite(file: string): Database {
  const sqlite = new SQLite(file);
  sqlite.pragma('journal_mode = WAL');
  // This build defaults to NORMAL in WAL mode: an acknowledged commit could vanish when power fails.
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma('busy_timeout = 5000');
  return new Database(
    new Kysely({ dialect: new SqliteDialect({ database: new StatementCache(sqlite) }) }),
    'sqlite',
  );
}

const PG_INT8 = 20;

async function openPostgres(address: string): Promise<Database> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: address,
    max: 10,
    connectionTimeoutMillis: 5_000,
    types: {
      getTypeParser: (oid, format): ((text: string) => unknown) =>
        oid === PG_INT8
          ? safeInteger
          : (pg.types.getTypeParser(oid, format) as (text: string) => unknown),
    },
  });
  // A lost idle connection is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => undefined);
  return new Database(new Kysely({ dialect: new PostgresDialect({ pool }) }), 'postgres');
}

/** Times and sizes are below 2^53; anything above is a fault, not a rounding. */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`integer out of range from the database: ${text}`);
  return value;
}
