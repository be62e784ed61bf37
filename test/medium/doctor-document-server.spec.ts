import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { doctorRound } from '../../src/command-line/doctor-round.js';
import { toConnection } from '../../src/connections/index.js';
import { makeCertificate } from '../certificates.js';
import { TriedDocumentServer, type Faults } from '../fakes/tried-document-server.js';
import { freePorts } from '../free-port.js';

let folder: string;
let port: number;
let server: TriedDocumentServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kontor-doctor-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  port = await freePorts();
  server = await new TriedDocumentServer().start();
});
afterEach(() => server.stop());

const envOf = (env: Record<string, string> = {}) => ({
  PORT: String(port),
  KONTOR_DATA_DIR: join(folder, 'data'),
  EUROOFFICE_URL: server.url,
  EUROOFFICE_JWT_SECRET: server.secret,
  ...env,
});

/** As `kontor doctor --json` says it, without a running server: the command listens in its place. */
async function examine(env: Record<string, string> = {}) {
  const { connections, notices } = await doctorRound(envOf(env));
  const byName = new Map(connections.map((each) => [each.name, toConnection(each)]));
  const of = (name: string) => byName.get(name)!;
  return { of, notices };
}

describe('kontor doctor and the Document Server', () => {
  it('should make the whole round, leave nothing behind, and say that it listened itself', async () => {
    const { of, notices } = await examine();
    for (const name of ['document-server', 'callback', 'browser-address'])
      expect(of(name)).toMatchObject({ name, state: 'ok', code: null, cause: null, fix: null });
    expect(of('document-server').detail).toBe('9.3.1.42');
    expect(server.checks).toHaveLength(1);
    expect(notices).toEqual([expect.stringContaining(`listened at 127.0.0.1:${port}`)]);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each<[string, Faults, string, string]>([
    ['another JWT secret', { inbox: 'other' }, 'document-server', 'secret-refused'],
    ['another JWT secret', { inbox: 'other' }, 'callback', 'secret-refused'],
    ['JWT switched off there', { jwt: 'off' }, 'document-server', 'jwt-off'],
    ['JWT switched off there', { jwt: 'off' }, 'callback', 'token-missing'],
    ['no JWT on what it sends', { jwt: 'outbox-off' }, 'callback', 'token-missing'],
    ['another secret on what it sends', { outbox: 'other' }, 'callback', 'outbox-secret'],
    ['another header', { header: 'X-Signature' }, 'document-server', 'other-header'],
    ['another header', { header: 'X-Signature' }, 'callback', 'other-header'],
    ['a clock ahead', { clockMs: 3_600_000 }, 'document-server', 'clock-differs'],
    ['a clock behind', { clockMs: -3_600_000 }, 'document-server', 'clock-differs'],
    ['a clock behind', { clockMs: -3_600_000 }, 'callback', 'outbox-expired'],
    [
      'services of its own unreachable',
      { healthcheck: 'false' },
      'document-server',
      'document-server-unhealthy',
    ],
    ['a login in front', { answers: { '*': 'html' } }, 'document-server', 'web-page'],
    ['a login in front', { answers: { '*': 'html' } }, 'callback', 'web-page'],
    ['a redirect', { answers: { '*': 302 } }, 'document-server', 'redirected'],
    ['a wrong path', { answers: { '*': 404 } }, 'document-server', 'no-document-server'],
    ['a failing proxy', { answers: { '*': 502 } }, 'document-server', 'server-error'],
    ['a blocked converter', { answers: { '/converter': 404 } }, 'callback', 'converter-missing'],
    ['a filter for private addresses', { converterError: -4 }, 'callback', 'private-address'],
    ['a failing converter', { converterError: -3 }, 'callback', 'converter-failed'],
    ['a late converter', { converterError: -2 }, 'callback', 'converter-timeout'],
    ['a hanging converter', { converterHangs: true }, 'callback', 'converter-timeout'],
    ['a queue that is unreachable', { converterError: -6 }, 'callback', 'converter-queue'],
    ['an unknown failure', { converterError: -1 }, 'callback', 'converter-storage'],
    ['a result that is blocked', { result: 'missing' }, 'callback', 'result-unreachable'],
    ['a result that is a page', { result: 'html' }, 'callback', 'result-wrong'],
    ['an empty result', { result: 'empty' }, 'callback', 'result-wrong'],
    [
      'no editor script',
      { answers: { '/web-apps/apps/api/documents/api.js': 404 } },
      'browser-address',
      'api-script-missing',
    ],
    ['another script', { apiScript: 'alert(1)' }, 'browser-address', 'api-script-missing'],
  ])('should name %s as itself: %j', async (_, faults, name, code) => {
    server.faults = faults;
    const connection = (await examine()).of(name);
    expect(connection).toMatchObject({ state: 'failing', code });
    expect(connection.cause).not.toMatch(/[{}]|undefined/);
    expect(connection.fix).not.toMatch(/[{}]|undefined/);
  });

  it('should read the header that many installations set', async () => {
    server.faults = { header: 'AuthorizationJwt' };
    const { of } = await examine();
    for (const name of ['document-server', 'callback']) expect(of(name).state).toBe('ok');
  });

  it('should warn of a clock that begins to differ, while it works', async () => {
    server.faults = { clockMs: 90_000 };
    const { of } = await examine();
    expect(of('document-server')).toMatchObject({ state: 'ok', code: 'clock-differs' });
    expect(of('callback').state).toBe('ok');
  });

  it('should work with a path prefix, and find the one that is missing', async () => {
    server.faults = { prefix: '/office' };
    expect((await examine()).of('callback').state).toBe('ok');
    const { of } = await examine({ EUROOFFICE_URL: server.url.replace('/office', '') });
    expect(of('document-server').code).toBe('no-document-server');
  });

  it('should name an address where nothing listens, by the setting to correct', async () => {
    const closed = `http://127.0.0.1:${await freePorts()}`;
    const { of } = await examine({ EUROOFFICE_INTERNAL_URL: closed });
    expect(of('document-server')).toMatchObject({ state: 'failing', code: 'connection-refused' });
    expect(of('document-server').fix).toContain('EUROOFFICE_INTERNAL_URL');
    expect(of('callback')).toMatchObject({ state: 'unknown', code: 'document-server-first' });
    expect(of('browser-address').state).toBe('ok');
  });

  it('should name a name that nobody knows', async () => {
    const { of } = await examine({ EUROOFFICE_URL: 'http://nowhere.invalid' });
    expect(of('document-server').code).toBe('unknown-host');
    expect(of('browser-address')).toMatchObject({ state: 'failing', code: 'unknown-host' });
    expect(of('browser-address').fix).toContain('EUROOFFICE_URL');
  });

  it('should give up on one that never answers', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port: at } = silent.address() as AddressInfo;
    try {
      const { of } = await examine({ EUROOFFICE_URL: `http://127.0.0.1:${at}` });
      for (const name of ['document-server', 'browser-address'])
        expect(of(name)).toMatchObject({ state: 'failing', code: 'timeout' });
      // Nothing is said of a converter that was never reached.
      expect(of('callback')).toMatchObject({ state: 'unknown', code: 'document-server-first' });
    } finally {
      silent.close();
    }
  });

  it('should name what is no HTTP at all, and http where https is meant', async () => {
    const mail = createServer((socket) => socket.end('220 mail ESMTP\r\n')).listen(0, '127.0.0.1');
    await once(mail, 'listening');
    const { port: at } = mail.address() as AddressInfo;
    try {
      const wrong = await examine({ EUROOFFICE_URL: `http://127.0.0.1:${at}` });
      expect(wrong.of('document-server').code).toBe('not-http');
      const plain = await examine({ EUROOFFICE_URL: server.url.replace('http:', 'https:') });
      expect(plain.of('document-server').code).toBe('not-tls');
    } finally {
      mail.close();
    }
  });

  it('should refuse http editors in https pages', async () => {
    const { of } = await examine({ KONTOR_PUBLIC_URL: 'https://desk.example.org' });
    expect(of('browser-address')).toMatchObject({ state: 'failing', code: 'mixed-content' });
  });
});

