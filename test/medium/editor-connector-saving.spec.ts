import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { rename, writeFile, rm, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { zipSync, strToU8 } from 'fflate';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { ScriptedDocumentServer, type Session } from './editor-connector-server.js';

const OK = { status: 200, error: 0 };
const KEPT_THERE = { status: 200, error: 1 };
const TRY_AGAIN = { status: 503, error: 1 };
const REFUSED = { status: 403, error: 1 };
const MAX_BYTES = 200_000;

const docx = (text: string): Buffer =>
  Buffer.from(
    zipSync({
      '[Content_Types].xml': strToU8('<?xml version="1.0"?><Types/>'),
      'word/document.xml': strToU8(`<w:document>${text}</w:document>`),
    }),
  );

interface WireVersion {
  readonly number: number;
  readonly state: string;
  readonly origin: string;
  readonly author: string;
  readonly editing_session_id: string | null;
}

describe('saving', () => {
  let server: ScriptedDocumentServer;
  let kontor: RunningKontor;
  let documentId: string;
  let session: Session;
  let key: string;
  let saves = 0;

  beforeAll(async () => {
    server = await ScriptedDocumentServer.start();
    kontor = await startKontor({
      EUROOFFICE_URL: server.url,
      EUROOFFICE_JWT_SECRET: server.secret,
      KONTOR_MAX_FILE_BYTES: String(MAX_BYTES),
    });
  }, 60_000);

  afterAll(async () => {
    await kontor.stop();
    await server.stop();
  });

  const json = async (username: string, path: string, init?: RequestInit): Promise<any> =>
    (await kontor.fetchAs(username, path, init)).json();
  const create = async (title: string, bytes: BodyInit): Promise<string> =>
    (await json('alice', `/api/documents?title=${title}`, { method: 'POST', body: bytes })).id;
  const open = async (username = 'alice', fields = {}): Promise<Session> =>
    json(username, '/api/eurooffice/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ file_id: documentId, ...fields }),
    });
  const versions = async (): Promise<WireVersion[]> =>
    (await json('alice', `/api/documents/${documentId}/versions`)).versions;
  const shown = async () => (await versions()).map(({ number, state }) => `${number} ${state}`);
  const content = async (version?: number) => {
    const query = version === undefined ? '' : `?version=${version}`;
    return (await kontor.fetchAs('alice', `/api/documents/${documentId}/content${query}`)).text();
  };
  const document = () => json('alice', `/api/documents/${documentId}`);
  const report = (status: number, url: string | undefined, fields = {}) => ({
    key,
    status,
    ...(url === undefined ? {} : { url, filetype: 'txt' }),
    users: ['alice'],
    lastsave: new Date(Date.UTC(2026, 0, 1) + ++saves * 1000).toISOString(),
    ...fields,
  });
  const save = (status: number, text: string, fields = {}) =>
    server.post(session, report(status, server.file(key, text), fields));
  const share = (username: string, role: string) =>
    kontor.fetchAs('alice', `/api/documents/${documentId}/shares/${username}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role }),
    });

  beforeEach(async () => {
    documentId = await create('note.txt', 'one');
    session = await open();
    key = session.config.document.key;
  });

  describe('a save', () => {
    it('should become the current version, and the key end with a final one only', async () => {
      expect(await save(6, 'two')).toEqual(OK);
      expect((await open()).config.document.key).toBe(key);
      expect(await save(2, 'three')).toEqual(OK);
      expect((await open()).config.document.key).not.toBe(key);
      expect(await shown()).toEqual(['3 current', '2 archived', '1 archived']);
      expect(await versions()).toMatchObject([
        { origin: 'save', author: 'alice', editing_session_id: session.session_id },
        { origin: 'force-save' },
        { origin: 'upload' },
      ]);
      expect([await content(), await content(2), await content(1)]).toEqual([
        'three',
        'two',
        'one',
      ]);
    });

    it('should be one version however often it is delivered, with new tokens and new links', async () => {
      const body = report(2, server.file(key, 'two'));
      const again = (n: number) =>
        server.post(session, {
          ...body,
          url: body.url?.replace('md5=x&expires=1', `md5=${n}&expires=${n}`),
        });
      const answers = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(again));
      expect(answers).toEqual(answers.map(() => OK));
      expect(await shown()).toEqual(['2 current', '1 archived']);
    });

    it('should give ten versions that can be read back for ten different saves at once', async () => {
      const texts = Array.from({ length: 10 }, (_, n) => `text ${n}`);
      const answers = await Promise.all(texts.map((text) => save(6, text)));
      expect(answers).toEqual(answers.map(() => OK));
      const all = await versions();
      expect(all).toHaveLength(11);
      expect(all.filter(({ state }) => state === 'current')).toHaveLength(1);
      const read = await Promise.all(all.map(({ number }) => content(number)));
      expect(read.toSorted()).toEqual(['one', ...texts].toSorted());
    });

    it('should land after its session ended, and for a document that was deleted meanwhile', async () => {
      expect(await server.post(session, { key, status: 4 })).toEqual(OK);
      await kontor.fetchAs('alice', `/api/documents/${documentId}`, { method: 'DELETE' });
      expect(await save(2, 'late')).toEqual(OK);
      await kontor.fetchAs('alice', `/api/documents/${documentId}/restore`, { method: 'POST' });
      expect(await content()).toBe('late');
    });

    it('should be kept beside a content that was replaced meanwhile', async () => {
      const before = await document();
      const put = await kontor.fetchAs('alice', `/api/documents/${documentId}/content`, {
        method: 'PUT',
        headers: { 'if-match': `"${before.etag}"` },
        body: 'outside',
      });
      expect(put.status).toBe(201);
      expect((await open()).config.document.key).not.toBe(key);
      expect(await save(6, 'inside')).toEqual(OK);
      expect(await save(2, 'inside again')).toEqual(OK);
      expect(await content()).toBe('outside');
      expect(await shown()).toEqual(['4 quarantined', '3 quarantined', '2 current', '1 archived']);
      expect(await content(4)).toBe('inside again');
    });

    it('should take the type in which it was written', async () => {
      expect(
        await server.post(
          session,
          report(2, server.file(key, docx('x'), 'docx'), { filetype: 'docx' }),
        ),
      ).toEqual(OK);
      expect(await document()).toMatchObject({
        title: 'note.docx',
        file_type: 'docx',
        current_version: 2,
      });
    });

    it('should name who made the last change, if that person may have', async () => {
      await share('bob', 'editor');
      await save(6, 'by bob', { users: ['bob'] });
      await save(6, 'by nobody', { users: ['mallory'] });
      expect((await versions()).map(({ author }) => author)).toEqual(['alice', 'bob', 'alice']);
    });
  });

  describe('a closing report that nothing changed', () => {
    it('should end the key without a twin of the version', async () => {
      await save(6, 'two');
      expect(await save(2, 'two', { notmodified: true })).toEqual(OK);
      expect(await shown()).toEqual(['2 current', '1 archived']);
      expect((await open()).config.document.key).not.toBe(key);
    });

    it('should be stored all the same when no force-save of that key was', async () => {
      expect(await save(2, 'two', { notmodified: true })).toEqual(OK);
      expect(await content()).toBe('two');
    });

    it('should be stored all the same when the last force-save failed', async () => {
      await save(6, 'two');
      expect(await server.post(session, report(7, undefined))).toEqual(OK);
      expect(await save(2, 'three', { notmodified: true })).toEqual(OK);
      expect(await content()).toBe('three');
    });
  });

  describe('a save that the Document Server could not assemble', () => {
    it('should leave the changes with it when there is no file, and keep the key', async () => {
      expect(await server.post(session, report(3, undefined))).toEqual(KEPT_THERE);
      expect(await server.post(session, report(7, undefined))).toEqual(OK);
      expect((await open()).config.document.key).toBe(key);
      expect(await shown()).toEqual(['1 current']);
    });

    it('should be kept, never current, when there is one', async () => {
      expect(await save(7, 'damaged')).toEqual(OK);
      expect(await save(6, 'good')).toEqual(OK);
      expect(await save(3, 'damaged again')).toEqual(OK);
      expect(await shown()).toEqual(['4 quarantined', '3 current', '2 quarantined', '1 archived']);
      expect(await content()).toBe('good');
      expect((await open()).config.document.key).not.toBe(key);
    });
  });

  describe('a file that cannot be it', () => {
    const html = '<!doctype html><html><body>Sign in</body></html>';
    const answers: [
      string,
      { status: number; error: number },
      string,
      (request: unknown, response: any) => void,
    ][] = [
      ['is empty', KEPT_THERE, 'txt', (_, r) => r.writeHead(200, { 'content-length': 0 }).end()],
      [
        'is a login page',
        KEPT_THERE,
        'txt',
        (_, r) => r.writeHead(200, { 'content-type': 'text/html' }).end(html),
      ],
      ['is a login page without a type', KEPT_THERE, 'docx', (_, r) => r.writeHead(200).end(html)],
      [
        'is of another format',
        KEPT_THERE,
        'docx',
        (_, r) => r.writeHead(200).end('%PDF-1.7 %%EOF'),
      ],
      [
        'is cut off within its container',
        KEPT_THERE,
        'docx',
        (_, r) => r.writeHead(200).end(docx('x').subarray(0, 90)),
      ],
      [
        'is larger than announced limits',
        KEPT_THERE,
        'txt',
        (_, r) =>
          r
            .writeHead(200, { 'content-length': MAX_BYTES + 1 })
            .end(Buffer.alloc(MAX_BYTES + 1, 65)),
      ],
      [
        'grows too large',
        KEPT_THERE,
        'txt',
        (_, r) => r.writeHead(200).end(Buffer.alloc(MAX_BYTES + 1, 65)),
      ],
      [
        'is elsewhere',
        KEPT_THERE,
        'txt',
        (_, r) => r.writeHead(302, { location: '/cache/files/other' }).end(),
      ],
      ['is not there', KEPT_THERE, 'txt', (_, r) => r.writeHead(404).end()],
      [
        'is compressed',
        KEPT_THERE,
        'txt',
        (_, r) => r.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
      ],
      [
        'ends early',
        TRY_AGAIN,
        'txt',
        (_, r) => {
          r.writeHead(200, { 'content-length': 10 }).write('12345');
          setTimeout(() => r.destroy(), 10);
        },
      ],
      ['meets a failing server', TRY_AGAIN, 'txt', (_, r) => r.writeHead(502).end()],
      ['meets a busy server', TRY_AGAIN, 'txt', (_, r) => r.writeHead(429).end()],
      ['meets a broken connection', TRY_AGAIN, 'txt', (_, r) => r.destroy()],
    ];

    it.each(answers)('should never become a version when it %s', async (_, answer, type, serve) => {
      const body = report(2, server.answering(key, type, serve), { filetype: type });
      expect(await server.post(session, body)).toEqual(answer);
      expect(await shown()).toEqual(['1 current']);
      expect((await open()).config.document.key).toBe(key);
    });

    it('should not follow a redirect even within the server', async () => {
      const target = new URL(server.file(key, 'two')).pathname;
      const url = server.answering(key, 'txt', (_, r) =>
        r.writeHead(307, { location: target }).end(),
      );
      expect(await server.post(session, report(2, url))).toEqual(KEPT_THERE);
      expect(server.asked).not.toContain(target);
    });

    it('should leave no bytes of a refused save behind', async () => {
      const shards = async () =>
        (await readdir(join(kontor.folder, 'data', 'shards'), { recursive: true })).filter((name) =>
          name.includes(documentId),
        ).length;
      const before = await shards();
      await server.post(
        session,
        report(
          2,
          server.answering(key, 'docx', (_, r) => r.writeHead(200).end('no docx')),
          { filetype: 'docx' },
        ),
      );
      expect(await shards()).toBe(before);
    });
  });

  it('should never contact a foreign host named in a well-signed callback', async () => {
    const contacted: string[] = [];
    const foreign = createServer((request, response) => {
      contacted.push(request.url ?? '');
      response.end('planted');
    });
    foreign.on('connection', () => contacted.push('connected'));
    await new Promise<void>((done) => foreign.listen(0, '127.0.0.1', done));
    const { port } = foreign.address() as AddressInfo;
    for (const status of [2, 3, 6, 7]) {
      const url = `http://127.0.0.1:${port}/cache/files/data/x/output.txt`;
      expect(await server.post(session, report(status, url))).toEqual(KEPT_THERE);
    }
    foreign.close();
    expect(contacted).toEqual([]);
    expect(await shown()).toEqual(['1 current']);
  });

  describe('who may report', () => {
    const good = () => report(2, server.file(key, 'forged'));
    const url = () => session.config.editorConfig.callbackUrl;

    it.each<[string, () => Promise<unknown>]>([
      ['no token', () => server.postRaw(url(), good())],
      [
        'another secret',
        () =>
          server.postRaw(url(), {
            ...good(),
            token: server.sign(good(), { secret: 'x'.repeat(40) }),
          }),
      ],
      [
        'an old token',
        () =>
          server.postRaw(url(), {
            ...good(),
            token: server.sign(good(), { atS: Date.now() / 1000 - 400 }),
          }),
      ],
      [
        'an unsigned token',
        () => server.postRaw(url(), { ...good(), token: server.sign(good(), { alg: 'none' }) }),
      ],
      [
        'the browser config',
        () =>
          server.postRaw(url(), { ...good(), token: session.config.token }, session.config.token),
      ],
      ['the key of another document', () => server.post(session, { ...good(), key: 'k0-0' })],
      ['no capability', () => server.post(session, good(), url().split('?')[0])],
      ['a changed capability', () => server.post(session, good(), url().replace('cap=', 'cap=A'))],
      [
        'the file capability',
        () =>
          server.post(
            session,
            good(),
            url().replace(/cap=.*/, new URL(session.config.document.url).search.slice(1)),
          ),
      ],
    ])('should not be someone with %s', async (_, post) => {
      expect(await post()).toEqual(REFUSED);
      expect(await shown()).toEqual(['1 current']);
    });

    it('should not be a session for another one', async () => {
      const other = await open();
      const mixed = url().replace(session.session_id, other.session_id);
      expect(await server.post(session, good(), mixed)).toEqual(REFUSED);
    });

    it('should read nothing but the signed claims', async () => {
      const claims = { ...good(), users: ['alice'] };
      const body = {
        ...claims,
        key: 'other',
        status: 4,
        url: 'http://evil.test/x',
        token: server.sign(claims),
      };
      expect(await server.postRaw(url(), body)).toEqual(OK);
      expect(await content()).toBe('forged');
    });
  });

  it('should ask for repetition while too few places take shards, and take the same save later', async () => {
    const shards = join(kontor.folder, 'data', 'shards');
    const body = report(2, server.file(key, 'two'));
    for (const n of [1, 2, 3]) {
      await rename(join(shards, `${n}`), join(shards, `${n}.away`));
      await writeFile(join(shards, `${n}`), 'not a folder');
    }
    expect(await server.post(session, body)).toEqual(TRY_AGAIN);
    expect(await shown()).toEqual(['1 current']);
    for (const n of [1, 2, 3]) {
      await rm(join(shards, `${n}`));
      await rename(join(shards, `${n}.away`), join(shards, `${n}`));
    }
    expect(await server.post(session, body)).toEqual(OK);
    expect(await content()).toBe('two');
  });

  describe('presence', () => {
    const editors = async () => (await document()).editors as string[];

    it('should follow the reports', async () => {
      await server.post(session, { key, status: 1, users: ['alice', 'bob'] });
      expect(await editors()).toEqual(['alice', 'bob']);
      await server.post(session, { key, status: 1, users: ['bob'] });
      expect(await editors()).toEqual(['bob']);
      await server.post(session, { key, status: 4 });
      expect(await editors()).toEqual([]);
    });

    it('should not come back by a report that was overtaken', async () => {
      const at = Math.floor(Date.now() / 1000);
      const send = (claims: object, iat: number) =>
        server.postRaw(session.config.editorConfig.callbackUrl, {
          token: server.sign({ ...claims, iat }),
        });
      expect(await send({ key, status: 4 }, at)).toEqual(OK);
      expect(await send({ key, status: 1, users: ['alice'] }, at - 5)).toEqual(OK);
      expect(await editors()).toEqual([]);
    });

    it('should end with a final save, stored or kept there', async () => {
      await server.post(session, { key, status: 1, users: ['alice'] });
      await server.post(session, report(3, undefined));
      expect(await editors()).toEqual([]);
      await server.post(session, { key, status: 1, users: ['alice'] });
      await save(2, 'two');
      expect(await editors()).toEqual([]);
    });
  });

  it('should not take over what it does not understand', async () => {
    expect(await server.post(session, { key, status: 5 })).toEqual(KEPT_THERE);
    expect(await server.post(session, { key, status: 99 })).toEqual(KEPT_THERE);
  });
});
