import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Migrator, type Migration, type MigrationResultSet } from 'kysely/migration';
import { projectRoot } from '../config/project-root.js';
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
  if (error !== undefined) throw new Error('the database could not be migrated', { cause: error });
}
