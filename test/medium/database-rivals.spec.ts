import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database, Isolation } from '../../src/platform/database/database.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { startPostgres, type RunningPostgres } from '../start-postgres.js';

const INSTANCES = 3;
const RIVALS = 60;

interface Tables {
  counters: { name: string; value: number };
  marks: { name: string; mark: number };
}

const names = Array.from({ length: RIVALS }, (_, i) => `neighbour-${String(i).padStart(3, '0')}`);

describe('transactions of several instances on PostgreSQL', () => {
  let postgres: RunningPostgres;
  let databases: Database[];

  beforeAll(async () => {
    postgres = await startPostgres();
    const databaseUrl = await postgres.createDatabase();
    databases = await Promise.all(
      Array.from({ length: INSTANCES }, () =>
        // Whether all come through is asked here, not how soon: a busy machine may take its time.
        openDatabase({ dataDir: '', databaseUrl, patienceMs: 240_000 }),
      ),
    );
    const { schema } = databases[0]!.kysely;
    for (const [table, column] of [['counters', 'value'] as const, ['marks', 'mark'] as const]) {
      await schema
        .createTable(table)
        .addColumn('name', 'text', (name) => name.primaryKey())
        .addColumn(column, 'bigint', (number) => number.notNull())
        .execute();
    }
    await query(databases[0]!)
      .insertInto('counters')
      .values(['one', ...names].map((name) => ({ name, value: 0 })))
      .execute();
  });

  afterAll(async () => {
    await Promise.all(databases.map((database) => database.close()));
    await postgres.stop();
  });

  const query = (database: Database) => database.query<Tables>();
  const valueOf = async (database: Database, name: string): Promise<number> =>
    (
      await query(database)
        .selectFrom('counters')
        .select('value')
        .where('name', '=', name)
        .executeTakeFirstOrThrow()
    ).value;

  /** Reads, decides, writes, and leaves a mark as a save leaves its receipt; answers how often that was begun. */
  async function countUp(i: number, name: string, isolation: Isolation): Promise<number> {
    const database = databases[i % INSTANCES]!;
    const mark = { name: `${isolation}-${name}-${i}`, mark: i };
    let begun = 0;
    await database.inTransaction(async () => {
      begun += 1;
      const value = (await valueOf(database, name)) + 1;
      const isMarked = query(database).selectFrom('marks').select('mark');
      await isMarked.where('name', '=', mark.name).executeTakeFirst();
      await query(database)
        .updateTable('counters')
        .set({ value })
        .where('name', '=', name)
        .execute();
      await query(database).insertInto('marks').values(mark).execute();
    }, isolation);
    return begun;
  }

  const all = (isolation: Isolation, nameOf: (i: number) => string): Promise<number[]> =>
    Promise.all(names.map((_, i) => countUp(i, nameOf(i), isolation)));

  it.each<Isolation>(['serializable', 'snapshot'])(
    'should all come through in the end when they want the same row (%s)',
    async (isolation) => {
      const before = await valueOf(databases[0]!, 'one');
      await all(isolation, () => 'one');
      expect(await valueOf(databases[0]!, 'one')).toBe(before + RIVALS);
    },
  );

  it('should not lose against neighbours when they only see a snapshot', async () => {
    const begun = await all('snapshot', (i) => names[i]!);
    expect(begun).toEqual(names.map(() => 1));
  });
});