describe('kontor doctor and our own addresses', () => {
  let other: Server;
  let otherUrl: string;
  let answer: string;

  beforeAll(async () => {
    other = createHttpServer((_, response) => response.end(answer)).listen(0, '127.0.0.1');
    await once(other, 'listening');
    otherUrl = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  });
  afterAll(() => void other.close());

  it('should name a callback address at which nobody listens', async () => {
    const { of } = await examine({
      EUROOFFICE_CALLBACK_URL: `http://127.0.0.1:${await freePorts()}`,
    });
    expect(of('callback')).toMatchObject({ state: 'failing', code: 'callback-unreachable' });
    expect(of('callback').fix).toContain('EUROOFFICE_CALLBACK_URL');
    expect(of('document-server').state).toBe('ok');
  });

  it('should name a callback address at which something else answers, or another Kontor', async () => {
    server.faults = { converterError: -4 };
    answer = '<html>Welcome to nginx</html>';
    const nginx = await examine({ EUROOFFICE_CALLBACK_URL: otherUrl });
    expect(nginx.of('callback').code).toBe('callback-not-kontor');
    answer = JSON.stringify({ code: 'connections/probe-refused' });
    const kontor = await examine({ EUROOFFICE_CALLBACK_URL: otherUrl });
    expect(kontor.of('callback').code).toBe('callback-other-kontor');
    answer = JSON.stringify({ code: 'platform/unknown-host' });
    const named = await examine({ EUROOFFICE_CALLBACK_URL: otherUrl });
    expect(named.of('callback').code).toBe('host-refused');
  });

  it('should name a public address that is not its own', async () => {
    answer = '<html>Welcome to nginx</html>';
    const nginx = await examine({
      KONTOR_PUBLIC_URL: otherUrl,
      EUROOFFICE_CALLBACK_URL: `http://127.0.0.1:${port}`,
    });
    expect(nginx.of('browser-address').code).toBe('public-not-kontor');
    const closed = `http://127.0.0.1:${await freePorts()}`;
    const nobody = await examine({
      KONTOR_PUBLIC_URL: closed,
      EUROOFFICE_CALLBACK_URL: `http://127.0.0.1:${port}`,
    });
    expect(nobody.of('browser-address')).toMatchObject({
      state: 'failing',
      code: 'public-unreachable',
    });
    expect(nobody.of('callback').state).toBe('ok');
  });
});

