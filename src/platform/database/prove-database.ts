import { randomUUID } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Database } from './database.js';
import { databaseStanding } from './migrate.js';

export type DatabaseFault =
  | 'database-password'
  | 'database-missing'
  | 'database-permission'
  | 'database-read-only'
  | 'database-full'
  | 'database-connections'
  | 'database-not-migrated'
  | 'database-newer'
  | 'database-damaged'
  | 'database-busy'
  | 'database-encoding'
  | 'database-refuses';

export class DatabaseRefuses extends Error {
  override readonly name = 'DatabaseRefuses';

  constructor(
    readonly fault: DatabaseFault,
    /** A code of the engine, or the name of a migration. */
    readonly word: string,
    readonly count = 0,
  ) {
    super(fault);
  }
}

/** SQLite needs some space for its log even to report a full disk: below this the disk counts as full. */
const LEAST_FREE_BYTES = 1024 * 1024;

interface SettingsTable {
  readonly settings: { name: string; value: string; changed_at: number };
}

class Undone extends Error {}

/**
 * Tests a write in a transaction that is rolled back, and the version of the schema. Rejects with
 * `DatabaseRefuses` or the error of the network. `folder`: where SQLite's file lies.
 */
export async function proveDatabase(database: Database, folder: string): Promise<void> {
  try {
    await refuseOtherVersion(database);
    await writeAndUndo(database);
    if (database.engine === 'postgres') await refuseSmallEncoding(database);
  } catch (error) {
    throw databaseRefusalIn(error) ?? error;
  }
  if (database.engine === 'sqlite') await refuseFullDisk(folder);
}

async function refuseOtherVersion(database: Database): Promise<void> {
  const { pending, newer } = await databaseStanding(database);
  if (newer !== undefined) throw new DatabaseRefuses('database-newer', newer);
  if (pending > 0) throw new DatabaseRefuses('database-not-migrated', '', pending);
}

async function writeAndUndo(database: Database): Promise<void> {
  const row = { name: `connection-check ${randomUUID()}`, value: '', changed_at: 0 };
  try {
    await database.inTransaction(async () => {
      await database.query<SettingsTable>().insertInto('settings').values(row).execute();
      throw new Undone();
    }, 'snapshot');
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
}

/** SQL_ASCII takes the bytes as they come, which are UTF-8. */
const ENCODINGS = new Set(['UTF8', 'SQL_ASCII']);

async function refuseSmallEncoding({ kysely }: Database): Promise<void> {
  const encoding = sql<{ server_encoding: string }>`show server_encoding`;
  const { server_encoding: name = '' } = (await encoding.execute(kysely)).rows[0] ?? {};
  if (!ENCODINGS.has(name)) throw new DatabaseRefuses('database-encoding', name);
}

async function refuseFullDisk(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < LEAST_FREE_BYTES) throw new DatabaseRefuses('database-full', 'no space');
}

const BY_CODE: readonly (readonly [RegExp, DatabaseFault])[] = [
  [/^28/, 'database-password'],
  [/^3D000$/, 'database-missing'],
  [/^(?:42501|SQLITE_PERM|SQLITE_AUTH)/, 'database-permission'],
  [/^(?:25006|SQLITE_READONLY)/, 'database-read-only'],
  [/^SQLITE_CANTOPEN/, 'database-read-only'],
  [/^(?:53100|SQLITE_FULL)/, 'database-full'],
  [/^(?:53300|53200)$/, 'database-connections'],
  [/^(?:XX001|XX002|SQLITE_CORRUPT|SQLITE_NOTADB)/, 'database-damaged'],
  [/^(?:57014|55P03|40001|40P01|SQLITE_BUSY)/, 'database-busy'],
  [/^(?:[0-9A-Z]{5}|SQLITE_\w+)$/, 'database-refuses'],
];
/** Connection exceptions: the error of the network is more specific. */
const CONNECTION = /^(?:08|57P)/;

/** The engine's error, also from nested causes; undefined for errors of the network. */
export function databaseRefusalIn(error: unknown, depth = 0): DatabaseRefuses | undefined {
  if (error instanceof DatabaseRefuses) return error;
  if (typeof error !== 'object' || error === null || depth > 5) return undefined;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (typeof code === 'string' && !CONNECTION.test(code)) {
    const fault = BY_CODE.find(([pattern]) => pattern.test(code))?.[1];
    // Error codes of the system such as EPIPE have five letters, too.
    if (fault !== undefined && !/^E[A-Z]{4}$/.test(code)) return new DatabaseRefuses(fault, code);
  }
  return databaseRefusalIn(cause, depth + 1);
}
