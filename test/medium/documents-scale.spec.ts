import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { documentsDesk, person } from '../documents-desk.js';
import { describeOnBothEngines } from '../engines.js';

const MANY = 100_000;
const BATCH = 2_000;
const START_MS = 300_000;
/** Far above what a page takes (single milliseconds), far below what reading a hundred thousand rows takes. */
const FLAT_MS = 100;

/** A search reads every title, but from the index alone: some twenty milliseconds. */
const SEARCH_MS = 500;

describeOnBothEngines('the list of a hundred thousand documents', ({ open }) => {
  it(
    'should give any page in the same short time, and search',
    async () => {
      const database = await open();
      const desk = documentsDesk(database);
      const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
      const numbers = (from: number) => Array.from({ length: BATCH }, (_, n) => from + n);
      for (let from = 0; from < MANY; from += BATCH) {
        await database
          .query<{ documents: Record<string, unknown> }>()
          .insertInto('documents')
          .values(
            numbers(from).map((n) => ({
              id: id(n),
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
      await sql`insert into document_shares select id, 'alice', 'viewer', created_at, updated_at, title_search
        from documents where owner = 'bob'`.execute(database.kysely);
      await sql`analyze`.execute(database.kysely);

      const alice = person('alice');
      let cursor: string | undefined = Buffer.from(`${MANY / 2}.${id(MANY / 2)}`).toString(
        'base64url',
      );
      let quickest = Infinity;

      for (let page = 0; page < 5; page++) {
        const before = performance.now();
        const { documents, nextCursor } = await desk.list.execute(alice, { limit: 50, cursor });
        quickest = Math.min(quickest, performance.now() - before);
        const newest = MANY / 2 - 1 - page * 50;
        expect(documents.map(({ document }) => document.id)).toEqual(
          Array.from({ length: 50 }, (_, n) => id(newest - n)),
        );
        cursor = nextCursor ?? undefined;
      }
      expect(quickest).toBeLessThan(FLAT_MS);
      const before = performance.now();
      expect((await desk.list.execute(alice, { q: 'none such' })).documents).toEqual([]);
      expect(performance.now() - before).toBeLessThan(SEARCH_MS);
    },
    START_MS,
  );
});
