import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  ConflictError,
  DeadlineError,
  InvalidRequestError,
  Kontor,
  KontorError,
  NoAnswerError,
  NotFoundError,
  NotSignedInError,
  ServerError,
  TooManyRequestsError,
  UnavailableError,
} from './index.js';
import { ScriptedServer, type Reply } from '../../../test/scripted-server.js';

const problem = (status: number, code: string, headers = {}): Reply => ({
  ...{ status, headers: { 'content-type': 'application/problem+json', ...headers } },
  json: { code, status, detail: 'What failed.', correlation_id: 'c-1', data: { to: 'docx' } },
});

describe('Kontor', () => {
  let server: ScriptedServer;

  beforeEach(async () => {
    server = new ScriptedServer();
    await server.start();
  });

  afterEach(() => server.stop());

  const withKey = (more = {}): Kontor => new Kontor({ url: server.url, apiKey: 'key', ...more });
  const asApplication = (): Kontor =>
    new Kontor({ url: `${server.url}/`, clientId: 'app:1', clientSecret: 'a secret' });
  const authorizations = () => server.received.map(({ headers }) => headers.authorization);

  describe('who it is', () => {
    it('should send a key with each request', async () => {
      await withKey().documents.get('1');
      expect(server.received).toMatchObject([
        { method: 'GET', path: '/api/documents/1', headers: { authorization: 'Bearer key' } },
      ]);
    });

    it('should name the person for whom it acts, also beyond ASCII, and nobody afterwards', async () => {
      const kontor = withKey();
      await kontor.as('zoë müller').documents.get('1');
      await kontor.documents.get('1');
      expect(server.received.map(({ headers }) => headers['kontor-on-behalf-of'])).toEqual([
        'zo%C3%AB%20m%C3%BCller',
        undefined,
      ]);
    });

    it('should ask for errors in the language of the call, else of the client', async () => {
      await withKey().documents.get('1');
      await withKey({ language: 'de' }).as('anna').documents.get('1');
      await withKey({ language: 'de' }).documents.get('1', { language: 'fr-CH, en;q=0.5' });
      expect(server.received.map(({ headers }) => headers['accept-language'])).toEqual([
        // What Node's fetch says of itself: anything.
        '*',
        'de',
        'fr-CH, en;q=0.5',
      ]);
    });

    it('should get one token for requests at the same time, and keep it', async () => {
      const kontor = asApplication();
      await Promise.all([1, 2, 3].map((id) => kontor.documents.get(String(id))));
      await kontor.as('alice').documents.get('4');
      expect(server.tokens).toBe(1);
      expect(new Set(authorizations())).toEqual(new Set(['Bearer token-1']));
    });

    it('should renew a token before it ends', async () => {
      server.tokenSeconds = 0;
      const kontor = asApplication();
      await kontor.documents.get('1');
      await kontor.documents.get('2');
      expect(authorizations()).toEqual(['Bearer token-1', 'Bearer token-2']);
    });

    it('should send a request again with a new token when the old one ended in the middle', async () => {
      const kontor = asApplication();
      await kontor.documents.get('1');
      server.replies(problem(401, 'access/not-signed-in'), { status: 200, json: { id: '2' } });
      await expect(kontor.documents.rename('2', 'a.docx')).resolves.toMatchObject({ id: '2' });
      expect(authorizations()).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
    });

    it('should ask for another token once only', async () => {
      server.replies(problem(401, 'access/not-signed-in'));
      await expect(asApplication().documents.get('1')).rejects.toThrow(NotSignedInError);
      expect(server.received).toHaveLength(2);
    });

    it('should ask a function again when its token was refused', async () => {
      let asked = 0;
      const kontor = new Kontor({ url: server.url, token: async () => `own-${++asked}` });
      await kontor.documents.get('1');
      server.replies(problem(401, 'access/not-signed-in'), { status: 200, json: {} });
      await kontor.documents.get('2');
      expect(authorizations()).toEqual(['Bearer own-1', 'Bearer own-1', 'Bearer own-2']);
    });

    it('should say that the secret is wrong, at once', async () => {
      const kontor = new Kontor({ url: server.url, clientId: 'app:1', clientSecret: 'wrong' });
      const failed = kontor.documents.get('1');
      await expect(failed).rejects.toThrow(NotSignedInError);
      await expect(failed).rejects.toMatchObject({
        ...{ code: 'client/credentials-refused', detail: 'Wrong secret.', attempts: 1 },
      });
      expect(server.received).toEqual([]);
    });

    it('should show no secret of its own', async () => {
      const kontor = asApplication();
      await kontor.documents.get('1');
      const { inspect } = await import('node:util');
      const shown = inspect(kontor, { depth: 20, showHidden: true }) + JSON.stringify(kontor);
      expect(shown).not.toMatch(/a secret|token-1/);
    });
  });

  describe('errors', () => {
    it('should be of a family, with code, detail and data', async () => {
      server.replies(problem(409, 'editor-connector/converts-first'));
      const failed = withKey().sessions.open('1', { mode: 'edit' });
      await expect(failed).rejects.toThrow(ConflictError);
      await expect(failed).rejects.toMatchObject({
        ...{ name: 'ConflictError', code: 'editor-connector/converts-first', status: 409 },
        ...{ detail: 'What failed.', correlationId: 'c-1', data: { to: 'docx' } },
      });
    });

    it.each([
      [400, InvalidRequestError],
      [404, NotFoundError],
      [500, ServerError],
    ])('should know the family of %i', async (status, family) => {
      server.replies(problem(status, 'a/b'));
      await expect(withKey().documents.get('1')).rejects.toThrow(family);
      expect(server.received).toHaveLength(1);
    });

    it('should say that something else answered', async () => {
      server.replies({ status: 418, headers: { 'content-type': 'text/html' } });
      await expect(withKey().documents.get('1')).rejects.toMatchObject({
        ...{ code: 'client/not-kontor', status: 418 },
      });
    });

    it('should send no token after a redirect', async () => {
      server.replies({ status: 302, headers: { location: 'https://elsewhere.example/' } });
      await expect(withKey().documents.get('1')).rejects.toMatchObject({
        ...{ code: 'client/redirected', status: 302 },
      });
      expect(server.received).toHaveLength(1);
    });

    it('should say that nobody answers', async () => {
      const kontor = withKey({ retries: 0 });
      await server.stop();
      const failed = kontor.documents.get('1');
      await expect(failed).rejects.toThrow(NoAnswerError);
      await expect(failed).rejects.toThrow('ECONNREFUSED');
      await server.start();
    });
  });

  describe('further attempts', () => {
    it('should follow a cut connection and a server that is busy', async () => {
      server.replies('cut', problem(503, 'platform/busy'), { status: 200, json: { id: '1' } });
      await expect(withKey().documents.get('1')).resolves.toEqual({ id: '1' });
      expect(server.received).toHaveLength(3);
    });

    it('should create under one key, the same for each attempt and another for each call', async () => {
      server.replies('cut', { status: 201, json: { id: '1' } });
      const kontor = withKey();
      const blank = { title: 'a', file_type: 'docx' } as const;
      await kontor.documents.create(blank);
      await kontor.documents.create(blank);
      const keys = server.received.map(({ headers }) => headers['idempotency-key']);
      expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
      expect(keys[1]).toBe(keys[0]);
      expect(keys[2]).not.toBe(keys[0]);
    });

    it('should wait for the attempt before it, which is still at work', async () => {
      server.replies(problem(409, 'platform/idempotency-key-running'), { status: 201, json: {} });
      await withKey().documents.restore('1');
      expect(server.received).toHaveLength(2);
    });

    it('should not follow a change that may have been made', async () => {
      server.replies('cut');
      await expect(withKey().documents.rename('1', 'a.docx')).rejects.toThrow(NoAnswerError);
      expect(server.received).toHaveLength(1);
    });

    it('should wait as long as the server asks, with any method', async () => {
      const busy = problem(429, 'platform/too-many-requests', { 'retry-after': '1' });
      server.replies(busy, { status: 200, json: { id: '1' } });
      const began = performance.now();
      await withKey().documents.rename('1', 'a.docx');
      expect(performance.now() - began).toBeGreaterThanOrEqual(995);
    });

    it('should not wait past its deadline', async () => {
      server.replies(problem(429, 'platform/too-many-requests', { 'retry-after': '3600' }));
      const failed = withKey().documents.get('1');
      await expect(failed).rejects.toThrow(TooManyRequestsError);
      await expect(failed).rejects.toMatchObject({ retryAfterMs: 3_600_000, attempts: 1 });
    });

    it('should come to an end', async () => {
      server.replies(problem(503, 'platform/busy'));
      const failed = withKey({ retries: 2 }).documents.get('1');
      await expect(failed).rejects.toThrow(UnavailableError);
      await expect(failed).rejects.toMatchObject({ attempts: 3 });
      expect(server.received).toHaveLength(3);
    });

    it('should take what is gone after a cut connection as removed', async () => {
      server.replies('cut', problem(404, 'documents/no-such-document'));
      await expect(withKey().documents.remove('1')).resolves.toBeUndefined();
      await expect(withKey().documents.remove('1')).rejects.toThrow(NotFoundError);
    });
  });

  describe('time', () => {
    it('should end when it is over', async () => {
      server.replies('silence');
      const failed = withKey({ timeoutMs: 50 }).documents.get('1');
      await expect(failed).rejects.toThrow(DeadlineError);
    });

    it('should end with the reason of the signal', async () => {
      server.replies('silence');
      const own = new AbortController();
      const failed = withKey().documents.get('1', { signal: own.signal });
      own.abort(new Error('enough'));
      await expect(failed).rejects.toThrow('enough');
    });
  });

  describe('lists', () => {
    it('should ask for a page when the one before was read', async () => {
      const page = (id: string, next: string | null): Reply => ({
        ...{ status: 200, json: { documents: [{ id }], next_cursor: next } },
      });
      server.replies(page('1', 'a'), page('2', 'b'), page('3', null));
      const listing = withKey().documents.list({ q: 'ä', limit: 1 });
      await expect(listing.first(2)).resolves.toEqual([{ id: '1' }, { id: '2' }]);
      expect(server.received.map(({ path }) => path)).toEqual([
        '/api/documents?q=%C3%A4&limit=1',
        '/api/documents?q=%C3%A4&limit=1&cursor=a',
      ]);
    });
  });

  describe('content', () => {
    const title = 'a.txt';

    async function* pieces(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array([1, 2]);
      yield new Uint8Array([3]);
    }

    it.each([
      ['bytes', () => new Uint8Array([1, 2, 3]), 3],
      ['a blob', () => new Blob([new Uint8Array([1, 2, 3])]), 3],
      ['a generator', pieces, undefined],
      ['a function', () => pieces, undefined],
    ])('should be sent from %s, with progress', async (_name, open, total) => {
      server.replies({ status: 201, json: { id: '1' } });
      const seen: unknown[] = [];
      await withKey().documents.create(
        { title, content: open() },
        { onProgress: (progress) => seen.push(progress) },
      );
      expect([...server.received[0]!.body]).toEqual([1, 2, 3]);
      expect(seen.at(0)).toEqual({ bytes: 0, total });
      expect(seen.at(-1)).toEqual({ bytes: 3, total });
    });

    it('should be sent whole where streams are not sent', async () => {
      server.replies({ status: 201, json: { id: '1' } });
      await withKey({ streamUploads: false }).documents.create({ title, content: pieces() });
      expect(server.received[0]!.headers['content-length']).toBe('3');
    });

    it('should be opened anew by a function, and not again without', async () => {
      server.replies('cut', { status: 201, json: { id: '1' } });
      await withKey().documents.create({ title, content: pieces });
      expect(server.received.map(({ body }) => [...body])).toEqual([
        [1, 2, 3],
        [1, 2, 3],
      ]);
      server.replies('cut');
      const failed = withKey().documents.create({ title, content: pieces() });
      await expect(failed).rejects.toMatchObject({ code: 'client/no-answer', attempts: 1 });
    });

    it('should read no further for an attempt that has failed', async () => {
      server.replies('cut-within', { status: 201, json: { id: '1' } });
      const closed: string[] = [];
      const seen: number[] = [];
      let opened = 0;
      // The first is still at work when the second begins.
      let goOn = (): void => undefined;
      const begunAnew = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      async function* slow(): AsyncGenerator<Uint8Array> {
        const name = ++opened === 1 ? 'first' : 'second';
        if (name === 'second') goOn();
        try {
          yield new Uint8Array([1]);
          if (name === 'first') await begunAnew;
          yield new Uint8Array([2, 3]);
          closed.push(`${name} was read on`);
        } finally {
          closed.push(name);
        }
      }
      const onProgress = ({ bytes }: { bytes: number }) => void seen.push(bytes);
      const { id } = await withKey().documents.create({ title, content: slow }, { onProgress });
      expect({ id, body: [...server.received.at(-1)!.body] }).toEqual({ id: '1', body: [1, 2, 3] });
      expect(closed.toSorted()).toEqual(['first', 'second', 'second was read on']);
      expect(seen).toEqual([0, 1, 0, 1, 3]);
    });

    it('should fail as its source does', async () => {
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield new Uint8Array([1]);
        throw new Error('the disk is gone');
      }
      const failed = withKey().documents.create({ title, content: broken });
      await expect(failed).rejects.toThrow('the disk is gone');
    });

    it('should name what it was made from', async () => {
      server.replies({ status: 201, json: { number: 2 } });
      const content = new Uint8Array([1]);
      await withKey().documents.replaceContent('1', { content, etag: 'abc' });
      await withKey().documents.replaceContent('1', { content, etag: '"abc"' });
      expect(server.received.map(({ headers }) => headers['if-match'])).toEqual(['"abc"', '"abc"']);
    });

    it('should come with its name, size and etag', async () => {
      const headers = {
        'content-disposition': `attachment; filename="a.txt"; filename*=UTF-8''%C3%A4.txt`,
        ...{ 'content-type': 'text/plain', 'content-length': '4', etag: '"e"' },
      };
      server.replies({ status: 200, json: 'ab', headers });
      const download = await withKey().documents.content('1');
      expect(download).toMatchObject({
        filename: 'ä.txt',
        size: 4,
        etag: '"e"',
        type: 'text/plain',
      });
      expect(Buffer.from(await download.bytes()).toString()).toBe('"ab"');
    });
  });

  it('should know every operation by request', async () => {
    server.replies({ status: 200, json: { clients: [], next_cursor: null } });
    const params = { query: { limit: 10 } };
    const { clients } = await withKey().request('get', '/api/admin/clients', { params });
    expect(clients).toEqual([]);
  });

  it('should be one error for all that it throws', async () => {
    server.replies(problem(503, 'a/b'));
    await expect(withKey({ retries: 0 }).people.me()).rejects.toThrow(KontorError);
  });
});
