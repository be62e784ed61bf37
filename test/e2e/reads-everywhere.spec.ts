import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { prepare, send } from './permissions/ask-route.js';
import { AskingDesk } from './permissions/asking-desk.js';
import { pathOf, type Asked } from './permissions/made-for-request.js';
import type { Request } from './permissions/recipe.js';
import { recipeOf } from './permissions/requests.js';
import { expectedOf, rowsOfTable, type Row } from './permissions/table.js';

/** But for the two that answer while an address is tried, for a moment. */
const reads = rowsOfTable().filter(
  ({ method, path }) =>
    method === 'GET' && path.startsWith('/api/') && !path.startsWith('/api/eurooffice/probe/'),
);

/** Another answer each time: nobody has it already. */
const SIGNED_ANEW = new Set(['/api/eurooffice/history/:document_id/:version']);

/** Some change by themselves now and then: a connection is tried. More often than this is at each request. */
const MOST_CHANGES = 3;

/** Of what is there, as it was sent and as proxies write it; and of anything. */
const KNOWN = [
  (etag: string) => etag,
  (etag: string) => `W/${etag}`,
  (etag: string) => etag.replace(/"$/, '-gzip"'),
  (etag: string) => `"another", W/${etag.replace(/"$/, '--gzip"')}`,
  () => '*',
];

describe('each route of the API that is read', () => {
  let desk: AskingDesk;

  beforeAll(async () => {
    desk = await AskingDesk.start();
  });
  afterAll(() => desk.stop());

  async function asking(row: Row): Promise<{ asked: Asked; request: Request }> {
    const may = AskingDesk.callers().filter((one) => expectedOf(row, one) === 'allowed');
    const caller = may.find(({ role }) => role === 'owner') ?? may.find((one) => one.isAdmin);
    const asked = await prepare(desk, row, caller ?? may[0]!);
    const request = (await recipeOf(row).request?.(asked)) ?? {};
    return { asked, request: { ...request, path: request.path ?? pathOf(row, asked) } };
  }

  /** Undefined when all were told that they have it; else the ETag of what it is now. */
  async function changedWhileAsked(
    etag: string,
    request: Request,
    asked: Asked,
  ): Promise<string | undefined> {
    for (const written of KNOWN) {
      const condition = { 'if-none-match': written(etag) };
      for (const method of ['GET', 'HEAD']) {
        const { status, text, headers } = await send(method, request, asked, condition);
        const now = headers.get('etag');
        const canHaveChanged = status === 200 || written(etag) === '*';
        if (canHaveChanged && now !== null && now !== etag) return now;
        expect([method, condition, status, text, now]).toEqual([method, condition, 304, '', etag]);
      }
    }
    return undefined;
  }

  it.each(reads.map((row) => [row.path, row] as const))(
    'should be asked for its headers alone, and not be read again by who has it: %s',
    async (_, row) => {
      const { asked, request } = await asking(row);
      const read = await send('GET', request, asked);
      const etag = read.headers.get('etag');
      const head = await send('HEAD', request, asked);
      expect([head.status, head.text]).toEqual([read.status, '']);
      // What is made while it is sent has no length before.
      const length = read.headers.get('content-length');
      if (etag !== null && length !== null) expect(head.headers.get('content-length')).toBe(length);
      if (etag === null) return;
      const again = await send('GET', request, asked);
      if (SIGNED_ANEW.has(row.path)) {
        expect(again.headers.get('etag')).not.toBe(etag);
        return;
      }
      let known: string | undefined = etag;
      for (let changes = 0; known !== undefined; changes++) {
        expect(changes).toBeLessThanOrEqual(MOST_CHANGES);
        known = await changedWhileAsked(known, request, asked);
      }
      for (const method of ['GET', 'HEAD']) {
        const other = await send(method, request, asked, { 'if-none-match': '"another"' });
        expect(other.status).toBe(read.status);
      }
    },
  );
});
