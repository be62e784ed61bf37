import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { operations } from '../operations.js';
import { prepare, send } from './permissions/ask-route.js';
import { AskingDesk } from './permissions/asking-desk.js';
import { pathOf, type Asked } from './permissions/made-for-request.js';
import { recipeOf } from './permissions/requests.js';
import type { Request } from './permissions/recipe.js';
import { expectedOf, rowsOfTable, type Caller, type Row } from './permissions/table.js';

const CHANGES = new Set(['PUT', 'PATCH', 'DELETE']);
const changing = operations.filter(
  // Of an upload, tus says what may be sent, and when.
  ({ method, path }) =>
    CHANGES.has(method) && path.startsWith('/api/') && !path.startsWith('/api/uploads/'),
);
const readable = new Set(
  operations.filter(({ method }) => method === 'GET').map(({ path }) => path),
);

/** Of what nobody saw: as it is sent, and as proxies write it. */
const STALE = ['"stale"', 'W/"stale"', '"stale-gzip"', '"one", W/"other--gzip"'];
/** Of what is there. */
const WRITTEN = [
  (etag: string) => `W/${etag}`,
  (etag: string) => etag.replace(/"$/, '-gzip"'),
  (etag: string) => `"another", W/${etag.replace(/"$/, '--gzip"')}`,
];

/** `/api/documents/{id}` as the router and the table write it. */
const rowOf = (method: string, path: string): Row => {
  const route = `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
  const row = rowsOfTable().find((one) => one.route === route);
  if (row === undefined) throw new Error(`routes.txt has no ${route}`);
  return row;
};

/** The nearest path that can be read, as its pattern: the same, or one above. */
function readAt(pattern: string): string {
  const parts = pattern.split('/');
  for (; parts.length > 2; parts.pop()) if (readable.has(parts.join('/'))) return parts.join('/');
  throw new Error(`nothing above ${pattern} can be read: If-Match would mean nothing there`);
}

describe('a condition on each route that changes something', () => {
  let desk: AskingDesk;

  beforeAll(async () => {
    desk = await AskingDesk.start();
  });
  afterAll(() => desk.stop());

  /** Somebody who may, and what they ask for: made once, so that its ETag can be read before. */
  async function asking(row: Row): Promise<{ asked: Asked; request: Request }> {
    const may = AskingDesk.callers().filter((one) => expectedOf(row, one) === 'allowed');
    const caller = (may.find(({ role }) => role === 'owner') ??
      may.find(({ isAdmin }) => isAdmin)) as Caller;
    const asked = await prepare(desk, row, caller);
    const request = (await recipeOf(row).request?.(asked)) ?? {};
    return { asked, request: { ...request, path: request.path ?? pathOf(row, asked) } };
  }

  async function etagFor(pattern: string, { desk: at, caller }: Asked, path: string) {
    const depth = readAt(pattern).split('/').length;
    const read = await at.json(caller, 'GET', path.split('/').slice(0, depth).join('/'));
    const etag = read.headers.get('etag');
    if (etag === null) throw new Error(`no ETag: ${read.status} ${await read.text()}`);
    return etag;
  }

  it('should be described everywhere', () => {
    const without = changing.filter(
      ({ parameters }) =>
        !parameters.some(({ in: where, name }) => where === 'header' && name === 'If-Match'),
    );
    expect(without.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    expect(changing.length).toBeGreaterThan(30);
  });

  it.each(changing.map(({ method, path }) => [method, path] as const))(
    'should be kept by %s %s, however a proxy writes the tag',
    async (method, path) => {
      const row = rowOf(method, path);
      const { asked, request } = await asking(row);
      const before = await etagFor(path, asked, request.path!);
      for (const tag of STALE) {
        const refused = await send(method, request, asked, { 'if-match': tag });
        expect([tag, refused.status]).toEqual([tag, 412]);
        const { code, data } = JSON.parse(refused.text);
        expect(code).toMatch(/^(platform\/changed-meanwhile|documents\/etag-differs)$/);
        if (code.startsWith('platform/')) expect(data).toEqual({ etag: before });
      }
      expect(await etagFor(path, asked, request.path!)).toBe(before);
      for (const written of WRITTEN) {
        const next = await asking(row);
        const tag = written(await etagFor(path, next.asked, next.request.path!));
        const made = await send(method, next.request, next.asked, { 'if-match': tag });
        // What it answers then is in routes.txt; of some of these there is only one to remove.
        expect([tag, made.status]).not.toEqual([tag, 412]);
        expect(made.status).toBeLessThan(500);
      }
    },
  );
});
