import { randomBytes } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/platform/config/project-root.js';
import { migrateToLatest } from '../../src/platform/database/migrate.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import type { StoredObject } from '../../src/storage/object-store.js';
import { startPostgres, type RunningPostgres } from '../start-postgres.js';
import { StorageFixture } from './storage-fixture.js';
import { sql } from 'kysely';

const OBJECTS = 120;
const OBJECT_BYTES = 65_536;
/** So that a worker is not done with all of it before it is stopped. */
const BYTES_PER_SECOND = 1_000_000;

interface Claim {
  readonly version_id: string;
  readonly claimed_by: string;
}

/** `kontor storage repair` twice, as processes of their own over one database and the same six places. */
describe('two workers that repair', () => {
  let postgres: RunningPostgres;
  let fixture: StorageFixture;
  let databaseUrl: string;
  let storageFile: string;
  const all: StoredObject[] = [];
  const before = new Map<string, Buffer>();

  beforeAll(async () => {
    postgres = await startPostgres();
    databaseUrl = await postgres.createDatabase();
    const database = await openDatabase({ dataDir: '', databaseUrl });
    await migrateToLatest(database);
    fixture = await StorageFixture.open({ database });
    await noteClaims();
    storageFile = join(fixture.folder, 'storage.json');
    const providers = fixture.directories.map((path, n) => ({
      name: `p${n}`,
      url: `file://${path}`,
    }));
    await writeFile(storageFile, JSON.stringify({ k: 4, m: 2, min_durable: 5, providers }));
    const documentId = await fixture.newDocument();
    for (let i = 0; i < OBJECTS; i++) {
      all.push(await fixture.save(documentId, randomBytes(OBJECT_BYTES)));
    }
  });
  afterAll(async () => {
    await fixture?.close();
    await postgres?.stop();
  });

  /** One shard of each is gone. */
  beforeEach(async () => {
    await sql`delete from claims_made`.execute(fixture.database.query());
    for (const [i, stored] of all.entries()) {
      const file = fixture.shardFile(stored, i % 6);
      before.set(file, await readFile(file));
      await rm(file);
      await fixture.index.markMissing(stored.versionId, i % 6, 'gone');
    }
  });

  /** The database itself writes down who took what: nobody asks the workers. */
  async function noteClaims(): Promise<void> {
    const database = fixture.database.query();
    await sql`create table claims_made (version_id text, claimed_by text)`.execute(database);
    await sql`create function note_claim() returns trigger language plpgsql as $$ begin
      insert into claims_made values (new.version_id, new.claimed_by); return null; end $$`.execute(
      database,
    );
    await sql`create trigger note_claim after update on storage_objects for each row
      when (new.claimed_for = 'repair' and old.claimed_by is distinct from new.claimed_by)
      execute function note_claim()`.execute(database);
  }

  async function claims(): Promise<readonly Claim[]> {
    const made = sql<Claim>`select version_id, claimed_by from claims_made`;
    return (await made.execute(fixture.database.query())).rows;
  }

  /** Objects that somebody holds at this moment. */
  async function held(): Promise<readonly Claim[]> {
    const rows = sql<Claim>`select version_id, claimed_by from storage_objects
      where claimed_for = 'repair'`;
    return (await rows.execute(fixture.database.query())).rows;
  }

  async function missing(): Promise<readonly string[]> {
    const rows = sql<{ version_id: string }>`select distinct version_id from storage_shards
      where state = 'missing'`;
    return (await rows.execute(fixture.database.query())).rows.map(({ version_id }) => version_id);
  }

  async function until(isSo: () => Promise<boolean>): Promise<void> {
    while (!(await isSo())) await delay(20);
  }

  function startWorker(): { child: ChildProcess; ended: Promise<string> } {
    const command = join(projectRoot, 'dist/kontor.js');
    const child = spawn(process.execPath, [command, 'storage', 'repair'], {
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: databaseUrl,
        KONTOR_STORAGE: storageFile,
        KONTOR_DATA_DIR: join(fixture.folder, 'data'),
        KONTOR_IDENTITY_FILE: fixture.identityFile,
        KONTOR_REPAIR_BYTES_PER_SECOND: String(BYTES_PER_SECOND),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout?.on('data', (piece: Buffer) => (output += piece.toString()));
    child.stderr?.on('data', (piece: Buffer) => (output += piece.toString()));
    const ended = once(child, 'exit').then(
      ([status, signal]) => `${status ?? signal} ${output.trim().split('\n').at(-1)}`,
    );
    return { child, ended };
  }

  /** While it holds some that it has not rebuilt yet, so that another one has the time to start. */
  async function stopAtWork({ child }: ReturnType<typeof startWorker>): Promise<void> {
    await until(async () => {
      if ((await held()).length === 0) return false;
      child.kill('SIGSTOP');
      const left = new Set(await missing());
      // One of them may be rebuilt already, as the database is about to hear.
      if ((await held()).filter(({ version_id: id }) => left.has(id)).length > 1) return true;
      child.kill('SIGCONT');
      return false;
    });
  }

  async function expectAllWhole(): Promise<void> {
    expect(await missing()).toEqual([]);
    for (const [file, bytes] of before) expect((await readFile(file)).equals(bytes)).toBe(true);
  }

  it('should share the work, each piece done by one of them', async () => {
    const first = startWorker();
    await stopAtWork(first);
    const [{ claimed_by: stopped }] = (await claims()) as [Claim];
    const second = startWorker();
    await until(async () => (await claims()).some(({ claimed_by }) => claimed_by !== stopped));
    first.child.kill('SIGCONT');
    expect(await Promise.all([first.ended, second.ended])).toEqual([
      '0 Every version is whole.',
      '0 Every version is whole.',
    ]);
    const made = await claims();
    expect(made.map(({ version_id }) => version_id).toSorted()).toEqual(
      all.map(({ versionId }) => versionId).toSorted(),
    );
    expect(new Set(made.map(({ claimed_by }) => claimed_by)).size).toBe(2);
    await expectAllWhole();
  });

  it('should take over what another one was killed at', async () => {
    const first = startWorker();
    await stopAtWork(first);
    const [{ claimed_by: dead }] = (await held()) as [Claim];
    const second = startWorker();
    await until(async () => (await claims()).some(({ claimed_by }) => claimed_by !== dead));
    first.child.kill('SIGKILL');
    expect(await first.ended).toMatch(/^SIGKILL/);
    const heldByIt = (await held()).filter(({ claimed_by }) => claimed_by === dead);
    const ofTheDead = heldByIt.map(({ version_id }) => version_id);

    // All the rest is done; what the dead one held is its own until the lease ends.
    await until(async () => (await missing()).every((id) => ofTheDead.includes(id)));
    // It may have been killed between its last write and letting go.
    const left = await missing();
    expect(left.length).toBeGreaterThan(0);
    const others = (await claims()).filter(({ claimed_by }) => claimed_by !== dead);
    expect(others.filter(({ version_id }) => ofTheDead.includes(version_id))).toEqual([]);

    // Ten minutes later, as far as the database can tell.
    await sql`update storage_objects set claimed_until_ms = 0 where claimed_by = ${dead}`.execute(
      fixture.database.query(),
    );
    expect(await second.ended).toBe('0 Every version is whole.');
    const made = await claims();
    const again = made.filter(({ claimed_by }) => claimed_by !== dead);
    expect(again.map(({ version_id }) => version_id)).toEqual(expect.arrayContaining([...left]));
    expect(made).toHaveLength(OBJECTS + left.length);
    await expectAllWhole();
  });
});
