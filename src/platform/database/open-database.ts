import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import { Database } from './database.js';
import { PostgresConnections } from './postgres-connections.js';
import { StatementCache } from './statement-cache.js';

export interface DatabaseAddress {
  readonly dataDir: string;
  readonly databaseUrl?: string | undefined;
  readonly databaseConnections?: number;
  /** 0 for none. */
  readonly statementTimeoutMs?: number;
  /** How long a transaction that loses against others is tried again; `Database` has a default. */
  readonly patienceMs?: number;
}

/** Opens PostgreSQL when an address is given, else the SQLite file in the data folder. */
export async function openDatabase(options: DatabaseAddress): Promise<Database> {
  const { databaseUrl } = options;
  if (databaseUrl !== undefined) return openPostgres({ ...options, databaseUrl });
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

/** Never changes the file. */
export function openSqliteForReading(file: string): Database {
  const sqlite = new SQLite(file, { readonly: true, fileMustExist: true });
  return new Database(
    new Kysely({ dialect: new SqliteDialect({ database: new StatementCache(sqlite) }) }),
    'sqlite',
  );
}

const PG_INT8 = 20;
const CONNECT_MS = 5_000;
/** A network that swallows everything lets PostgreSQL tell us nothing: then we give up ourselves. */
const ANSWER_GRACE_MS = 5_000;

async function openPostgres({
  databaseUrl,
  databaseConnections = 10,
  statementTimeoutMs = 30_000,
  patienceMs,
}: DatabaseAddress & { databaseUrl: string }): Promise<Database> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: 'kontor',
    max: databaseConnections,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    ...(statementTimeoutMs > 0 && {
      statement_timeout: statementTimeoutMs,
      idle_in_transaction_session_timeout: statementTimeoutMs,
      query_timeout: statementTimeoutMs + ANSWER_GRACE_MS,
    }),
    types: {
      getTypeParser: (oid, format): ((text: string) => unknown) =>
        oid === PG_INT8
          ? safeInteger
          : (pg.types.getTypeParser(oid, format) as (text: string) => unknown),
    },
  });
  // A lost connection is replaced at the next query; without listeners it would end the process, and the pool's
  // own hears of idle ones only.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const dialect = new PostgresDialect({ pool: new PostgresConnections(pool) });
  return new Database(new Kysely({ dialect }), 'postgres', patienceMs);
}

/** Times and sizes are below 2^53; anything above is a fault, not a rounding. */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`integer out of range from the database: ${text}`);
  return value;
}
