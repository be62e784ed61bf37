import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from '@jest/globals';
import type { Database, Engine } from '../src/platform/database/database.js';
import { migrateToLatest } from '../src/platform/database/migrate.js';
import { openDatabase } from '../src/platform/database/open-database.js';
import { startPostgres, type RunningPostgres } from './start-postgres.js';

export interface EngineUnderTest {
  readonly engine: Engine;
  /** A new, empty database with the newest schema (or none, with `migrated: false`); closed after the suite. */
  open(options?: { migrated?: boolean }): Promise<Database>;
}

const START_MS = 300_000;

/** Runs a suite on SQLite and on PostgreSQL; each starts once per suite. */
export function describeOnBothEngines(name: string, suite: (under: EngineUnderTest) => void): void {
  describe.each<Engine>(['sqlite', 'postgres'])(`${name} on %s`, (engine) => {
    const opened: Database[] = [];
    let folder: string;
    let server: RunningPostgres | undefined;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'kontor-db-'));
      if (engine === 'postgres') server = await startPostgres();
    }, START_MS);

    afterAll(async () => {
      await Promise.all(opened.map((database) => database.close()));
      await server?.stop();
      await rm(folder, { recursive: true, force: true });
    }, START_MS);

    suite({
      engine,
      async open({ migrated = true } = {}) {
        const dataDir = join(folder, String(opened.length));
        const databaseUrl = await server?.createDatabase();
        const database = await openDatabase({ dataDir, databaseUrl });
        opened.push(database);
        if (migrated) await migrateToLatest(database);
        return database;
      },
    });
  });
}
