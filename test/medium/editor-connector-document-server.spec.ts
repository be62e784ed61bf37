import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SystemClock } from '../../src/platform/clock/clock.js';
import { Secret } from '../../src/platform/config/secret.js';
import { hs256Service } from '../../src/platform/jwt/hs256.module.js';
import { HttpDocumentServer } from '../../src/editor-connector/document-server/document-server.http.js';
import { JwtDocumentServerTokens } from '../../src/editor-connector/document-server/document-server-tokens.jwt.js';

const SECRET = 'only-for-tests-only-for-tests-only-for-tests';
const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<
    string,
    unknown
  >;

describe('HttpDocumentServer', () => {
  let http: Server;
  let server: HttpDocumentServer;
  let answer: RequestListener;
  let commands: Record<string, unknown>[];
  let prefix: string;

  beforeEach(async () => {
    commands = [];
    prefix = '/ds';
    http = createServer((request, response) => answer(request, response));
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
    const secrets = { signingSecret: new Secret(SECRET), acceptedSecrets: [] };
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}${prefix}`;
    server = new HttpDocumentServer(
      new JwtDocumentServerTokens(hs256Service(), secrets, new SystemClock()),
      url,
    );
  });

  afterEach(async () => {
    await server.onApplicationShutdown();
    http.closeAllConnections();
    http.close();
  });

  const answering = (
    body: object | string,
    { status = 200, path = '/ds/command' } = {},
  ): RequestListener => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return (request, response) => {
      if (!request.url?.startsWith(path)) return void response.writeHead(404).end();
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const sent = Buffer.concat(chunks).toString();
        if (sent !== '') commands.push(claimsOf((JSON.parse(sent) as { token: string }).token));
        response.writeHead(status, {
          'content-type': text.startsWith('<') ? 'text/html' : 'application/json',
        });
        response.end(text);
      });
    };
  };

  it('should send every command signed, below the prefix', async () => {
    answer = answering({ error: 0, keys: ['a'], url: 'http://x/y' });
    await server.info('k');
    await server.drop('k', ['bob']);
    await server.drop('k');
    await server.forceSave('k');
    await server.rename('k', 'New.docx');
    expect(await server.forgottenKeys()).toEqual(['a']);
    expect(await server.forgottenUrl('k')).toBe('http://x/y');
    expect(await server.deleteForgotten('k')).toBe('done');
    expect(commands).toMatchObject([
      { c: 'info', key: 'k' },
      { c: 'drop', key: 'k', users: ['bob'] },
      { c: 'drop', key: 'k' },
      { c: 'forcesave', key: 'k' },
      { c: 'meta', key: 'k', meta: { title: 'New.docx' } },
      { c: 'getForgottenList' },
      { c: 'getForgotten', key: 'k' },
      { c: 'deleteForgotten', key: 'k' },
    ]);
  });

  it('should use the older path where only that exists', async () => {
    answer = answering({ error: 1 }, { path: '/ds/coauthoring/CommandService.ashx' });
    expect(await server.info('k')).toBe('unknown-key');
  });

  it('should report what the server does not do', async () => {
    answer = answering({ error: 4 });
    expect(await server.forceSave('k')).toBe('nothing-to-do');
    answer = answering({ error: 6 });
    await expect(server.info('k')).rejects.toMatchObject({
      code: 'editor-connector/server-unreachable',
    });
  });

  it('should read the format table, and do without one', async () => {
    answer = answering([{ name: 'docx', type: 'word', actions: ['view'] }], {
      path: '/ds/meta/formats',
    });
    expect(await server.formats()).toMatchObject([{ name: 'docx', convert: [] }]);
    answer = answering({ odd: true }, { path: '/ds/meta/formats' });
    expect(await server.formats()).toBeUndefined();
    answer = (_, response) => response.writeHead(404).end();
    expect(await server.formats()).toBeUndefined();
  });

  it('should know a healthy server and its version', async () => {
    answer = answering({ error: 0, version: '9.3.1.42' });
    expect(await server.state()).toEqual({
      version: '9.3.1.42',
      fault: null,
    });
  });

  it.each<[string, RequestListener | (() => RequestListener), string]>([
    ['another secret', () => answering({ error: 6 }), 'secret-refused'],
    ['another time', () => answering({ error: 7 }), 'signature-expired'],
    ['a login page', () => answering('<html>Sign in</html>'), 'web-page'],
    ['a redirect', () => answering('', { status: 302 }), 'redirected'],
    ['a start that is not over', () => answering('', { status: 502 }), 'server-error'],
    ['something else', () => answering('', { path: '/other' }), 'wrong-answer'],
  ])('should name %s', async (_, make, code) => {
    answer = (make as () => RequestListener)();
    expect(await server.state()).toMatchObject({
      version: null,
      fault: { code, facts: { setting: 'EUROOFFICE_INTERNAL_URL' } },
    });
  });

  it('should name that nothing is there', async () => {
    http.close();
    expect((await server.state()).fault).toMatchObject({ code: 'connection-refused' });
  });
});
