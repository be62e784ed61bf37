import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Database } from '../../src/platform/database/database.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { ScriptedDocumentServer, type Session, type Wire } from './editor-connector-server.js';

const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<
    string,
    Wire
  >;

describe('opening', () => {
  let server: ScriptedDocumentServer;
  let kontor: RunningKontor;
  let documentId: string;

  beforeAll(async () => {
    server = await ScriptedDocumentServer.start();
    kontor = await startKontor({
      EUROOFFICE_URL: server.url,
      EUROOFFICE_JWT_SECRET: server.secret,
    });
    await server.meet(kontor, 'alice', 'bob');
  });

  afterAll(async () => {
    await kontor.stop();
    await server.stop();
  });

  const create = async (title: string, bytes: BodyInit): Promise<string> => {
    const init = { method: 'POST', body: bytes };
    const response = await kontor.fetchAs(
      'alice',
      `/api/documents?title=${encodeURIComponent(title)}`,
      init,
    );
    return ((await response.json()) as { id: string }).id;
  };
  const post = (username: string, fields: object) =>
    kontor.fetchAs(username, '/api/eurooffice/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ file_id: documentId, ...fields }),
    });
  const open = async (username = 'alice', fields = {}): Promise<Session> => {
    const response = await post(username, fields);
    expect(response.status).toBe(201);
    return (await response.json()) as Session;
  };
  const share = (username: string, role: string) =>
    kontor.fetchAs('alice', `/api/documents/${documentId}/shares/${username}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role }),
    });

  beforeEach(async () => {
    documentId = await create('<b>Straße.txt', 'one two three');
  });

  describe('the config', () => {
    it('should be signed as it is, with nothing at the top that the server refuses', async () => {
      const { api_js_url: apiJsUrl, config } = await open();
      const { token, ...shown } = config;
      const { iat, exp, ...signed } = claimsOf(token);
      expect(apiJsUrl).toBe(`${server.url}/web-apps/apps/api/documents/api.js`);
      expect(signed).toEqual(shown);
      expect(exp - iat).toBe(600);
      for (const refused of ['key', 'url', 'version', 'payload'])
        expect(signed).not.toHaveProperty(refused);
    });

    it('should carry no markup of titles and name the person', async () => {
      const { config } = await open('alice', { lang: 'de-CH' });
      const { id, display_name: name } = await (await kontor.fetchAs('alice', '/api/me')).json();
      expect(config.document.title).toBe('‹b›Straße.txt');
      expect(config.document.key).toMatch(/^[0-9a-zA-Z._=-]{20,128}$/);
      expect(config.editorConfig).toMatchObject({
        mode: 'edit',
        lang: 'de-CH',
        region: 'de-CH',
        user: { id, name },
        customization: { forcesave: true, autosave: true },
      });
    });

    it('should be for the surface and the place of the reader', async () => {
      const phone = await open('alice', { lang: 'de', type: 'mobile', time_zone: 'Asia/Tokyo' });
      expect(phone.config).toMatchObject({ type: 'mobile' });
      // Japan is nine hours ahead of UTC, and has no summer time.
      const inTokyo = new Intl.DateTimeFormat('de-CH', {
        dateStyle: 'long',
        timeStyle: 'short',
        timeZone: 'Asia/Tokyo',
      });
      const document = await kontor.fetchAs('alice', `/api/documents/${documentId}`);
      const { created_at: created } = (await document.json()) as { created_at: string };
      expect(phone.config.document.info.uploaded).toBe(inTokyo.format(new Date(created)));
      expect(phone.config.editorConfig).toMatchObject({
        lang: 'de',
        region: 'de-CH',
        customization: { close: { visible: true } },
      });
      expect(phone.config.editorConfig.customization).not.toHaveProperty('goback');
      const desktop = await open();
      expect(desktop.config.editorConfig.customization.goback).toEqual({
        url: `${kontor.url}/documents/${documentId}`,
        blank: true,
      });
      const embedded = await open('alice', { type: 'embedded', mode: 'edit' });
      expect(embedded.config.editorConfig.mode).toBe('view');
    });

    it('should let viewers only view, under the same key and with a callback', async () => {
      await share('bob', 'viewer');
      const [mine, theirs] = [await open(), await open('bob', { mode: 'edit' })];
      expect(theirs.config.document.key).toBe(mine.config.document.key);
      expect(theirs.config.editorConfig.mode).toBe('view');
      expect(theirs.config.document.permissions).toMatchObject({ edit: false, comment: false });
      expect(theirs.config.editorConfig.callbackUrl).toContain('/api/eurooffice/callback/');
    });

    it('should show an earlier version for viewing, under a key of its own', async () => {
      const before = await open();
      const body = {
        key: before.config.document.key,
        status: 6,
        filetype: 'txt',
        users: ['alice'],
      };
      await server.post(before, { ...body, url: server.file(body.key, 'four') });
      const [old, sameOld] = [
        await open('alice', { version: 1 }),
        await open('alice', { version: 1 }),
      ];
      expect(old.config.editorConfig.mode).toBe('view');
      expect(old.config.document.key).toBe(sameOld.config.document.key);
      expect(old.config.document.key).not.toBe(before.config.document.key);
      expect((await open('alice', { version: 2 })).config.editorConfig.mode).toBe('edit');
      const fetched = await fetchFile(old);
      expect(await fetched.text()).toBe('one two three');
    });

    it('should have one key for everyone who opens at the same moment', async () => {
      const opened = await Promise.all(Array.from({ length: 20 }, () => open()));
      expect(new Set(opened.map(({ config }) => config.document.key)).size).toBe(1);
      expect(new Set(opened.map(({ session_id: id }) => id)).size).toBe(20);
    });
  });

  it.each([
    ['nothing of the kind', 'bob', {}, 404],
    ['no id at all', 'alice', { file_id: '../x' }, 404],
    ['a version that is not there', 'alice', { version: 7 }, 404],
    ['a mode that is none', 'alice', { mode: 'comment' }, 400],
    ['markup for a language', 'alice', { lang: '<b>' }, 400],
    ['an editor that is none', 'alice', { type: 'tablet' }, 400],
    ['a place that is nowhere', 'alice', { time_zone: 'Nowhere/Else' }, 400],
  ])('should refuse %s', async (_, username, fields, status) => {
    expect((await post(username, fields)).status).toBe(status);
  });

  it('should refuse formats that open in no editor', async () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    documentId = await create('picture.png', png);
    expect(documentId).toBeDefined();
    const response = await post('alice', {});
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: 'editor-connector/no-editor' });
  });

  const fetchFile = (
    session: Session,
    init: { method?: string; headers?: Record<string, string> } = {},
    address?: string,
  ) => {
    const { url } = session.config.document;
    const token = server.sign({ payload: { url } });
    return fetch(address ?? url, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...init.headers },
    });
  };

  describe('the file of a session', () => {
    it('should be handed out whole, in part and again', async () => {
      const session = await open();
      const whole = await fetchFile(session);
      expect([whole.status, await whole.text()]).toEqual([200, 'one two three']);
      const part = await fetchFile(session, { headers: { range: 'bytes=4-6' } });
      expect([part.status, await part.text()]).toEqual([206, 'two']);
      expect(part.headers.get('content-range')).toBe('bytes 4-6/13');
      const none = await fetchFile(session, { headers: { range: 'bytes=13-' } });
      expect([none.status, none.headers.get('content-range')]).toEqual([416, 'bytes */13']);
      const head = await fetchFile(session, { method: 'HEAD' });
      expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
        200,
        '13',
        '',
      ]);
    });

    it('should be handed out to the Document Server only', async () => {
      const [session, other] = [await open(), await open()];
      const { url } = session.config.document;
      const withToken = (token?: string) =>
        fetch(url, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
      const payload = { payload: { url } };
      const old = Date.now() / 1000 - 400;
      const answers = await Promise.all([
        withToken(),
        withToken(session.config.token),
        withToken(server.sign(payload, { secret: 'x'.repeat(40) })),
        withToken(server.sign(payload, { atS: old })),
        withToken(server.sign({ payload: { url: other.config.document.url } })),
        withToken(server.sign({ url })),
        fetchFile(session, {}, url.split('?')[0]),
        fetchFile(session, {}, url.replace(session.session_id, other.session_id)),
        fetchFile(session, {}, url.replace('cap=', 'cap=A')),
      ]);
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403));
    });

    it('should be let go when it is not handed out after all', async () => {
      documentId = await create('Large.txt', Buffer.alloc(3 * 1024 * 1024, 'a line '));
      const session = await open();
      const { kysely } = kontor.app.get(Database);
      await sql`create trigger uncounted before insert on editor_key_releases
        begin select raise(abort, 'not counted'); end`.execute(kysely);
      expect((await fetchFile(session)).status).toBe(500);
      await sql`drop trigger uncounted`.execute(kysely);
      const lent = async (): Promise<string | undefined> =>
        /stripe_bytes\{state="lent"\} (\d+)/.exec(
          await (await kontor.fetchAs('admin', '/metrics')).text(),
        )?.[1];
      while ((await lent()) !== '0') continue;
      expect((await (await fetchFile(session)).bytes()).length).toBe(3 * 1024 * 1024);
    });

    it('should not be opened by what is stored on disk', async () => {
      const session = await open();
      const folder = join(kontor.folder, 'data', 'sessions');
      const names = await readdir(folder);
      const records = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
      expect(records.join('')).toContain(session.session_id);
      const { searchParams } = new URL(session.config.document.url);
      expect(records.join('')).not.toContain(searchParams.get('cap'));
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
      for (const name of names) {
        expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
      }
    });
  });

  describe('what happens elsewhere', () => {
    /** Of that key: what an earlier test caused may come as late as now. */
    const sent = (c: string, documentKey: string): Record<string, Wire>[] =>
      server.commands.filter((command) => command.c === c && command.key === documentKey);
    const received = async (c: string, documentKey: string): Promise<Record<string, Wire>> => {
      for (;;) {
        const [found] = sent(c, documentKey);
        if (found !== undefined) return found;
        await new Promise(setImmediate);
      }
    };
    const key = async () => (await open()).config.document.key;

    beforeEach(() => void server.commands.splice(0));

    it('should be passed on to open editors: a new title', async () => {
      const documentKey = await key();
      await kontor.fetchAs('alice', `/api/documents/${documentId}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ title: 'New <name>.txt' }),
      });
      expect(await received('meta', documentKey)).toMatchObject({
        meta: { title: 'New ‹name›.txt' },
      });
      expect(await key()).toBe(documentKey);
    });

    it.each([
      ['one that was refused', '   ', 400],
      ['one that is the same after all', ' <b>Straße ', 200],
    ])(
      'should be passed on to open editors: the title that stays for %s',
      async (_, title, status) => {
        const documentKey = await key();
        const answer = await kontor.fetchAs('alice', `/api/documents/${documentId}`, {
          method: 'PATCH',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ title }),
        });
        expect(answer.status).toBe(status);
        const meta = { title: '‹b›Straße.txt' };
        expect(await received('meta', documentKey)).toMatchObject({ meta });
      },
    );

    it('should be seen by a page that has it open: title, right, content', async () => {
      const documentKey = await key();
      const seen = async (username: string) => {
        const query = new URLSearchParams({ key: documentKey });
        const path = `/api/eurooffice/opening/${documentId}?${query}`;
        const response = await kontor.fetchAs(username, path);
        return response.ok ? await response.json() : response.status;
      };
      const now = {
        ...{ title: '<b>Straße.txt', mode: 'edit', is_current: true, checked_out_by: null },
        current_version: 1,
        permissions: expect.objectContaining({ edit: true, download: true }),
        offers: [
          ...['rename', 'mention', 'save-as', 'insert-image', 'upload-image'],
          ...['insert-document', 'link-data'],
          'share',
        ],
      };
      expect(await seen('alice')).toEqual(now);
      expect(await seen('bob')).toBe(404);
      await share('bob', 'viewer');
      const permissions = expect.objectContaining({ edit: false, download: true });
      const viewing = { permissions, mode: 'view', offers: ['save-as'] };
      expect(await seen('bob')).toEqual({ ...now, ...viewing });
      await kontor.fetchAs('alice', `/api/documents/${documentId}/versions/1/restore`, {
        method: 'POST',
      });
      await key();
      const left = { is_current: false, current_version: 2 };
      expect(await seen('bob')).toEqual({ ...now, ...viewing, ...left });
      await kontor.fetchAs('bob', `/documents/${documentId}/@checkout`, { method: 'POST' });
      await kontor.fetchAs('alice', `/documents/${documentId}/@checkout`, { method: 'POST' });
      const checked_out_by = { username: 'alice', display_name: 'Alice Muster' };
      expect(await seen('alice')).toMatchObject({ mode: 'view', checked_out_by });
      await kontor.fetchAs('alice', `/api/documents/${documentId}/shares/bob`, {
        method: 'DELETE',
      });
      expect(await seen('bob')).toBe(404);
      const keyless = await kontor.fetchAs('alice', `/api/eurooffice/opening/${documentId}`);
      expect(keyless.status).toBe(400);
    });

    it('should be passed on to open editors: who may no longer edit', async () => {
      await share('bob', 'editor');
      const documentKey = await key();
      await kontor.fetchAs('alice', `/api/documents/${documentId}/shares/bob`, {
        method: 'DELETE',
      });
      expect(await received('drop', documentKey)).toMatchObject({ users: ['bob'] });
    });

    it('should be passed on again when it reports somebody who may not edit', async () => {
      const session = await open();
      const { key: documentKey } = session.config.document;
      const report = { key: documentKey, status: 1, users: ['alice', 'bob'] };
      expect(await server.post(session, report)).toMatchObject({ error: 0 });
      expect(await received('drop', documentKey)).toMatchObject({ users: ['bob'] });
    });

    it('should be passed on again when the Document Server failed: who may no longer look on', async () => {
      await share('bob', 'viewer');
      const { config } = await open('bob');
      expect(config.editorConfig.mode).toBe('view');
      const { key: documentKey } = config.document;
      const drops = () => sent('drop', documentKey);
      server.errorOf = (one) => (drops().length === 1 && drops()[0] === one ? 3 : 0);
      await kontor.fetchAs('alice', `/api/documents/${documentId}/shares/bob`, {
        method: 'DELETE',
      });
      while (drops().length < 2) await new Promise(setImmediate);
      server.errorOf = () => 0;
      expect(drops()[1]).toMatchObject({ users: ['bob'] });
    });

    it('should be passed on to open editors: the end of the document', async () => {
      const documentKey = await key();
      await kontor.fetchAs('alice', `/api/documents/${documentId}`, { method: 'DELETE' });
      const drop = await received('drop', documentKey);
      expect(drop).not.toHaveProperty('users');
    });

    it('should give the next opening a new key after a restored version', async () => {
      const documentKey = await key();
      await kontor.fetchAs('alice', `/api/documents/${documentId}/versions/1/restore`, {
        method: 'POST',
      });
      expect(await key()).not.toBe(documentKey);
    });
  });
});
