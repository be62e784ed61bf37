import { beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { WordIndex } from '../../src/access/accounts/word-index.kysely.js';
import type { Database } from '../../src/platform/database/database.js';
import { describeOnBothEngines } from '../engines.js';

const MANY = 100_000;
/** So many that PostgreSQL expects to meet enough of them soon in the table itself, where they are the last. */
const ZORAS = 12_000;
/** More than one page; among the first ten thousand people there is none. */
const YANNS = 2_500;

/** As the index stores words. */
const hex = (word: string): string => Buffer.from(word).toString('hex');

describeOnBothEngines('the words of a hundred thousand people', ({ open }) => {
  let database: Database;

  beforeAll(async () => {
    database = await withPeople(await open(), MANY);
  });

  it.each([
    ['zora none', 0],
    ['person yann', 20],
    ['person 77777', 1],
    ['yann', 20],
  ])('should be searched by an index alone: %s', async (words, found) => {
    await database.inTransaction(async () => {
      const before = await tableScans(database);
      expect(await search(database, words.split(' '))).toHaveLength(found);
      expect(await tableScans(database)).toBe(before);
    });
  });
});

/** How often this transaction read the table from its beginning; SQLite has no count of it, and always takes an index. */
async function tableScans(database: Database): Promise<number> {
  if (database.engine !== 'postgres') return 0;
  const { rows } = await sql<{
    scans: string;
  }>`select pg_stat_get_xact_numscans('account_words'::regclass) as scans`.execute(
    database.query(),
  );
  return Number(rows[0]?.scans);
}

const search = (database: Database, asked: readonly string[]) =>
  new WordIndex(database, 'account_words').find(asked, 20, sql`1 = 1`);

/** Each has the words "person" and their number; the last ones have "zora" and "yann" as well. */
async function withPeople(database: Database, count: number): Promise<Database> {
  const fill = async (word: ReturnType<typeof sql>, from: number) =>
    sql`insert into account_words (word, subject_id)
      select ${word}, 'id ' || i.n from (
        with recursive i(n) as (select ${sql.lit(from)} union all select n + 1 from i where n + 1 < ${sql.lit(count)})
        select n from i) as i`.execute(database.kysely);
  await fill(sql.lit(hex('person')), 0);
  const number =
    database.engine === 'postgres'
      ? sql`encode(convert_to(cast(i.n as text), 'UTF8'), 'hex')`
      : sql`lower(hex(cast(i.n as text)))`;
  await fill(number, 0);
  await fill(sql.lit(hex('zora')), count - ZORAS);
  await fill(sql.lit(hex('yann')), count - YANNS);
  await sql`analyze`.execute(database.kysely);
  return database;
}
