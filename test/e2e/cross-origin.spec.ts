import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { request } from 'undici';
import { freePorts } from '../free-port.js';
import { RunningTime } from '../running-time.js';
import { sendAs } from '../send-as.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

const APP = 'https://app.example.ch';
const OTHER_APP = 'https://other-app.example.ch';
const EDITOR_HOST = 'editor.kontor.test';
/** Of the Fetch standard: every page may read these, whatever the server says. */
const READABLE = new Set([
  ...['cache-control', 'content-language', 'content-length', 'content-type', 'expires'],
  ...['last-modified', 'pragma'],
]);

const listIn = (headers: Headers, name: string): string[] =>
  (headers.get(name) ?? '').toLowerCase().split(', ');
const crossOriginHeadersOf = ({ headers }: Response): string[] =>
  [...headers.keys()].filter((name) => name.startsWith('access-control-'));

/** What a browser would ask, and what it would believe. */
describe('a page of an application, on another origin', () => {
  let kontor: RunningKontor;
  let app: Wire;
  let otherApp: Wire;
  let key: string;

  const addClient = (name: string, origin: string): Promise<Wire> =>
    sendAs(kontor, 'admin', 'POST', '/api/admin/clients', {
      ...{ name, allowed_origins: [origin] },
      scopes: ['documents:read', 'documents:write', 'act-for-people'],
    });

  beforeAll(async () => {
    kontor = await startKontor({
      KONTOR_REQUESTS_PER_CLIENT: '40',
      KONTOR_EDITOR_URL: `http://${EDITOR_HOST}`,
      PORT: String(await freePorts()),
    });
    app = await addClient('app', APP);
    otherApp = await addClient('other-app', OTHER_APP);
    ({ key } = await sendAs(
      kontor,
      'admin',
      'POST',
      `/api/admin/clients/${app.client_id}/keys`,
      {},
    ));
  });
  afterAll(() => kontor.stop());

  const preflight = (origin: string, path = '/api/documents', method = 'POST') =>
    fetch(new URL(path, kontor.url), {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': 'authorization,idempotency-key',
      },
    });
  const ask = (origin: string, path: string, init: RequestInit = {}) =>
    fetch(new URL(path, kontor.url), {
      ...init,
      headers: { authorization: `Bearer ${key}`, ...(init.headers as object), origin },
    });

  it('should be told by a preflight what it may send, and for how long that is so', async () => {
    const answer = await preflight(APP, '/api/documents/anything', 'PATCH');
    expect([answer.status, await answer.text()]).toEqual([204, '']);
    const { headers } = answer;
    expect(headers.get('access-control-allow-origin')).toBe(APP);
    expect(headers.get('access-control-max-age')).toBe('600');
    expect(listIn(headers, 'vary')).toContain('origin');
    expect(listIn(headers, 'access-control-allow-methods')).toEqual(
      expect.arrayContaining(['get', 'head', 'post', 'put', 'patch', 'delete']),
    );
    expect(listIn(headers, 'access-control-allow-headers')).toEqual(
      expect.arrayContaining([
        ...['authorization', 'content-type', 'accept-language', 'idempotency-key'],
        ...['kontor-on-behalf-of', 'kontor-on-behalf-of-id'],
      ]),
    );
  });

  it('should be able to send and read every header that the API describes', async () => {
    const { paths, components }: Wire = JSON.parse(readFileSync('openapi.json', 'utf8'));
    const operations = Object.values<Wire>(paths).flatMap((path) => Object.values<Wire>(path));
    const sent = operations
      .flatMap(({ parameters = [] }) => parameters)
      .map(({ $ref, ...own }: Wire) => ($ref ? components.parameters[$ref.split('/').at(-1)] : own))
      .filter(({ in: place }: Wire) => place === 'header')
      .map(({ name }: Wire) => name.toLowerCase());
    const answered = operations
      .flatMap(({ responses }) => Object.values<Wire>(responses))
      .flatMap(({ headers = {} }) => Object.keys(headers).map((name) => name.toLowerCase()));
    expect(sent.length).toBeGreaterThan(100);
    expect(answered.length).toBeGreaterThan(100);
    const allowed = new Set(listIn((await preflight(APP)).headers, 'access-control-allow-headers'));
    expect([...new Set(sent)].filter((name) => !allowed.has(name))).toEqual([]);
    const exposed = listIn((await ask(APP, '/api/me')).headers, 'access-control-expose-headers');
    const readable = new Set([...READABLE, ...exposed]);
    expect([...new Set(answered)].filter((name) => !readable.has(name))).toEqual([]);
  });

  it('should create, read and change, and go on with a download that was cut', async () => {
    const created = await ask(APP, '/api/documents?title=From%20a%20page.txt', {
      ...{ method: 'POST', body: 'text', headers: { 'idempotency-key': 'once' } },
    });
    expect(created.status).toBe(201);
    const { id }: Wire = await created.json();
    const exposed = listIn(created.headers, 'access-control-expose-headers');
    for (const name of ['location', 'ratelimit', 'ratelimit-policy']) {
      expect(created.headers.has(name)).toBe(true);
      expect(exposed).toContain(name);
    }
    const read = await ask(APP, `/api/documents/${id}`);
    const etag = read.headers.get('etag') ?? '';
    expect(listIn(read.headers, 'access-control-expose-headers')).toContain('etag');
    // The browser's cache keeps it for this origin alone.
    expect(listIn(read.headers, 'vary')).toContain('origin');
    const same = await ask(APP, `/api/documents/${id}`, { headers: { 'if-none-match': etag } });
    expect(same.status).toBe(304);
    expect(same.headers.get('access-control-allow-origin')).toBe(APP);
    const changed = await ask(APP, `/api/documents/${id}`, {
      ...{ method: 'PATCH', body: JSON.stringify({ title: 'Another.txt' }) },
      headers: { 'content-type': 'application/json', 'if-match': etag },
    });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('access-control-allow-origin')).toBe(APP);
    const part = await ask(APP, `/api/documents/${id}/content`, { headers: { range: 'bytes=2-' } });
    expect([part.status, await part.text()]).toEqual([206, 'xt']);
    for (const name of ['accept-ranges', 'content-range', 'content-disposition'])
      expect([name, listIn(part.headers, 'access-control-expose-headers').includes(name)]).toEqual([
        ...[name, part.headers.has(name)],
      ]);
    expect(part.headers.get('content-range')).toBe('bytes 2-3/4');
  });

  it('should read why something was refused', async () => {
    const json = { 'content-type': 'application/json' };
    const refusals: [number, string, RequestInit][] = [
      [400, '/api/documents?no=such', {}],
      [400, '/api/documents/blank', { method: 'POST', body: '{', headers: json }],
      [401, '/api/documents', { headers: { authorization: 'Bearer nonsense' } }],
      [400, '/oauth/token', { method: 'POST', body: new URLSearchParams({ grant_type: 'x' }) }],
      [403, '/api/settings', {}],
      [403, '/api/me', { headers: { 'kontor-on-behalf-of': 'nobody' } }],
      [404, '/api/documents/none', {}],
      [404, '/api/no-such-route', {}],
      [
        415,
        '/api/documents/blank',
        { method: 'POST', body: 'x', headers: { 'content-type': 'x/y' } },
      ],
    ];
    for (const [status, path, init] of refusals) {
      const answer = await ask(APP, path, init);
      expect([path, answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([
        ...[path, status, APP],
      ]);
      expect(listIn(answer.headers, 'vary')).toContain('origin');
      expect(answer.headers.get('content-type')).toMatch(/json/);
    }
  });

  it('should read that there were too many requests, and when to come again', async () => {
    let answer = await ask(APP, '/api/me');
    // The minute in which they are counted may have begun long before.
    while (answer.status !== 429) answer = await ask(APP, '/api/me');
    expect(answer.headers.get('access-control-allow-origin')).toBe(APP);
    const exposed = listIn(answer.headers, 'access-control-expose-headers');
    for (const name of ['retry-after', 'ratelimit', 'ratelimit-policy']) {
      expect([name, answer.headers.has(name)]).toEqual([name, true]);
      expect(exposed).toContain(name);
    }
  });

  it('should never be allowed cookies, nor get one', async () => {
    const signedIn = await fetch(new URL('/login', kontor.url), {
      ...{ method: 'POST', redirect: 'manual' as const },
      headers: { origin: kontor.url, 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ username: 'alice', password: 'alice' }),
    });
    const cookie = signedIn.headers.getSetCookie().map((each) => each.split(';')[0]);
    expect(cookie).not.toEqual([]);
    const withCookie = (method: string, path: string) =>
      fetch(new URL(path, kontor.url), {
        method,
        headers: { origin: APP, cookie: cookie.join('; '), 'sec-fetch-site': 'cross-site' },
      });
    for (const answer of [
      await preflight(APP),
      await ask(APP, '/api/me'),
      await withCookie('GET', '/api/me'),
      await withCookie('POST', '/api/documents?title=Forged.txt'),
    ]) {
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    // Not even a browser that sent a cookie unasked could so change something.
    const forged = await withCookie('POST', '/api/documents?title=Forged.txt');
    expect([forged.status, (await forged.json()).code]).toEqual([
      ...[403, 'access/cross-site-request'],
    ]);
  });

  it.each([
    ['an origin that nobody registered', 'https://stranger.example.ch'],
    ['the origin of files and sandboxed frames', 'null'],
    ['the beginning of a longer name', `${APP}.evil.example`],
    ['another port', `${APP}:8443`],
    ['another scheme', APP.replace('https', 'http')],
    ['another spelling', APP.toUpperCase()],
    ['a path below', `${APP}/`],
    ['two of them', `${APP}, ${OTHER_APP}`],
    ['the editor', `http://${EDITOR_HOST}`],
  ])('should be told nothing from %s', async (_, origin) => {
    for (const answer of [await preflight(origin), await ask(origin, '/api/me')]) {
      expect(crossOriginHeadersOf(answer)).toEqual([]);
      // A cache that kept this answer would otherwise give it to the origin that may read it.
      expect(listIn(answer.headers, 'vary')).toContain('origin');
    }
    expect((await preflight(origin)).status).toBe(204);
  });

  it('should have no origin that is none given to an application', async () => {
    for (const origin of [
      'null',
      '*',
      `${APP}/`,
      'file://',
      'http://app.example.ch',
      'https://*.ch',
    ]) {
      const answer = await sendAs(kontor, 'admin', 'POST', '/api/admin/clients', {
        ...{ name: 'odd', scopes: [], allowed_origins: [origin] },
      });
      expect([origin, answer.code]).toEqual([origin, 'access/invalid-origin']);
    }
  });

  it('should be told its own origin, and not that of another application', async () => {
    for (const origin of [APP, OTHER_APP, APP])
      expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBe(origin);
  });

  it.each([
    ...['/login', '/documents', '/', '/editor-frame', '/assets/desk/desk.css', '/metrics'],
    ...['/health/ready', '/account', '/apidocs'],
  ])('should get nothing of %s', async (path) => {
    for (const answer of [await preflight(APP, path, 'GET'), await ask(APP, path)])
      expect(crossOriginHeadersOf(answer)).toEqual([]);
  });

  it("should get nothing under the editor's host name", async () => {
    for (const method of ['OPTIONS', 'GET'] as const) {
      // `fetch` lets nobody choose the name of the host.
      const { statusCode, headers, body } = await request(`${kontor.url}/api/me`, {
        method,
        headers: {
          ...{ host: EDITOR_HOST, origin: APP, authorization: `Bearer ${key}` },
          'access-control-request-method': 'GET',
        },
      });
      await body.dump();
      expect(statusCode).toBe(404);
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it('should be known as soon as it is given, and unknown within five seconds', async () => {
    const allowed = async (origin: string) =>
      (await preflight(origin)).headers.get('access-control-allow-origin') === origin;
    const change = (id: string, body: object) =>
      sendAs(kontor, 'admin', 'PATCH', `/api/admin/clients/${id}`, body);
    const secondsUntil = async (isReached: () => Promise<boolean>): Promise<number> => {
      using time = new RunningTime();
      while (!(await isReached())) await turn();
      return time.ms / 1000;
    };
    const moved = 'https://moved.example.ch';
    expect(await allowed(moved)).toBe(false);
    await change(app.client_id, { allowed_origins: [moved] });
    expect(await allowed(moved)).toBe(true);
    expect(await allowed(APP)).toBe(false);
    await change(app.client_id, { disabled: true });
    expect(await secondsUntil(async () => !(await allowed(moved)))).toBeLessThan(5);
    expect(await allowed(OTHER_APP)).toBe(true);
    await sendAs(kontor, 'admin', 'DELETE', `/api/admin/clients/${otherApp.client_id}`);
    expect(await secondsUntil(async () => !(await allowed(OTHER_APP)))).toBeLessThan(5);
  });
});
