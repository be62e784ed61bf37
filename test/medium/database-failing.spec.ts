import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, mkdir, mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import type { Database } from '../../src/platform/database/database.js';
import { openDatabase, openSqlite } from '../../src/platform/database/open-database.js';
import { ownerOfServer, startPostgres, type RunningPostgres } from '../start-postgres.js';
import { SmallDisk } from '../small-disk.js';

const LARGE = 'x'.repeat(300_000);

const insert = (database: Database, text: string) =>
  sql`insert into things values (${text})`.execute(database.query());
const createTable = (database: Database) =>
  database.kysely.schema.createTable('things').addColumn('x', 'text').execute();
async function count(database: Database): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from things`.execute(
    database.query(),
  );
  return rows[0]!.n;
}

describe('SQLite', () => {
  let disk: SmallDisk;
  let database: Database;

  beforeEach(async () => {
    disk = await SmallDisk.mount(2048);
    database = openSqlite(join(disk.path, 'kontor.sqlite'));
    await createTable(database);
  });

  afterEach(async () => {
    await database.close();
    await disk.unmount();
  });

  it('should say that its disk is full, and go on by itself when there is room again', async () => {
    await disk.fill();
    const transaction = database.inTransaction(async () => {
      await insert(database, 'small');
      await insert(database, LARGE);
    });
    await expect(transaction).rejects.toMatchObject({
      code: 'platform/database-full',
      kind: 'unavailable',
      data: { reason: 'SQLITE_FULL' },
    });
    await expect(insert(database, LARGE)).rejects.toMatchObject({ code: 'platform/database-full' });
    await expect(database.checkStoring()).rejects.toMatchObject({ code: 'platform/database-full' });
    expect(database.failures.counts.get('platform/database-full')).toBeGreaterThanOrEqual(2);
    expect(await count(database)).toBe(0);

    await disk.free();
    await database.checkStoring();
    await insert(database, LARGE);
    expect(await count(database)).toBe(1);
  });

  it('should store nothing of a transaction that went on after it had ended', async () => {
    await sql`pragma max_page_count = 20`.execute(database.kysely);
    const transaction = database.inTransaction(async () => {
      await insert(database, LARGE).catch(() => undefined);
      await insert(database, 'by itself');
    });
    await expect(transaction).rejects.toMatchObject({ code: 'platform/database-full' });
    expect(await count(database)).toBe(0);
    await insert(database, 'afterwards');
    expect(await count(database)).toBe(1);
  });

  it('should say that it can only be read', async () => {
    await sql`pragma query_only = on`.execute(database.kysely);
    await expect(insert(database, 'x')).rejects.toMatchObject({
      code: 'platform/database-read-only',
    });
    await sql`pragma query_only = off`.execute(database.kysely);
    await database.checkStoring();
  });

  it('should say that others were always faster', async () => {
    await sql`pragma busy_timeout = 1`.execute(database.kysely);
    const other = openSqlite(join(disk.path, 'kontor.sqlite'));
    await sql`begin immediate`.execute(other.kysely);
    await expect(insert(database, 'x')).rejects.toMatchObject({
      code: 'platform/database-busy',
      kind: 'unavailable',
    });
    await sql`rollback`.execute(other.kysely);
    await other.close();
  });

  it('should say that it is damaged, and not forget it', async () => {
    for (let i = 0; i < 40; i++) await insert(database, 'y'.repeat(3000));
    await sql`pragma wal_checkpoint(truncate)`.execute(database.kysely);
    await database.close();
    const file = join(disk.path, 'kontor.sqlite');
    const handle = await open(file, 'r+');
    for (let page = 2; page < 30; page++) {
      await handle.write(Buffer.alloc(2048, 0xab), 0, 2048, page * 4096);
    }
    await handle.close();
    database = openSqlite(file);
    await expect(
      sql`select * from things order by x`.execute(database.kysely),
    ).rejects.toMatchObject({ code: 'platform/database-damaged', kind: 'unavailable' });
    await expect(database.checkStoring()).rejects.toMatchObject({
      code: 'platform/database-damaged',
    });
  });

  it('should refuse a file that is no database, by name', async () => {
    const file = join(disk.path, 'other.sqlite');
    await writeFile(file, 'something else, long enough to be looked at '.repeat(50));
    expect(() => openSqlite(file)).toThrow(
      expect.objectContaining({
        code: 'platform/database-damaged',
        data: expect.objectContaining({ file }),
      }),
    );
  });

  it('should say which setting names a place where no database can be', async () => {
    const file = join(disk.path, 'a-file');
    await writeFile(file, '');
    await expect(openDatabase({ dataDir: file })).rejects.toThrow(
      `KONTOR_DATA_DIR: ${file} cannot be used (EEXIST). Give a folder`,
    );
    await expect(openDatabase({ dataDir: join(file, 'data') })).rejects.toThrow('(ENOTDIR)');
    await mkdir(join(disk.path, 'data', 'kontor.sqlite'), { recursive: true });
    await expect(openDatabase({ dataDir: join(disk.path, 'data') })).rejects.toThrow('(EISDIR)');
  });

  it('should keep its files from other users, whatever made them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kontor-modes-'));
    await chmod(folder, 0o755);
    const file = join(folder, 'kontor.sqlite');
    const names = [file, `${file}-wal`, `${file}-shm`];
    const modes = () =>
      Promise.all(names.map(async (name) => ((await stat(name)).mode & 0o777).toString(8)));
    const before = process.umask(0o022);
    try {
      const first = openSqlite(file);
      await createTable(first);
      expect(await modes()).toEqual(['600', '600', '600']);
      for (const name of names) await chmod(name, 0o644);
      const second = openSqlite(file);
      expect(await modes()).toEqual(['600', '600', '600']);
      await first.close();
      await second.close();
    } finally {
      process.umask(before);
      await rm(folder, { recursive: true });
    }
  });
});

const nameOf = (url: string): string => new URL(url).pathname.slice(1);

/** A connection that was ended is noticed by the first statement on it. */
async function untilRefused(database: Database): Promise<unknown> {
  for (;;) {
    const error: unknown = await database.ping().catch((failure: unknown) => failure);
    if ((error as { code?: string } | undefined)?.code !== 'platform/database-away') return error;
  }
}

describe('PostgreSQL', () => {
  let server: RunningPostgres;
  let url: string;
  let database: Database;
  let admin: pg.Client;

  beforeAll(async () => {
    server = await startPostgres();
  });

  afterAll(() => server.stop());

  beforeEach(async () => {
    url = await server.createDatabase();
    database = await openDatabase({ dataDir: '', databaseUrl: url });
    admin = new pg.Client({ connectionString: url });
    await admin.connect();
    await createTable(database);
  });

  afterEach(async () => {
    await admin.end();
    await database.close();
  });

  it('should say that its disk is full, and go on by itself when there is room again', async () => {
    const disk = await SmallDisk.mount(4096, await ownerOfServer());
    await admin.query(`create tablespace small location '${disk.path}'`);
    await admin.query('alter table things set tablespace small');
    await disk.fill();
    const fillUp = async () => {
      for (let i = 0; i < 200; i++) await insert(database, `${i}${Math.random()}`.repeat(100));
    };
    await expect(database.inTransaction(fillUp)).rejects.toMatchObject({
      code: 'platform/database-full',
      kind: 'unavailable',
      data: { reason: '53100' },
    });
    await disk.free();
    await insert(database, 'afterwards');
    await database.checkStoring();
    expect(await count(database)).toBe(1);
    await admin.query('drop table things');
    await admin.query('drop tablespace small');
    await disk.unmount();
  });

  it('should be unavailable without a free connection, and available with one', async () => {
    const { rows } = await admin.query<{ max_connections: string }>('show max_connections');
    const holders = Array.from(
      { length: Number(rows[0]!.max_connections) },
      () => new pg.Client({ connectionString: url }),
    );
    await Promise.allSettled(holders.map((client) => client.connect()));
    const full = await openDatabase({ dataDir: '', databaseUrl: url });
    await expect(full.ping()).rejects.toMatchObject({
      code: 'platform/database-away',
      data: { reason: '53300' },
    });
    await Promise.allSettled(holders.map((client) => client.end()));
    await full.ping();
    await full.close();
  });

  it('should leave a server that became read-only, and find the new one', async () => {
    await admin.query(`alter database ${nameOf(url)} set default_transaction_read_only = on`);
    await database.close();
    database = await openDatabase({ dataDir: '', databaseUrl: url, databaseConnections: 3 });
    const refused = { code: 'platform/database-read-only', data: { reason: '25006' } };
    await expect(insert(database, 'x')).rejects.toMatchObject(refused);
    await expect(database.checkStoring()).rejects.toMatchObject(refused);
    // These sessions began without the right to write, and keep it that way.
    expect(await Promise.all([1, 2, 3].map(() => count(database)))).toEqual([0, 0, 0]);
    await admin.query(`alter database ${nameOf(url)} reset default_transaction_read_only`);
    await expect(insert(database, 'x')).rejects.toMatchObject(refused);
    await Promise.all([1, 2, 3].map(() => insert(database, 'x')));
    expect(await count(database)).toBe(3);
    await database.checkStoring();
  });

  it('should be busy while others hold a table longer than its role may wait', async () => {
    await admin.query(`alter database ${nameOf(url)} set lock_timeout = '50ms'`);
    await database.close();
    database = await openDatabase({ dataDir: '', databaseUrl: url });
    await admin.query('begin');
    await admin.query('lock table things in access exclusive mode');
    const refused = { code: 'platform/database-busy', data: { reason: '55P03' } };
    await expect(insert(database, 'x')).rejects.toMatchObject(refused);
    await expect(count(database)).rejects.toMatchObject(refused);
    await admin.query('commit');
    await insert(database, 'x');
    expect(await count(database)).toBe(1);
  });

  it('should say that it is refused without the database, and go on with it', async () => {
    const other = new pg.Client({ connectionString: await server.createDatabase() });
    await other.connect();
    await admin.end();
    await other.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
      nameOf(url),
    ]);
    await other.query(`alter database ${nameOf(url)} rename to elsewhere`);
    await expect(untilRefused(database)).resolves.toMatchObject({
      ...{ code: 'platform/database-refuses', kind: 'unavailable', data: { reason: '3D000' } },
    });
    await other.query(`alter database elsewhere rename to ${nameOf(url)}`);
    await other.end();
    await insert(database, 'x');
    expect(await count(database)).toBe(1);
    admin = new pg.Client({ connectionString: url });
    await admin.connect();
  });

  it('should say that it is refused without a right, and go on with it', async () => {
    await admin.query('create role narrow login');
    const asNarrow = new URL(url);
    asNarrow.username = 'narrow';
    const narrow = await openDatabase({ dataDir: '', databaseUrl: asNarrow.href });
    await expect(insert(narrow, 'x')).rejects.toMatchObject({
      ...{ code: 'platform/database-refuses', kind: 'unavailable', data: { reason: '42501' } },
    });
    await admin.query('grant insert on things to narrow');
    await insert(narrow, 'x');
    await narrow.close();
  });

  it('should say that a server on a socket is unavailable while it is stopped', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kontor-socket-'));
    const databaseUrl = `postgres://kontor@/kontor?host=${folder}`;
    const stopped = await openDatabase({ dataDir: '', databaseUrl });
    await expect(stopped.ping()).rejects.toMatchObject({
      ...{ code: 'platform/database-away', data: { reason: 'ENOENT' } },
    });
    await stopped.close();
    await rm(folder, { recursive: true });
  });

  it('should report what failed first, not that it could not be rolled back', async () => {
    const failing = database.inTransaction(async () => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(
        database.query(),
      );
      await admin.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
      await expect(insert(database, 'x')).rejects.toMatchObject({ code: 'platform/database-away' });
      throw new Error('what failed first');
    });
    await expect(failing).rejects.toThrow('what failed first');
    await database.ping();
  });
});
