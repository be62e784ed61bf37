import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import {
  makePrivateFolder,
  PRIVATE_MODE,
  restrictIfThere,
  unusable,
} from '../config/private-file.js';
import { AppError, isAppError } from '../errors/app-error.js';
import { Database } from './database.js';
import { errorFromSqlite } from './database.errors.js';
import { DatabaseFailures } from './database-failures.js';
import { DurableLog } from './durable-log.js';
import { LongListPlugin } from './long-lists.js';
import { PostgresConnections } from './postgres-connections.js';
import { SharedCommitsDialect } from './sqlite-dialect.js';
import { StatementCache } from './statement-cache.js';

export interface DatabaseAddress {
  readonly dataDir: string;
  readonly databaseUrl?: string | undefined;
  readonly databaseConnections?: number;
  /** 0 for none. */
  readonly statementTimeoutMs?: number;
  /** How long a transaction that loses against others is retried; `Database` has a default. */
  readonly patienceMs?: number;
}

export interface SqliteSharing {
  /** No other process serves from the same SQLite file. */
  readonly isAlone?: boolean;
}

/** Opens PostgreSQL when an address is given, else the SQLite file in the data folder. */
export async function openDatabase(
  options: DatabaseAddress,
  sharing: SqliteSharing = {},
): Promise<Database> {
  const { databaseUrl } = options;
  if (databaseUrl !== undefined) return openPostgres({ ...options, databaseUrl });
  const { dataDir } = options;
  inDataFolder(dataDir, () => makePrivateFolder(dataDir));
  return openSqlite(join(dataDir, 'kontor.sqlite'), sharing);
}

const BUSY_TIMEOUT = 'busy_timeout = 5000';

/**
 * Other processes see what this one commits at once, so COMMIT itself waits for the disk, unless this one `isAlone`:
 * then a thread syncs the log, and nobody sees the commit before.
 */
export function openSqlite(file: string, { isAlone = false }: SqliteSharing = {}): Database {
  inDataFolder(file, () => makePrivate(file));
  const writer = opened(file, {}, (sqlite) => prepareToWrite(sqlite, isAlone));
  const reader = opened(file, { readonly: true }, (sqlite) => void sqlite.pragma(BUSY_TIMEOUT));
  const failures = new DatabaseFailures();
  const log = isAlone ? new DurableLog(writer, file) : undefined;
  const dialect = new SharedCommitsDialect({ writer, reader, log }, failures);
  const plugins = [new LongListPlugin('sqlite')];
  const { outside, commits } = dialect;
  const options = { figures: commits.figures, connection: outside };
  return new Database(new Kysely({ dialect, plugins }), 'sqlite', failures, options);
}

function prepareToWrite(sqlite: SQLite.Database, isAlone: boolean): void {
  sqlite.pragma(BUSY_TIMEOUT);
  sqlite.pragma('journal_mode = WAL');
  // This build defaults to NORMAL in WAL mode: an acknowledged commit could vanish when power fails.
  sqlite.pragma(`synchronous = ${isAlone ? 'NORMAL' : 'FULL'}`);
  sqlite.pragma('foreign_keys = ON');
  // `DurableLog` empties it: within COMMIT, SQLite would wait for the disk after all, and meet our own reader.
  if (isAlone) sqlite.pragma('wal_autocheckpoint = 0');
  // A connection has its log once it has looked.
  sqlite.prepare('select 1 from sqlite_schema').get();
  // From here on, `SharedCommits` waits for other processes; SQLite would stop the event loop meanwhile.
  sqlite.pragma('busy_timeout = 0');
}

function inDataFolder(place: string, make: () => void): void {
  try {
    make();
  } catch (error) {
    throw unusable('KONTOR_DATA_DIR', place, error);
  }
}

/** SQLite creates its two other files with the mode of the first. */
function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', PRIVATE_MODE));
  for (const each of [file, `${file}-wal`, `${file}-shm`]) restrictIfThere(each);
}

function opened(
  file: string,
  options: SQLite.Options,
  prepare: (sqlite: SQLite.Database) => void,
): SQLite.Database {
  let sqlite: SQLite.Database | undefined;
  try {
    sqlite = new SQLite(file, options);
    prepare(sqlite);
    return sqlite;
  } catch (cause) {
    sqlite?.close();
    throw withFile(errorFromSqlite(cause), file);
  }
}

/** Only the administrator reads errors of the start, so they may name the file. */
function withFile(error: unknown, file: string): unknown {
  if (!isAppError(error)) return error;
  const { code, kind, said, data, cause } = error;
  return new AppError(code, kind, said, { data: { ...data, file }, cause });
}

function databaseOn(sqlite: SQLite.Database): Database {
  const failures = new DatabaseFailures();
  const dialect = new SqliteDialect({ database: new StatementCache(sqlite, failures) });
  const plugins = [new LongListPlugin('sqlite')];
  return new Database(new Kysely({ dialect, plugins }), 'sqlite', failures);
}

/** Never changes the file. */
export function openSqliteForReading(file: string): Database {
  return databaseOn(opened(file, { readonly: true, fileMustExist: true }, () => undefined));
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
    // For a free place in the pool too: whoever waits that long for a transaction waits for its connection.
    connectionTimeoutMillis: patienceMs ?? CONNECT_MS,
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
  // A lost connection is replaced at the next query; without listeners the error would end the
  // process, and the pool's own listener covers idle connections only.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const failures = new DatabaseFailures();
  const dialect = new PostgresDialect({ pool: new PostgresConnections(pool, failures) });
  const plugins = [new LongListPlugin('postgres')];
  return new Database(new Kysely({ dialect, plugins }), 'postgres', failures, { patienceMs });
}

/** Times and sizes are below 2^53; anything above is a fault, not a rounding. */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`integer out of range from the database: ${text}`);
  return value;
}
