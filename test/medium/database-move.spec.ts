import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { migrateDatabaseCommand } from '../../src/command-line/migrate-database.command.js';
import { runCommandLine } from '../../src/command-line/run-command-line.js';
import { DatabaseMove } from '../../src/platform/database/database-move.js';
import { openDatabase, openSqliteForReading } from '../../src/platform/database/open-database.js';
import { startKontor } from '../start-kontor.js';
import { startPostgres, type RunningPostgres } from '../start-postgres.js';

const DOCUMENTS = 60;

describe('moving from SQLite to PostgreSQL', () => {
  let postgres: RunningPostgres;
  let folder: string;
  const written = new Map<string, string>();

  beforeAll(async () => {
    postgres = await startPostgres();
    folder = await mkdtemp(join(tmpdir(), 'kontor-move-'));
    const kontor = await startKontor();
    for (let n = 0; n < DOCUMENTS; n++) {
      const body = `content ${n} «ß» 😀`;
      const query = new URLSearchParams({ title: `Übersicht ${n}.txt` });
      const created = await kontor.fetchAs('alice', `/api/documents?${query}`, {
        method: 'POST',
        body,
      });
      written.set(((await created.json()) as { id: string }).id, body);
    }
    await kontor.stop({ keepFolderAs: folder });
  });

  afterAll(async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const sqliteFile = () => join(folder, 'data', 'kontor.sqlite');
  const sha256 = async (file: string) =>
    createHash('sha256')
      .update(await readFile(file))
      .digest('hex');

  async function run(args: readonly string[], env: Record<string, string> = {}) {
    let out = '';
    let err = '';
    const status = await runCommandLine(
      args,
      {
        env: { KONTOR_DATA_DIR: join(folder, 'data'), ...env },
        stdin: Readable.from([]),
        stdout: { write: (text) => (out += text) },
        stderr: { write: (text) => (err += text) },
      },
      [migrateDatabaseCommand],
    );
    return { status, out, err };
  }

  const move = (url: string) => run(['migrate-database', '--to', url]);

  async function withTarget<Result>(
    databaseUrl: string,
    work: (target: Awaited<ReturnType<typeof openDatabase>>) => Promise<Result>,
  ): Promise<Result> {
    const target = await openDatabase({ dataDir: folder, databaseUrl });
    try {
      return await work(target);
    } finally {
      await target.close();
    }
  }

  /** As if the power went after so many batches. */
  async function interruptAfter(databaseUrl: string, steps: number): Promise<void> {
    const source = openSqliteForReading(sqliteFile());
    await withTarget(databaseUrl, async (target) => {
      let left = steps;
      const moving = new DatabaseMove(source, target, () => {
        if (--left < 0) throw new Error('the power went');
      });
      await expect(moving.run()).rejects.toThrow('the power went');
    });
    await source.close();
  }

  it('should move everything, and leave the source as it was', async () => {
    const before = await sha256(sqliteFile());
    const url = await postgres.createDatabase();
    const { status, out, err } = await move(url);
    expect([status, err.split('\r').at(-1)?.trim()]).toEqual([
      0,
      expect.stringMatching(/^█{30} 100 % {2}comparing/),
    ]);
    expect(out).toMatch(new RegExp(`^ +${DOCUMENTS} {2}documents$`, 'm'));
    expect(out).toContain('the same on both sides');
    expect(await sha256(sqliteFile())).toBe(before);
    const { rows } = await withTarget(url, (target) =>
      sql<{ title: string }>`select title from search_titles`.execute(target.kysely),
    );
    expect(rows).toHaveLength(DOCUMENTS);
  });

  it('should find its target without a password in the command line, and warn of one', async () => {
    const url = await postgres.createDatabase();
    const file = join(folder, 'target-url');
    await writeFile(file, `${url}\n`, { mode: 0o600 });
    const quiet = await run(['migrate-database', '--to-file', file]);
    expect(quiet.status).toBe(0);
    expect(quiet.err).not.toContain('command line');
    const other = await postgres.createDatabase();
    const env = { KONTOR_DATA_DIR: join(folder, 'data'), TARGET_DATABASE_URL: other };
    expect((await run(['migrate-database'], env)).status).toBe(0);
    const loud = new URL(await postgres.createDatabase());
    loud.password = 'in-the-open';
    const warned = await move(loud.href);
    expect(warned.status).toBe(0);
    expect(warned.err).toContain('The password stood in the command line');
    expect(warned.err + warned.out).not.toContain('in-the-open');
  });

  it('should let Kontor go on with it: every head reads back, and new ones are made', async () => {
    const url = await postgres.createDatabase();
    // Several times in the middle of different tables.
    for (const steps of [3, 9, 16]) await interruptAfter(url, steps);
    await expect(
      startKontor({ KONTOR_DATA_DIR: join(folder, 'data'), DATABASE_URL: url }),
    ).rejects.toThrow('Run kontor migrate-database again');
    expect((await move(url)).status).toBe(0);

    const running = await startKontor({
      KONTOR_DATA_DIR: join(folder, 'data'),
      DATABASE_URL: url,
    });
    for (const [id, body] of written) {
      const response = await running.fetchAs('alice', `/api/documents/${id}/content`);
      expect([response.status, await response.text()]).toEqual([200, body]);
    }
    const init = { method: 'POST', body: 'new' };
    expect((await running.fetchAs('alice', '/api/documents?title=new.txt', init)).status).toBe(201);
    await running.stop();
  });

  it('should refuse a target that holds other data, and change nothing in it', async () => {
    const url = await postgres.createDatabase();
    await withTarget(url, async (target) => {
      await sql`create table elsewhere (id text)`.execute(target.kysely);
      await sql`insert into elsewhere values ('theirs')`.execute(target.kysely);
    });
    const { status, err } = await move(url);
    expect([status, err]).toEqual([1, expect.stringContaining('already holds other data')]);
    const tables = await withTarget(url, (target) =>
      sql<{
        name: string;
      }>`select tablename as name from pg_tables where schemaname = 'public'`.execute(
        target.kysely,
      ),
    );
    expect(tables.rows).toEqual([{ name: 'elsewhere' }]);
  });

  it('should notice what somebody changed in the target meanwhile', async () => {
    const url = await postgres.createDatabase();
    await interruptAfter(url, 30);
    await withTarget(url, (target) =>
      sql`update documents set title = 'another' where id = (select min(id) from documents)`.execute(
        target.kysely,
      ),
    );
    const { status, err } = await move(url);
    expect(status).toBe(1);
    expect(err).toContain('Table documents differs between');
  });

  it('should say what is wrong with what it was given', async () => {
    const nowhere = { KONTOR_DATA_DIR: join(folder, 'nowhere') };
    expect(await move('mysql://x/y')).toMatchObject({
      status: 1,
      err: expect.stringContaining('must be a postgres:// URL'),
    });
    expect(await run(['migrate-database', '--to', 'postgres://x/y'], nowhere)).toMatchObject({
      status: 1,
      err: expect.stringContaining('There is no SQLite database'),
    });
    expect(await run(['migrate-database'])).toMatchObject({
      status: 1,
      err: expect.stringContaining('TARGET_DATABASE_URL'),
    });
    expect(await move('postgres://kontor@127.0.0.1:9/none')).toMatchObject({
      status: 1,
      err: expect.stringContaining('The database does not answer'),
    });
  });
});
