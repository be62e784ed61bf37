import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { sendAs } from '../send-as.js';
import { useFixture } from './browser.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

/** What a page saw of an answer; `refused` when its browser showed it nothing. */
type Seen = { readonly status: number; readonly body: Wire; readonly headers: Wire } | 'refused';

describe('fetch in a page of another origin', () => {
  // What browsers say of what they refuse is said in the console.
  const fixture = useFixture(/CORS policy|net::ERR_FAILED|status of (?:404|412)/);
  let server: Server;
  let port: number;
  let client: Wire;
  let key: string;

  beforeAll(async () => {
    server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<!doctype html><link rel="icon" href="data:," /><title>Application</title>');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
    client = await sendAs(fixture.kontor, 'admin', 'POST', '/api/admin/clients', {
      ...{ name: 'page', scopes: ['documents:read', 'documents:write', 'act-for-people'] },
      allowed_origins: [`http://127.0.0.1:${port}`],
    });
    const keys = `/api/admin/clients/${client.client_id}/keys`;
    ({ key } = await sendAs(fixture.kontor, 'admin', 'POST', keys, {}));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const asked = (page: Page, path: string, init: Wire = {}): Promise<Seen> =>
    page.evaluate(
      async ([address, options]) => {
        const response = await fetch(address as string, options as RequestInit).catch(
          () => undefined,
        );
        if (response === undefined) return 'refused' as const;
        const text = await response.text();
        const headers = Object.fromEntries(response.headers);
        return { status: response.status, body: text === '' ? null : JSON.parse(text), headers };
      },
      [
        new URL(path, fixture.kontor.url).href,
        { ...init, headers: { authorization: `Bearer ${key}`, ...init.headers } },
      ],
    );
  async function pageAt(host: string): Promise<Page> {
    const page = await fixture.open();
    await page.goto(`http://${host}:${port}/`);
    return page;
  }

  it('should send what the API takes, and read what it answers', async () => {
    const page = await pageAt('127.0.0.1');
    const json = { 'content-type': 'application/json' };
    const created = await asked(page, '/api/documents/blank', {
      ...{ method: 'POST', body: JSON.stringify({ title: 'From a page', file_type: 'txt' }) },
      headers: { ...json, 'idempotency-key': 'a', 'kontor-on-behalf-of': 'alice' },
    });
    expect(created).toMatchObject({
      ...{ status: 201, body: { owner: 'alice' } },
      headers: { location: expect.any(String), ratelimit: expect.any(String) },
    });
    const { body } = created as Exclude<Seen, 'refused'>;
    const { id }: Wire = await (await fixture.kontor.fetchAs('alice', '/api/me')).json();
    const asAlice = { 'kontor-on-behalf-of-id': id };
    const path = `/api/documents/${body.id}`;
    const read = await asked(page, path, { headers: asAlice });
    expect(read).toMatchObject({ status: 200, headers: { etag: expect.any(String) } });
    const rename = (etag: string) =>
      asked(page, path, {
        ...{ method: 'PATCH', body: JSON.stringify({ title: 'Renamed.txt' }) },
        headers: { ...json, ...asAlice, 'if-match': etag },
      });
    const { etag } = (read as Exclude<Seen, 'refused'>).headers;
    expect(await rename(etag)).toMatchObject({ status: 200, body: { title: 'Renamed.txt' } });
    expect(await rename(etag)).toMatchObject({
      ...{ status: 412, body: { code: 'platform/changed-meanwhile' } },
    });
    expect(await asked(page, '/api/documents/none')).toMatchObject({
      ...{ status: 404, body: { code: 'documents/no-such-document' } },
    });
  });

  it('should be refused with cookies, and in a page of an origin that nobody registered', async () => {
    const page = await pageAt('127.0.0.1');
    expect(await asked(page, '/api/me', { credentials: 'include' })).toBe('refused');
    expect(await asked(page, '/login')).toBe('refused');
    // The same server under another name is another origin.
    expect(await asked(await pageAt('localhost'), '/api/me')).toBe('refused');
  });

  it('should be refused once the origin is taken away', async () => {
    const page = await pageAt('127.0.0.1');
    expect(await asked(page, '/api/me')).toMatchObject({ status: 200 });
    await sendAs(fixture.kontor, 'admin', 'PATCH', `/api/admin/clients/${client.client_id}`, {
      allowed_origins: [],
    });
    let seen = await asked(page, '/api/me');
    while (seen !== 'refused') seen = await asked(page, '/api/me');
    expect(seen).toBe('refused');
  });
});
