import { describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { OK, REFUSED, SavingFixture } from './editor-connector-fixture.js';

describe('a callback as other installations send it', () => {
  const fixture = SavingFixture.install({ env: { EUROOFFICE_JWT_HEADER: 'X-Docs-Token' } });
  const callbackUrl = () => fixture.session.config.editorConfig.callbackUrl;
  const report = (text: string, fields = {}) =>
    fixture.report(6, fixture.server.file(fixture.key, text), fields);

  describe('with its token in another header', () => {
    it.each(['Authorization', 'AuthorizationJwt', 'X-Docs-Token'])(
      'should read %s of callbacks and of fetches',
      async (header) => {
        const claims = report('two');
        const token = fixture.server.sign({ payload: claims });
        expect(await fixture.server.postRaw(callbackUrl(), {}, token, header)).toEqual(OK);
        expect(await fixture.content()).toBe('two');
        const { url } = fixture.session.config.document;
        const headers = { [header]: `Bearer ${fixture.server.sign({ payload: { url } })}` };
        expect((await fetch(url, { headers })).status).toBe(200);
      },
    );

    it('should read it beside what a proxy needs for itself', async () => {
      const { url } = fixture.session.config.document;
      const token = fixture.server.sign({ payload: { url } });
      const headers = { authorization: 'Basic cHJveHk6eA==', authorizationjwt: `Bearer ${token}` };
      expect((await fetch(url, { headers })).status).toBe(200);
    });

    it('should send its own in the configured one', async () => {
      await fixture.kontor.fetchAs('alice', `/api/documents/${fixture.documentId}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ title: 'renamed.txt' }),
      });
      const sent = () => fixture.server.commandHeaders['x-docs-token'];
      // It answers without waiting for a slow Document Server.
      while (sent() === undefined) await fixture.kontor.fetchAs('admin', '/health/ready');
      const claims = JSON.parse(
        Buffer.from(String(sent()).split('.')[1] ?? '', 'base64url').toString(),
      );
      expect(claims.payload).toMatchObject({ c: expect.any(String) });
    });
  });

  it.each([
    'http://evil.example',
    'http://evil.example/their/prefix',
    'http://127.0.0.1:443',
    'https://LOCALHOST.:8443',
    '//evil.example',
    // A comma comes from two proxies, everything below from somebody who wants nobody to save.
    'http://docs.example, proxy.example',
    'http://[',
    'http://a b:99999',
    'http://',
    'http://evil.example?x=',
    'http://evil.example#x',
    'http://evil.example/cache/files/x',
    'ftp://evil.example',
    '',
  ])(
    'should be fetched from the configured server when its address begins with "%s"',
    async (at) => {
      const claims = report('genuine');
      const url = claims.url?.replace(fixture.server.url, at);
      expect(await fixture.server.post(fixture.session, { ...claims, url })).toEqual(OK);
      expect(await fixture.content()).toBe('genuine');
    },
  );

  it('should be fetched when the host in its address is 9,000 characters long', async () => {
    const claims = report('genuine');
    const url = claims.url?.replace(fixture.server.url, `http://${'a'.repeat(9000)}`);
    const body = { ...claims, url };
    // The token in a header would be too long for it.
    const signed = { ...body, token: fixture.server.sign(body) };
    expect(await fixture.server.postRaw(callbackUrl(), signed)).toEqual(OK);
    expect(await fixture.content()).toBe('genuine');
  });

  it('should never contact the host that an address claims', async () => {
    const contacted: string[] = [];
    const evil = createServer((request, response) => {
      contacted.push(request.url ?? '');
      response.end('planted');
    });
    await new Promise<void>((done) => evil.listen(0, '127.0.0.1', done));
    const { port } = evil.address() as AddressInfo;
    for (const status of [2, 3, 6, 7]) {
      const claims = fixture.report(status, fixture.server.file(fixture.key, `text ${status}`));
      const url = claims.url?.replace(fixture.server.url, `http://127.0.0.1:${port}`);
      expect(await fixture.server.post(fixture.session, { ...claims, url })).toEqual(OK);
    }
    evil.close();
    expect(contacted).toEqual([]);
    expect(await fixture.content()).toBe('text 6');
  });

  it.each<[string, object]>([
    ['null', { users: null, actions: null, history: null, lastsave: null, filetype: null }],
    ['empty', { users: [], actions: [], history: {}, lastsave: '', filetype: '', changesurl: '' }],
    ['of another shape', { users: 'alice', actions: {}, history: [], lastsave: 7, filetype: 9 }],
    ['nested junk', { history: { changes: 'x', serverVersion: {} }, users: [null, {}, ['a']] }],
    ['unknown', { forcesavetype: 'x', userdata: {}, formsdataurl: 5, mailMerge: [], later: true }],
    ['of an unknown type', { filetype: 'nonsense' }],
  ])('should be saved when what it does not need is %s', async (_, members) => {
    const claims = report('kept', { notmodified: 'no', ...members });
    expect(await fixture.server.post(fixture.session, claims)).toEqual(OK);
    expect(await fixture.content()).toBe('kept');
    expect(await fixture.document()).toMatchObject({ file_type: 'txt', current_version: 2 });
  });

  it('should leave who edits as it was when it does not say so readably', async () => {
    const { session, server, key } = fixture;
    await server.post(session, { key, status: 1, users: ['alice'] });
    expect(await server.post(session, { key, status: 1, users: null })).toEqual(OK);
    expect((await fixture.document()).editors).toEqual(['alice']);
    expect(await server.post(session, { key, status: 1, users: [] })).toEqual(OK);
    expect((await fixture.document()).editors).toEqual([]);
  });

  it('should be saved with a history of 21,000 changes of author', async () => {
    const changes = Array.from({ length: 21_000 }, (_, n) => ({
      documentSha256: 'f'.repeat(64),
      created: '2026-11-28 10:00:00',
      user: { id: n % 2 === 0 ? 'alice' : 'bob', name: 'Somebody With A Name' },
    }));
    const claims = report('long', { history: { serverVersion: '9.3.1', changes } });
    const body = { ...claims, token: fixture.server.sign(claims) };
    expect(JSON.stringify(body).length).toBeGreaterThan(4 * 1024 * 1024);
    expect(await fixture.server.postRaw(callbackUrl(), body)).toEqual(OK);
    expect(await fixture.content()).toBe('long');
  });

  it('should be rejected before its body is read without the capability of its address', async () => {
    const { port, pathname, host } = new URL(callbackUrl());
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      `POST ${pathname}?cap=wrong HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n` +
        'content-length: 9000000\r\n\r\n{',
    );
    const [first] = await socket.take(1).toArray();
    socket.destroy();
    expect(String(first)).toContain('403 Forbidden');
    expect(await fixture.server.postRaw(callbackUrl().replace('cap=', 'cap=x'), {})).toEqual(
      REFUSED,
    );
  });
});
