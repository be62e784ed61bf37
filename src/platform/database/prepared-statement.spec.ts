import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Database } from './database.js';
import { openSqlite } from './open-database.js';
import { prepared, PreparedInsert } from './prepared-statement.js';

interface Tables {
  letters: { id: string; pages: number; note: string | null };
}

const longerThan = prepared<Tables, { pages: number; note: string }>()((query, value) =>
  query
    .selectFrom('letters')
    .select(['id', 'pages'])
    .where('pages', '>', value('pages'))
    .where('note', '=', value('note'))
    .orderBy('pages')
    .limit(2),
);

const renumber = prepared<Tables, { id: string; pages: number }>()((query, value) =>
  query
    .updateTable('letters')
    .set({ pages: value('pages') })
    .where('id', '=', value('id')),
);

describe('PreparedStatement', () => {
  let folder: string;
  let database: Database;
  const letters = new PreparedInsert<Tables['letters']>('letters');

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'prepared-'));
    database = openSqlite(join(folder, 'one.sqlite'));
    await sql`create table letters (id text primary key, pages integer, note text)`.execute(
      database.kysely,
    );
  });
  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });

  it('should run with the values of each call, and constants as they were built', async () => {
    await letters.insert(database, [
      { id: 'a', pages: 1, note: 'n' },
      { id: 'b', pages: 2, note: 'n' },
      { id: 'c', pages: 3, note: 'n' },
    ]);
    await letters.insert(database, [{ id: 'd', pages: 4, note: 'm' }]);
    const ids = async (pages: number, note: string) =>
      (await longerThan.all(database, { pages, note })).map(({ id }) => id);
    expect(await ids(0, 'n')).toEqual(['a', 'b']);
    expect(await ids(2, 'n')).toEqual(['c']);
    expect(await ids(0, 'm')).toEqual(['d']);
    expect(await longerThan.first(database, { pages: 9, note: 'n' })).toBeUndefined();
  });

  it('should say how many rows it changed', async () => {
    await letters.insert(database, [{ id: 'a', pages: 1, note: null }]);
    expect(await renumber.change(database, { id: 'a', pages: 5 })).toBe(1);
    expect(await renumber.change(database, { id: 'b', pages: 5 })).toBe(0);
  });

  it('should join the transaction around it, and go with it', async () => {
    const failing = database.inTransaction(async () => {
      await letters.insert(database, [{ id: 'a', pages: 7, note: 'n' }]);
      expect(await longerThan.first(database, { pages: 6, note: 'n' })).toEqual({
        id: 'a',
        pages: 7,
      });
      throw new Error('given up');
    });
    await expect(failing).rejects.toThrow('given up');
    expect(await longerThan.first(database, { pages: 6, note: 'n' })).toBeUndefined();
  });

  it('should serve several databases', async () => {
    const other = openSqlite(join(folder, 'two.sqlite'));
    await sql`create table letters (id text primary key, pages integer, note text)`.execute(
      other.kysely,
    );
    await letters.insert(other, [{ id: 'z', pages: 1, note: 'n' }]);
    expect(await longerThan.all(database, { pages: 0, note: 'n' })).toEqual([]);
    expect(await longerThan.all(other, { pages: 0, note: 'n' })).toEqual([{ id: 'z', pages: 1 }]);
    await other.close();
  });
});
