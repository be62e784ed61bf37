import { describe, expect, it } from '@jest/globals';
import {
  KEPT_THERE,
  MAX_BYTES,
  OK,
  REFUSED,
  SavingFixture,
  TRY_AGAIN,
  docx,
} from './editor-connector-fixture.js';
import type { Wire } from './editor-connector-server.js';

describe('what the Document Server reports', () => {
  const fixture = SavingFixture.install();

  describe('a file that does not look like it', () => {
    const page = '<!doctype html>\n<html><body><form>Sign in</form></body></html>';
    const typed = '<!DOCTYPE html>\n\nNotes on how a page begins. Somebody typed this.\n';
    const serving =
      (bytes: string | Buffer, headers = {}) =>
      (_: unknown, response: Wire) =>
        response.writeHead(200, headers).end(bytes);
    const saveServed = (type: string, serve: ReturnType<typeof serving>) =>
      fixture.server.post(
        fixture.session,
        fixture.report(2, fixture.server.answering(fixture.key, type, serve), { filetype: type }),
      );

    it.each<[string, string, ReturnType<typeof serving>]>([
      ['text that begins like a page', 'txt', serving(typed, { 'content-type': 'text/plain' })],
      ['Markdown that begins like a page', 'md', serving(typed)],
      ['Markdown about a whole page', 'md', serving(page, { 'content-type': 'text/markdown' })],
      ['text that begins with a tag', 'txt', serving('<b>x</b>')],
      ['a web page', 'html', serving('<html>x</html>', { 'content-type': 'text/html' })],
      ['text about PDF files', 'txt', serving('%PDF-1.7\n% Somebody typed this.\n%%EOF\n')],
      [
        'Markdown about PDF files',
        'md',
        serving('%PDF-1.7\n%%EOF', { 'content-type': 'text/plain' }),
      ],
      [
        'XML that begins with a tag of pages',
        'xml',
        serving('<?xml version="1.0"?><form><title/></form>', { 'content-type': 'text/xml' }),
      ],
      ['a text that was emptied', 'txt', serving('', { 'content-length': 0 })],
      ['a table that was emptied', 'csv', serving('', { 'content-length': 0 })],
    ])('should become current: %s', async (_, type, serve) => {
      expect(await saveServed(type, serve)).toEqual(OK);
      expect(await fixture.shown()).toEqual(['2 current', '1 archived']);
      expect(await fixture.versions()).toMatchObject([{ reason: null }, {}]);
    });

    it.each<[string, object, string, string, ReturnType<typeof serving>]>([
      [
        'a login page',
        KEPT_THERE,
        'web-page',
        'txt',
        serving(page, { 'content-type': 'text/html' }),
      ],
      ['one that does not say so', KEPT_THERE, 'web-page', 'txt', serving(page)],
      ['one in place of a document', KEPT_THERE, 'web-page', 'docx', serving(page)],
      [
        'one in place of a page',
        KEPT_THERE,
        'web-page',
        'html',
        serving(`${page}<input type="password">`, { 'content-type': 'text/html; charset=utf-8' }),
      ],
      ['nothing of a document', KEPT_THERE, 'empty', 'docx', serving('', { 'content-length': 0 })],
      ['half a document', KEPT_THERE, 'cut-off', 'docx', serving(docx('x').subarray(0, 90))],
      ['another format', OK, 'other-format', 'docx', serving('%PDF-1.7 %%EOF')],
      ['a PDF file in place of a text', OK, 'other-format', 'txt', serving('%PDF-1.7\n\0\n%%EOF')],
      ['XML that is a login page', KEPT_THERE, 'web-page', 'xml', serving(page)],
      ['a document in place of a text', OK, 'other-format', 'txt', serving(docx('x'))],
    ])('should be quarantined: %s', async (_, answer, reason, type, serve) => {
      expect(await saveServed(type, serve)).toEqual(answer);
      expect(await fixture.shown()).toEqual(['2 quarantined', '1 current']);
      expect(await fixture.versions()).toMatchObject([
        { reason, author: 'alice' },
        { reason: null },
      ]);
      expect(await fixture.content()).toBe('one');
      const notices = await fixture.json('alice', '/api/recovered-versions');
      expect(notices.recovered_versions).toContainEqual(
        expect.objectContaining({ document_id: fixture.documentId, version: 2, reason }),
      );
    });

    it('should be one version however often it is delivered, and stay with the Document Server', async () => {
      const url = fixture.server.answering(fixture.key, 'txt', serving(page));
      const claims = fixture.report(2, url);
      expect(await fixture.server.post(fixture.session, claims)).toEqual(KEPT_THERE);
      expect(await fixture.server.post(fixture.session, claims)).toEqual(KEPT_THERE);
      expect(await fixture.shown()).toEqual(['2 quarantined', '1 current']);
      expect((await fixture.open()).config.document.key).toBe(fixture.key);
    });

    it('should become current when somebody restores it', async () => {
      await saveServed('txt', serving(page));
      await fixture.server.post(fixture.session, { key: fixture.key, status: 4 });
      const path = `/api/documents/${fixture.documentId}/versions/2/restore`;
      expect((await fixture.kontor.fetchAs('alice', path, { method: 'POST' })).status).toBe(201);
      expect(await fixture.content()).toBe(page);
    });
  });

  describe('a file that cannot be fetched', () => {
    const answers: [
      string,
      { status: number; error: number },
      string,
      (request: unknown, response: Wire) => void,
    ][] = [
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
      const body = fixture.report(2, fixture.server.answering(fixture.key, type, serve), {
        filetype: type,
      });
      expect(await fixture.server.post(fixture.session, body)).toEqual(answer);
      expect(await fixture.shown()).toEqual(['1 current']);
      expect((await fixture.open()).config.document.key).toBe(fixture.key);
    });

    it('should not follow a redirect even within the server', async () => {
      const target = new URL(fixture.server.file(fixture.key, 'two')).pathname;
      const url = fixture.server.answering(fixture.key, 'txt', (_, r) =>
        r.writeHead(307, { location: target }).end(),
      );
      expect(await fixture.server.post(fixture.session, fixture.report(2, url))).toEqual(
        KEPT_THERE,
      );
      expect(fixture.server.asked).not.toContain(target);
    });

    it('should leave no bytes of a refused save behind', async () => {
      const before = await fixture.shardFiles();
      await fixture.server.post(
        fixture.session,
        fixture.report(
          2,
          fixture.server.answering(fixture.key, 'txt', (_, r) =>
            r.writeHead(200).end(Buffer.alloc(MAX_BYTES + 1, 65)),
          ),
        ),
      );
      expect(await fixture.shardFiles()).toBe(before);
    });
  });

  describe('who may report', () => {
    const good = () => fixture.report(2, fixture.server.file(fixture.key, 'forged'));
    const url = () => fixture.session.config.editorConfig.callbackUrl;

    it.each<[string, () => Promise<unknown>]>([
      ['no token', () => fixture.server.postRaw(url(), good())],
      [
        'another secret',
        () =>
          fixture.server.postRaw(url(), {
            ...good(),
            token: fixture.server.sign(good(), { secret: 'x'.repeat(40) }),
          }),
      ],
      [
        'an old token',
        () =>
          fixture.server.postRaw(url(), {
            ...good(),
            token: fixture.server.sign(good(), { atS: Date.now() / 1000 - 400 }),
          }),
      ],
      [
        'an unsigned token',
        () =>
          fixture.server.postRaw(url(), {
            ...good(),
            token: fixture.server.sign(good(), { alg: 'none' }),
          }),
      ],
      [
        'the browser config',
        () =>
          fixture.server.postRaw(
            url(),
            { ...good(), token: fixture.session.config.token },
            fixture.session.config.token,
          ),
      ],
      [
        'the key of another document',
        () => fixture.server.post(fixture.session, { ...good(), key: 'k0-0' }),
      ],
      ['no capability', () => fixture.server.post(fixture.session, good(), url().split('?')[0])],
      [
        'a changed capability',
        () => fixture.server.post(fixture.session, good(), url().replace('cap=', 'cap=A')),
      ],
      [
        'the file capability',
        () =>
          fixture.server.post(
            fixture.session,
            good(),
            url().replace(/cap=.*/, new URL(fixture.session.config.document.url).search.slice(1)),
          ),
      ],
    ])('should not be someone with %s', async (_, post) => {
      expect(await post()).toEqual(REFUSED);
      expect(await fixture.shown()).toEqual(['1 current']);
    });

    it('should not use the session of another one', async () => {
      const other = await fixture.open();
      const mixed = url().replace(fixture.session.session_id, other.session_id);
      expect(await fixture.server.post(fixture.session, good(), mixed)).toEqual(REFUSED);
    });

    it('should read nothing but the signed claims', async () => {
      const claims = { ...good(), users: ['alice'] };
      const body = {
        ...claims,
        key: 'other',
        status: 4,
        url: 'http://evil.test/x',
        token: fixture.server.sign(claims),
      };
      expect(await fixture.server.postRaw(url(), body)).toEqual(OK);
      expect(await fixture.content()).toBe('forged');
    });
  });

  describe('presence', () => {
    const editors = async () => (await fixture.document()).editors as string[];

    it('should follow the reports', async () => {
      await fixture.server.post(fixture.session, {
        key: fixture.key,
        status: 1,
        users: ['alice', 'bob'],
      });
      expect(await editors()).toEqual(['alice', 'bob']);
      await fixture.server.post(fixture.session, { key: fixture.key, status: 1, users: ['bob'] });
      expect(await editors()).toEqual(['bob']);
      await fixture.server.post(fixture.session, { key: fixture.key, status: 4 });
      expect(await editors()).toEqual([]);
    });

    it('should not come back by an outdated report', async () => {
      const at = Math.floor(Date.now() / 1000);
      const send = (claims: object, iat: number) =>
        fixture.server.postRaw(fixture.session.config.editorConfig.callbackUrl, {
          token: fixture.server.sign({ ...claims, iat }),
        });
      expect(await send({ key: fixture.key, status: 4 }, at)).toEqual(OK);
      expect(await send({ key: fixture.key, status: 1, users: ['alice'] }, at - 5)).toEqual(OK);
      expect(await editors()).toEqual([]);
    });

    it('should end with a final save, stored or kept there', async () => {
      await fixture.server.post(fixture.session, { key: fixture.key, status: 1, users: ['alice'] });
      await fixture.server.post(fixture.session, fixture.report(3, undefined));
      expect(await editors()).toEqual([]);
      await fixture.server.post(fixture.session, { key: fixture.key, status: 1, users: ['alice'] });
      await fixture.save(2, 'two');
      expect(await editors()).toEqual([]);
    });
  });
});
