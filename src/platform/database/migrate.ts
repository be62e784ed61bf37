import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Migrator, type Migration, type MigrationResultSet } from 'kysely/migration';
import { projectRoot } from '../config/project-root.js';
import { isAppError } from '../errors/app-error.js';
import type { Database } from './database.js';
import { setTimeout as delay } from 'node:timers/promises';
import { MoveRecord } from './move-record.js';
import { moveUnfinished } from './move.errors.js';
import { openDatabase, type DatabaseAddress } from './open-database.js';

/**
 * Brings the schema to the newest version of `migrations/`, in one transaction: all of it or nothing, whatever happens
 * on the way. The files are only loaded if one of them has not run: that takes longer than everything else about a
 * database that is ready.
 */
export async function migrateToLatest(database: Database): Promise<void> {
  if (await hasAll(database)) return;
  check(await migrator(database).migrateToLatest());
}

/**
 * Undoes every migration, newest first, or those after `newest`. For tests: up, down and up again must give the same
 * schema.
 */
export async function migrateDown(database: Database, newest?: string): Promise<void> {
  const all = migrator(database);
  if (newest !== undefined) return check(await all.migrateTo(newest));
  const applied = (await all.getMigrations()).filter(
    (migration) => migration.executedAt !== undefined,
  );
  for (const _ of applied) check(await all.migrateDown());
}

/** How many migrations have not run on this database yet; changes nothing. */
export async function pendingMigrations(database: Database): Promise<number> {
  const all = await migrator(database).getMigrations();
  return all.filter((migration) => migration.executedAt === undefined).length;
}

export interface DatabaseStanding {
  /** Migrations of this version that have not run on it. */
  readonly pending: number;
  /** A migration that has run on it and that this version does not have. */
  readonly newer: string | undefined;
}

/** Compares the schema with this version; changes nothing. */
export async function databaseStanding(database: Database): Promise<DatabaseStanding> {
  const known = (await migrationFiles()).map(nameOf);
  const tables = await database.kysely.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration'))
    return { pending: known.length, newer: undefined };
  const seen = new Set(await namesOfRun(database));
  const newer = [...seen].filter((name) => !known.includes(name)).sort();
  return { pending: known.filter((name) => !seen.has(name)).length, newer: newer.at(-1) };
}

const migrator = (database: Database): Migrator =>
  new Migrator({ db: database.kysely, provider: { getMigrations } });

/** Whether exactly the migrations of this version have run. False if that cannot be read: the migrator says why. */
async function hasAll(database: Database): Promise<boolean> {
  const known = (await migrationFiles()).map(nameOf);
  const run = await namesOfRun(database).catch((): string[] => []);
  return run.length === known.length && known.every((name) => run.includes(name));
}

async function namesOfRun(database: Database): Promise<string[]> {
  const rows = await database
    .query<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  return rows.map(({ name }) => name);
}

const migrationsFolder = join(projectRoot, 'migrations');
const nameOf = (file: string): string => file.slice(0, -3);

/** The package for other applications has them as JavaScript. */
const migrationFiles = async (): Promise<string[]> =>
  (await readdir(migrationsFolder)).filter((file) => /\.[jt]s$/.test(file)).sort();

async function getMigrations(): Promise<Record<string, Migration>> {
  const migrations: Record<string, Migration> = {};
  for (const file of await migrationFiles()) {
    const { href } = pathToFileURL(join(migrationsFolder, file));
    migrations[nameOf(file)] = (await import(href)) as Migration;
  }
  return migrations;
}

function check({ error }: MigrationResultSet): void {
  if (isAppError(error)) throw error;
  if (error !== undefined) throw new Error('the database could not be migrated', { cause: error });
}

/** Time for a database that starts together with Kontor; if it stays unreachable, Kontor does not start. */
const WAIT_MS = 60_000;
const LOOK_AGAIN_MS = 500;

/**
 * Brings the schema to the newest version, on connections of its own without time limits. Instances that start
 * together wait for the first of them: kysely holds an advisory lock on PostgreSQL while it migrates.
 */
export async function prepareDatabase(address: DatabaseAddress): Promise<void> {
  const patient = await openDatabase({ ...address, statementTimeoutMs: 0 });
  try {
    await untilItAnswers(patient);
    await refuseHalfMoved(patient);
    await migrateToLatest(patient);
  } finally {
    await patient.close();
  }
}

async function refuseHalfMoved(database: Database): Promise<void> {
  if (database.engine !== 'postgres') return;
  if ((await MoveRecord.find(database)) !== undefined) throw moveUnfinished();
}

async function untilItAnswers(database: Database): Promise<void> {
  const giveUpAt = Date.now() + WAIT_MS;
  for (;;) {
    try {
      return await database.ping();
    } catch (error) {
      if (!isAppError(error, 'platform/database-away') || Date.now() > giveUpAt) throw error;
      await delay(LOOK_AGAIN_MS);
    }
  }
}
