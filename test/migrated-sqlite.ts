import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Database } from '../src/platform/database/database.js';
import { migrateToLatest } from '../src/platform/database/migrate.js';
import { openSqlite } from '../src/platform/database/open-database.js';

let migrated: Promise<Buffer> | undefined;

/** An empty database with the newest schema. The migrations run once for all databases of a test file. */
export async function newSqlite(path: string): Promise<Database> {
  migrated ??= migratedBytes();
  await writeFile(path, await migrated, { mode: 0o600 });
  return openSqlite(path);
}

async function migratedBytes(): Promise<Buffer> {
  const path = join(await mkdtemp(join(tmpdir(), 'kontor-migrated-')), 'kontor.sqlite');
  try {
    const database = openSqlite(path);
    await migrateToLatest(database);
    await database.close();
    // Closing moves the log into the file.
    const left = await readdir(dirname(path));
    if (left.length !== 1) throw new Error(`not closed: ${left.join(', ')}`);
    return await readFile(path);
  } finally {
    await rm(dirname(path), { recursive: true, force: true });
  }
}
