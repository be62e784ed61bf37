import { describe, expect, it } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  KEPT_THERE,
  MAX_BYTES,
  OK,
  REFUSED,
  SavingDesk,
  TRY_AGAIN,
  docx,
} from './editor-connector-desk.js';
import type { Wire } from './editor-connector-server.js';

describe('what the Document Server reports', () => {
  const desk = SavingDesk.lay();

  describe('a file that cannot be it', () => {
    const html = '<!doctype html><html><body>Sign in</body></html>';
    const answers: [
      string,
      { status: number; error: number },
      string,
      (request: unknown, response: Wire) => void,
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
      const body = desk.report(2, desk.server.answering(desk.key, type, serve), { filetype: type });
      expect(await desk.server.post(desk.session, body)).toEqual(answer);
      expect(await desk.shown()).toEqual(['1 current']);
      expect((await desk.open()).config.document.key).toBe(desk.key);
    });

    it('should not follow a redirect even within the server', async () => {
      const target = new URL(desk.server.file(desk.key, 'two')).pathname;
      const url = desk.server.answering(desk.key, 'txt', (_, r) =>
        r.writeHead(307, { location: target }).end(),
      );
      expect(await desk.server.post(desk.session, desk.report(2, url))).toEqual(KEPT_THERE);
      expect(desk.server.asked).not.toContain(target);
    });

    it('should leave no bytes of a refused save behind', async () => {
      const shards = async () =>
        (await readdir(join(desk.kontor.folder, 'data', 'shards'), { recursive: true })).filter(
          (name) => name.includes(desk.documentId),
        ).length;
      const before = await shards();
      await desk.server.post(
        desk.session,
        desk.report(
          2,
          desk.server.answering(desk.key, 'docx', (_, r) => r.writeHead(200).end('no docx')),
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
      expect(await desk.server.post(desk.session, desk.report(status, url))).toEqual(KEPT_THERE);
    }
    foreign.close();
    expect(contacted).toEqual([]);
    expect(await desk.shown()).toEqual(['1 current']);
  });

  describe('who may report', () => {
    const good = () => desk.report(2, desk.server.file(desk.key, 'forged'));
    const url = () => desk.session.config.editorConfig.callbackUrl;

    it.each<[string, () => Promise<unknown>]>([
      ['no token', () => desk.server.postRaw(url(), good())],
      [
        'another secret',
        () =>
          desk.server.postRaw(url(), {
            ...good(),
            token: desk.server.sign(good(), { secret: 'x'.repeat(40) }),
          }),
      ],
      [
        'an old token',
        () =>
          desk.server.postRaw(url(), {
            ...good(),
            token: desk.server.sign(good(), { atS: Date.now() / 1000 - 400 }),
          }),
      ],
      [
        'an unsigned token',
        () =>
          desk.server.postRaw(url(), {
            ...good(),
            token: desk.server.sign(good(), { alg: 'none' }),
          }),
      ],
      [
        'the browser config',
        () =>
          desk.server.postRaw(
            url(),
            { ...good(), token: desk.session.config.token },
            desk.session.config.token,
          ),
      ],
      [
        'the desk.key of another document',
        () => desk.server.post(desk.session, { ...good(), key: 'k0-0' }),
      ],
      ['no capability', () => desk.server.post(desk.session, good(), url().split('?')[0])],
      [
        'a changed capability',
        () => desk.server.post(desk.session, good(), url().replace('cap=', 'cap=A')),
      ],
      [
        'the file capability',
        () =>
          desk.server.post(
            desk.session,
            good(),
            url().replace(/cap=.*/, new URL(desk.session.config.document.url).search.slice(1)),
          ),
      ],
    ])('should not be someone with %s', async (_, post) => {
      expect(await post()).toEqual(REFUSED);
      expect(await desk.shown()).toEqual(['1 current']);
    });

    it('should not be a desk.session for another one', async () => {
      const other = await desk.open();
      const mixed = url().replace(desk.session.session_id, other.session_id);
      expect(await desk.server.post(desk.session, good(), mixed)).toEqual(REFUSED);
    });

    it('should read nothing but the signed claims', async () => {
      const claims = { ...good(), users: ['alice'] };
      const body = {
        ...claims,
        key: 'other',
        status: 4,
        url: 'http://evil.test/x',
        token: desk.server.sign(claims),
      };
      expect(await desk.server.postRaw(url(), body)).toEqual(OK);
      expect(await desk.content()).toBe('forged');
    });
  });

  describe('presence', () => {
    const editors = async () => (await desk.document()).editors as string[];

    it('should follow the reports', async () => {
      await desk.server.post(desk.session, { key: desk.key, status: 1, users: ['alice', 'bob'] });
      expect(await editors()).toEqual(['alice', 'bob']);
      await desk.server.post(desk.session, { key: desk.key, status: 1, users: ['bob'] });
      expect(await editors()).toEqual(['bob']);
      await desk.server.post(desk.session, { key: desk.key, status: 4 });
      expect(await editors()).toEqual([]);
    });

    it('should not come back by a report that was overtaken', async () => {
      const at = Math.floor(Date.now() / 1000);
      const send = (claims: object, iat: number) =>
        desk.server.postRaw(desk.session.config.editorConfig.callbackUrl, {
          token: desk.server.sign({ ...claims, iat }),
        });
      expect(await send({ key: desk.key, status: 4 }, at)).toEqual(OK);
      expect(await send({ key: desk.key, status: 1, users: ['alice'] }, at - 5)).toEqual(OK);
      expect(await editors()).toEqual([]);
    });

    it('should end with a final save, stored or kept there', async () => {
      await desk.server.post(desk.session, { key: desk.key, status: 1, users: ['alice'] });
      await desk.server.post(desk.session, desk.report(3, undefined));
      expect(await editors()).toEqual([]);
      await desk.server.post(desk.session, { key: desk.key, status: 1, users: ['alice'] });
      await desk.save(2, 'two');
      expect(await editors()).toEqual([]);
    });
  });
});
