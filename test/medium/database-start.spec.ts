import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pendingMigrations } from '../../src/platform/database/migrate.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { freePorts } from '../free-port.js';
import { KontorProcess } from '../kontor-process.js';
import { startPostgres, type RunningPostgres } from '../start-postgres.js';

const INSTANCES = 3;

describe('starting on PostgreSQL', () => {
  let postgres: RunningPostgres;
  let folder: string;
  const started: KontorProcess[] = [];

  beforeAll(async () => {
    postgres = await startPostgres();
    folder = await mkdtemp(join(tmpdir(), 'kontor-start-'));
  });

  afterAll(async () => {
    await Promise.all(started.map((instance) => instance.kill()));
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function newInstance(databaseUrl: string): Promise<KontorProcess> {
    const made = new KontorProcess({
      PORT: String(await freePorts()),
      KONTOR_DATA_DIR: join(folder, String(started.length), 'data'),
      DATABASE_URL: databaseUrl,
    });
    started.push(made);
    return made;
  }

  it('should let three instances at once find an empty database, and migrate it once', async () => {
    const databaseUrl = await postgres.createDatabase();
    const instances: KontorProcess[] = [];
    for (let n = 0; n < INSTANCES; n++) instances.push(await newInstance(databaseUrl));
    await Promise.all(instances.map((each) => each.start('--playground')));
    const database = await openDatabase({ dataDir: folder, databaseUrl });
    expect(await pendingMigrations(database)).toBe(0);
    await database.close();
    const ready = await Promise.all(
      instances.map(async ({ url }) => (await fetch(`${url}/health/ready`)).status),
    );
    expect(ready).toEqual([200, 200, 200]);
    await Promise.all(instances.map((each) => each.kill()));
  });

  it('should wait for a database that only comes up', async () => {
    const databaseUrl = await postgres.createDatabase();
    await postgres.halt();
    const waiting = await newInstance(databaseUrl);
    const serving = waiting.start('--playground');
    await postgres.resume();
    await serving;
    expect((await fetch(`${waiting.url}/health/ready`)).status).toBe(200);
  });
});
