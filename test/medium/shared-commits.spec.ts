import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Database } from '../../src/platform/database/database.js';
import { openSqlite } from '../../src/platform/database/open-database.js';
import { SmallDisk } from '../small-disk.js';

const MANY = 40;

const insert = (database: Database, text: string) =>
  sql`insert into things values (${text})`.execute(database.query());
const createTable = (database: Database) =>
  database.kysely.schema
    .createTable('things')
    .addColumn('x', 'text', (x) => x.unique())
    .execute();
async function things(database: Database): Promise<string[]> {
  const { rows } = await sql<{ x: string }>`select x from things order by x`.execute(
    database.query(),
  );
  return rows.map(({ x }) => x);
}
const many = (work: (i: number) => Promise<unknown>) =>
  Promise.allSettled(Array.from({ length: MANY }, (_, i) => work(i)));
const nameOf = (i: number) => `thing ${String(i).padStart(3, '0')}`;

describe('A database whose files somebody removes while it runs', () => {
  let folder: string;
  let file: string;
  let database: Database;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-removed-'));
    file = join(folder, 'one.sqlite');
    database = openSqlite(file, { isAlone: true });
    await createTable(database);
  });
  afterEach(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  /** What is found by a process that starts after this one was killed. */
  async function afterKill(): Promise<string[]> {
    const copy = join(folder, 'copy.sqlite');
    await cp(file, copy);
    const log = await readFile(`${file}-wal`).catch(() => undefined);
    if (log !== undefined) await writeFile(`${copy}-wal`, log);
    const next = openSqlite(copy);
    try {
      return await things(next);
    } finally {
      await next.close();
      for (const end of ['', '-wal', '-shm']) await rm(`${copy}${end}`, { force: true });
    }
  }

  it('should keep what was stored before and after its log is removed', async () => {
    await insert(database, 'before');
    expect(await afterKill()).toEqual(['before']);
    await rm(`${file}-wal`);
    for (const text of ['first', 'second', 'third']) {
      await insert(database, text);
      expect(await afterKill()).toContain(text);
    }
    expect(await afterKill()).toEqual(['before', 'first', 'second', 'third']);
  });

  it('should acknowledge nothing while its file is elsewhere, and go on when it is back', async () => {
    await insert(database, 'before');
    await rename(file, `${file}.moved`);
    const refused = { code: 'platform/database-disk-failed', kind: 'unavailable' };
    await expect(insert(database, 'lost')).rejects.toMatchObject(refused);
    await expect(database.checkStoring()).rejects.toMatchObject(refused);
    await writeFile(file, 'a backup that was put there');
    await expect(insert(database, 'lost, too')).rejects.toMatchObject(refused);
    await rename(`${file}.moved`, file);
    await insert(database, 'after');
    await database.checkStoring();
    expect(await things(database)).toEqual(expect.arrayContaining(['after', 'before']));
  });
});

describe.each([true, false])(
  'Transactions of one process that share commits (alone: %s)',
  (isAlone) => {
    let folder: string;
    let database: Database;
    const open = () => openSqlite(join(folder, 'one.sqlite'), { isAlone });

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'kontor-commits-'));
      database = open();
      await createTable(database);
    });
    afterEach(async () => {
      await database.close();
      await rm(folder, { recursive: true });
    });

    it('should take fewer commits than there are transactions, and store all', async () => {
      const before = { ...database.figures! };
      await many((i) => database.inTransaction(() => insert(database, nameOf(i))));
      const { transactions, commits } = database.figures!;
      expect(transactions - before.transactions).toBe(MANY);
      expect(commits - before.commits).toBeLessThan(MANY / 4);
      expect(await things(database)).toHaveLength(MANY);
    });

    it('should not be harmed by one that fails: by its own error, or by a constraint', async () => {
      const outcomes = await many((i) =>
        database.inTransaction(async () => {
          await insert(database, nameOf(i));
          if (i % 5 === 0) throw new Error('meant to fail');
          if (i % 5 === 1) await insert(database, nameOf(i));
        }),
      );
      const rest = Array.from({ length: MANY }, (_, i) => i).filter((i) => i % 5 > 1);
      expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual(
        outcomes.map((_, i) => i % 5 > 1),
      );
      expect(await things(database)).toEqual(rest.map(nameOf));
    });

    it('should keep single statements beside one that fails', async () => {
      await many((i) =>
        i % 2 === 0
          ? insert(database, nameOf(i))
          : database.inTransaction(() => Promise.reject(new Error('meant to fail'))),
      );
      expect(await things(database)).toHaveLength(MANY / 2);
    });

    it('should show to others what is committed, and nothing earlier', async () => {
      const inside = Promise.withResolvers<void>();
      const goOn = Promise.withResolvers<void>();
      const told: string[][] = [];
      const writing = database.inTransaction(async () => {
        await insert(database, 'new');
        database.whenCommitted(() => void things(database).then((seen) => told.push(seen)));
        inside.resolve();
        await goOn.promise;
      });
      await inside.promise;
      expect(await things(database)).toEqual([]);
      goOn.resolve();
      await writing;
      expect(await things(database)).toEqual(['new']);
      expect(told).toEqual([['new']]);
    });

    it('should show each its own as soon as it is stored, while others go on', async () => {
      const outcomes = await many(async (i) => {
        for (let n = 0; n < 5; n++) {
          const name = `${nameOf(i)} ${n}`;
          await database.inTransaction(() => insert(database, name));
          expect(await things(database)).toContain(name);
        }
      });
      expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
    });

    it('should wait for another connection that writes, and keep the event loop free', async () => {
      const other = open();
      const goOn = Promise.withResolvers<void>();
      const inside = Promise.withResolvers<void>();
      const first = other.inTransaction(async () => {
        await insert(other, 'first');
        inside.resolve();
        await goOn.promise;
      });
      await inside.promise;
      const second = database.inTransaction(() => insert(database, 'second'));
      setTimeout(goOn.resolve, 50);
      await Promise.all([first, second]);
      expect(await things(database)).toEqual(['first', 'second']);
      await other.close();
    });

    it('should not let its log grow without end', async () => {
      const LARGE = 'x'.repeat(40_000);
      const logged: number[] = [];
      for (let round = 0; round < 40; round++) {
        await many((i) => insert(database, `${round} ${i} ${LARGE}`));
        const { rows } = await sql<{ log: number }>`pragma wal_checkpoint(noop)`.execute(
          database.kysely,
        );
        logged.push(rows[0]!.log);
      }
      // 40 rows of ten pages each are written at a time: without an end there would be 16,000.
      expect(Math.max(...logged)).toBeLessThan(3_000);
      expect(await things(database)).toHaveLength(40 * MANY);
    });
  },
);

describe('A full disk', () => {
  it('should fail all that share the commit, and leave what was there', async () => {
    const disk = await SmallDisk.mount(2048);
    const database = openSqlite(join(disk.path, 'one.sqlite'), { isAlone: true });
    await createTable(database);
    await disk.fill();
    const outcomes = await many((i) =>
      database.inTransaction(() => insert(database, `${nameOf(i)} ${'x'.repeat(3_000)}`)),
    );
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ reason: { code: 'platform/database-full' } });
    expect(await things(database)).toEqual([]);
    await disk.free();
    await database.inTransaction(() => insert(database, 'afterwards'));
    expect(await things(database)).toEqual(['afterwards']);
    await database.close();
    await disk.unmount();
  });
});