describe('kontor doctor and certificates', () => {
  const before = getCACertificates('default');
  afterEach(() => setDefaultCACertificates(before));

  it.each([
    ['one nobody trusts', {}, false, 'certificate-untrusted'],
    ['one that ended', { days: -10 }, true, 'certificate-expired'],
    ['one for another name', { host: 'DNS:elsewhere.example' }, true, 'certificate-wrong-name'],
  ])('should name %s', async (_, options, isTrusted, code) => {
    const certificate = await makeCertificate(options);
    if (isTrusted) setDefaultCACertificates([...before, certificate.cert.toString()]);
    const secure = await new TriedDocumentServer().start(certificate);
    try {
      const { of } = await examine({ EUROOFFICE_URL: secure.url });
      for (const name of ['document-server', 'browser-address'])
        expect(of(name)).toMatchObject({ state: 'failing', code });
    } finally {
      await secure.stop();
    }
  });

  it.each([
    [20, 'certificate-expires'],
    [40, null],
  ])('should warn of one that ends in %d days: %s', async (days, code) => {
    const certificate = await makeCertificate({ days });
    setDefaultCACertificates([...before, certificate.cert.toString()]);
    const secure = await new TriedDocumentServer().start(certificate);
    try {
      const { of } = await examine({ EUROOFFICE_URL: secure.url });
      for (const name of ['document-server', 'browser-address'])
        expect(of(name)).toMatchObject({ state: 'ok', code });
    } finally {
      await secure.stop();
    }
  });
});
