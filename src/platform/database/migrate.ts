import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Migrator, type Migration, type MigrationResultSet } from 'kysely/migration';
import { projectRoot } from '../config/project-root.js';
import { isAppError } from '../errors/app-error.js';
import type { Database } from './database.js';

/** Brings the schema to the newest version of `migrations/`, each step in a transaction of its own. */
export async function migrateToLatest(database: Database): Promise<void> {
  check(await migrator(database).migrateToLatest());
}

/** Undoes every migration, newest first. For tests: up, down and up again must give the same schema. */
export async function migrateDown(database: Database): Promise<void> {
  const all = migrator(database);
  const applied = (await all.getMigrations()).filter(
    (migration) => migration.executedAt !== undefined,
  );
  for (const _ of applied) check(await all.migrateDown());
}

/** How many migrations this database has not seen yet; changes nothing. */
export async function pendingMigrations(database: Database): Promise<number> {
  const all = await migrator(database).getMigrations();
  return all.filter((migration) => migration.executedAt === undefined).length;
}

export interface DatabaseStanding {
  /** Migrations of this version that it has not seen. */
  readonly pending: number;
  /** A migration it has seen and this version does not have. */
  readonly newer: string | undefined;
}

/** How the schema stands to this version; changes nothing. */
export async function databaseStanding(database: Database): Promise<DatabaseStanding> {
  const known = Object.keys(await getMigrations());
  const tables = await database.kysely.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration'))
    return { pending: known.length, newer: undefined };
  const rows = await database
    .query<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  const seen = new Set(rows.map(({ name }) => name));
  const newer = [...seen].filter((name) => !known.includes(name)).sort();
  return { pending: known.filter((name) => !seen.has(name)).length, newer: newer.at(-1) };
}

const migrator = (database: Database): Migrator =>
  new Migrator({ db: database.kysely, provider: { getMigrations } });

async function getMigrations(): Promise<Record<string, Migration>> {
  const folder = join(projectRoot, 'migrations');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort();
  const migrations: Record<string, Migration> = {};
  for (const file of files) {
    migrations[file.slice(0, -'.ts'.length)] = (await import(
      pathToFileURL(join(folder, file)).href
    )) as Migration;
  }
  return migrations;
}

function check({ error }: MigrationResultSet): void {
  if (isAppError(error)) throw error;
  if (error !== undefined) throw new Error('the database could not be migrated', { cause: error });
}
