import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { ListPosition } from '../../src/documents/registry/document.repository.js';
import type { Database } from '../../src/platform/database/database.js';
import { documentsFixture, person } from '../documents-fixture.js';
import { describeOnBothEngines } from '../engines.js';

const FEW = 2_000;
const MANY = 100_000;
/** Fifty times the documents: a page or a search that reads them all would take fifty times as long. */
const MOST_GROWTH = 8;
/** What else the machine does in some of them is not what is measured. */
const ROUNDS = 15;

const alice = person('alice');
const idOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

describeOnBothEngines('the list of a hundred thousand documents', ({ open }) => {
  it('should give any page in the same short time, and search', async () => {
    const [small, large] = [await open(), await open()];
    await fill(small, FEW);
    await fill(large, MANY);
    const [{ list: few }, { list: many }] = [documentsFixture(small), documentsFixture(large)];

    let after: ListPosition | undefined = { updatedAtMs: MANY / 2, id: idOf(MANY / 2) };
    for (let page = 0; page < 5; page++) {
      const { documents, next } = await many.execute(alice, { limit: 50, after });
      const newest = MANY / 2 - 1 - page * 50;
      expect(documents.map(({ document }) => document.id)).toEqual(
        Array.from({ length: 50 }, (_, n) => idOf(newest - n)),
      );
      after = next;
    }
    const page = await growth(
      () => few.execute(alice, { limit: 50 }),
      () => many.execute(alice, { limit: 50, after }),
    );
    expect(page).toBeLessThan(MOST_GROWTH);
    expect((await many.execute(alice, { q: 'none such' })).documents).toEqual([]);
    const search = await growth(
      () => few.execute(alice, { q: 'none such' }),
      () => many.execute(alice, { q: 'none such' }),
    );
    expect(search).toBeLessThan(MOST_GROWTH);
    const found = await many.execute(alice, { q: 'cument 77777.' });
    expect(found.documents.map(({ document }) => document.title)).toEqual(['Document 77777.txt']);
  });
});

/** Documents of Alice's, and of Bob's who shares them with her, in turn. */
async function fill(database: Database, count: number): Promise<void> {
  for (let from = 0; from < count; from += FEW) {
    const numbers = Array.from({ length: FEW }, (_, n) => from + n);
    await database
      .query<{ documents: Record<string, unknown> }>()
      .insertInto('documents')
      .values(
        numbers.map((n) => ({
          id: idOf(n),
          title: `Document ${n}.txt`,
          title_search: `document ${n}.txt`,
          file_type: 'txt',
          state: 'active',
          owner: n % 2 === 0 ? 'alice' : 'bob',
          version_group_id: `group ${n}`,
          created_at: n,
          updated_at: n,
        })),
      )
      .execute();
  }
  await sql`insert into document_shares
      (document_id, account_id, role, created_at, document_updated_at, document_title_search)
      select id, 'alice', 'viewer', created_at, updated_at, title_search
      from documents where owner = 'bob'`.execute(database.kysely);
  await sql`analyze`.execute(database.kysely);
}

/** How many times as long the second work takes, asked in turn with the first: the quickest of each counts. */
async function growth(few: () => Promise<unknown>, many: () => Promise<unknown>): Promise<number> {
  const least = { few: Infinity, many: Infinity };
  for (let round = 0; round < ROUNDS; round++) {
    least.few = Math.min(least.few, await timeOf(few));
    least.many = Math.min(least.many, await timeOf(many));
  }
  return least.many / least.few;
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
