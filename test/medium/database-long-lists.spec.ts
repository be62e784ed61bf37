import { describe, expect, it } from '@jest/globals';
import type { Kysely } from 'kysely';
import { KyselyEditingPresence } from '../../src/documents/checkout/editing-presence.kysely.js';
import { FixedClock } from '../fakes/fixed-clock.js';
import { RecordedOutbox } from '../fakes/recorded-outbox.js';
import { inPortions } from '../../src/platform/database/long-lists.js';
import { describeOnBothEngines } from '../engines.js';

interface Tables {
  things: { name: string; size: number };
}

/** More than either engine takes as values of one statement. */
const MANY = 70_000;

describeOnBothEngines('long lists', ({ open }) => {
  it('should find by any number of names and of numbers, and by all others', async () => {
    const database = await open({ migrated: false });
    const kysely = database.kysely as unknown as Kysely<Tables>;
    await kysely.schema
      .createTable('things')
      .addColumn('name', 'text')
      .addColumn('size', 'bigint')
      .execute();
    const rows = ["o'clock", 'a,b', '{"x"}', 'ä', 'other'].map((name, size) => ({ name, size }));
    for (const some of inPortions(rows)) await kysely.insertInto('things').values(some).execute();
    const listed = [...rows.slice(0, 4).map(({ name }) => name), ...numbers().map(String)];
    const names = (query: 'in' | 'not in') =>
      kysely
        .selectFrom('things')
        .select('name')
        .where('name', query, listed)
        .orderBy('size')
        .execute();
    expect((await names('in')).map(({ name }) => name)).toEqual(["o'clock", 'a,b', '{"x"}', 'ä']);
    expect((await names('not in')).map(({ name }) => name)).toEqual(['other']);
    const bySize = await kysely
      .selectFrom('things')
      .select('size')
      .where('size', 'in', numbers())
      .execute();
    expect(bySize).toHaveLength(5);
  });

  it('should keep who edits, however many they are', async () => {
    const presence = new KyselyEditingPresence(
      await open(),
      new FixedClock(),
      new RecordedOutbox(),
    );
    const people = Array.from({ length: 12_000 }, (_, i) => `person-${i}`);
    await presence.report('document', 'key', people);
    expect((await presence.editorsOf(['document'])).get('document')).toHaveLength(12_000);
    await presence.report('document', 'key', people.slice(1));
    const present = await presence.editorsOf([...numbers().map(String), 'document']);
    expect(present.get('document')).toEqual(people.slice(1));
  });
});

const numbers = () => Array.from({ length: MANY }, (_, i) => i);

describe('inPortions', () => {
  it('should leave out nothing', () => {
    const rows = Array.from({ length: 25_001 }, (_, i) => ({ i, j: i }));
    expect([...inPortions(rows)].flat()).toEqual(rows);
    expect([...inPortions([])]).toEqual([]);
  });
});
