import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routesOf } from '../routes.js';
import { AskingDesk, CANARY, type Wire } from './permissions/asking-desk.js';
import { ask, prepare } from './permissions/ask-route.js';
import { routesWithRecipe } from './permissions/requests.js';
import {
  expectedOf,
  isAboutDocument,
  ROLES,
  rowsOfTable,
  SWITCHES,
  type Caller,
  type Row,
} from './permissions/table.js';

const rows = rowsOfTable();
const callers = AskingDesk.callers();

describe('who may use which route', () => {
  let desk: AskingDesk;

  beforeAll(async () => {
    desk = await AskingDesk.start();
  });

  afterAll(() => desk.stop());

  it('should be said of every route of the router, once, and of no other', () => {
    const listed = rows.map(({ route }) => route);
    expect(listed.toSorted()).toEqual(
      routesOf(desk.kontor.app)
        .map(({ method, path }) => `${method} ${path}`)
        .toSorted(),
    );
    expect(routesWithRecipe().filter((route) => !listed.includes(route))).toEqual([]);
  });

  it.each(rows.map((row) => [row.route, row] as const))('%s', async (_, row) => {
    const asking = callers.filter(({ isVariant }) => isVariant !== true || isAboutDocument(row));
    const found = await Promise.all(asking.map((caller) => differences(row, caller)));
    expect(found.flat()).toEqual([]);
  });

  it('should have changed nothing where it was refused', async () => {
    desk.kontor.signInAgain('alice');
    for (const off of [undefined, ...SWITCHES]) {
      const path = `/api/documents/${desk.documentOf({ name: '', kind: 'person', off }).id}`;
      const read = async (rest = ''): Promise<Wire> => (await desk.owner.fetch(path + rest)).json();
      expect(await read()).toMatchObject({
        ...{ title: 'Standing.txt', current_version: 1, custody: 'managed', owner: 'alice' },
      });
      const { shares } = await read('/shares');
      expect(shares.map(({ username }: Wire) => username).toSorted()).toEqual(
        [...ROLES, 'gone'].toSorted(),
      );
    }
  });

  /** What the caller got and should not have, as sentences. */
  async function differences(row: Row, caller: Caller): Promise<readonly string[]> {
    const expected = expectedOf(row, caller);
    const asked = await prepare(desk, row, caller);
    const methods = row.method === 'GET' ? ['HEAD', 'GET'] : [row.method];
    const found: string[] = [];
    for (const method of methods) {
      const { status, text } = await ask(method, row, asked);
      const fits = expected === 'allowed' ? row.answers.includes(status) : status === expected;
      if (!fits) {
        const wanted = expected === 'allowed' ? row.answers.join(' or ') : expected;
        found.push(
          `${caller.name}, ${method}: ${status} instead of ${wanted}. ${text.slice(0, 300)}`,
        );
      }
      if (text.includes(CANARY) && !mayHaveBytes(row, caller))
        found.push(`${caller.name}, ${method}: got bytes of the content`);
    }
    return found;
  }
});

/** Only who may download, and the Document Server, ever get the content. */
const mayHaveBytes = (row: Row, caller: Caller): boolean =>
  (row.needs.includes('download') || row.needs.includes('capability')) &&
  expectedOf(row, caller) === 'allowed';
