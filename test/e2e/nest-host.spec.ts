import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  Controller,
  Get,
  Injectable,
  Module,
  type DynamicModule,
  type LoggerService,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentServerSimulator, type EditorConfig } from '../../playground/index.js';
import { Kontor, KontorModule, type KontorOptions } from '../../src/kontor.module.js';
import { projectRoot } from '../../src/platform/config/project-root.js';
import { freePorts } from '../free-port.js';
import { CLIENT_SECRET, IdentityProvider } from '../identity-provider.js';
import { ProviderBrowser } from '../provider-browser.js';
import { BrowserRelease } from '../release-key.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';

const SECRET = 'of the simulated Document Server';

@Controller()
class HostController {
  @Get('hello')
  hello(): { from: string } {
    return { from: 'the host' };
  }
}

class HeldLog implements LoggerService {
  readonly lines: string[] = [];
  log(message: unknown): void {
    this.lines.push(String(message));
  }
  warn = this.log.bind(this);
  error = this.log.bind(this);
}

describe('Kontor inside another Nest application', () => {
  const log = new HeldLog();
  let folder: string;
  let port: number;
  let documentServer: DocumentServerSimulator;
  let hosts: NestFastifyApplication[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-host-'));
    hosts = [];
    port = await freePorts();
    documentServer = await DocumentServerSimulator.start({
      host: '127.0.0.1',
      port: await freePorts(),
      jwtSecret: SECRET,
      saveDelayMs: 50,
    });
  });
  afterEach(async () => {
    await Promise.all(hosts.map((app) => app.close()));
    await documentServer.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const optionsFor = (name: string): KontorOptions => ({
    url: `http://127.0.0.1:${port}/${name}`,
    playground: true,
    settings: {
      KONTOR_DATA_DIR: join(folder, name, 'data'),
      KONTOR_PLAYGROUND_PEOPLE: join(projectRoot, 'playground/people.json'),
      EUROOFFICE_URL: documentServer.url,
      EUROOFFICE_JWT_SECRET: SECRET,
    },
  });

  const host = (...kontors: KontorOptions[]): Promise<NestFastifyApplication> =>
    hostOf(kontors.map((options) => KontorModule.forRoot(options)));

  async function hostOf(imports: DynamicModule[]): Promise<NestFastifyApplication> {
    @Module({ imports, controllers: [HostController] })
    class HostModule {}
    const app = await NestFactory.create<NestFastifyApplication>(HostModule, new FastifyAdapter(), {
      logger: log,
      abortOnError: false,
    });
    hosts.push(app);
    await app.listen(port, '127.0.0.1');
    return app;
  }

  const ask = (path: string, init?: RequestInit): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}${path}`, init);

  /** Signed in at the Kontor of that name; the one at the root has none. */
  async function personAt(name: string, username = 'alice') {
    const path = name === '' ? '' : `/${name}`;
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ username, password: username });
    const answer = await ask(`${path}/api/auth/token`, { method: 'POST', headers, body });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    return (to: string, init: RequestInit = {}): Promise<Response> => {
      const authorization = `Bearer ${token}`;
      return ask(`${path}${to}`, { ...init, headers: { ...headers, authorization } });
    };
  }

  it('should answer below its path, beside the routes of the host', async () => {
    await host(optionsFor('kontor'));
    expect(await (await ask('/hello')).json()).toEqual({ from: 'the host' });
    expect((await ask('/kontor/health/live')).status).toBe(200);
    for (const path of ['/health/live', '/kontorei', '/api/documents', '/login'])
      expect([path, (await ask(path)).status]).toEqual([path, 404]);
    const page = await ask('/kontor', { headers: { accept: 'text/html' } });
    expect(new URL(page.url).pathname).toBe('/kontor/login');
    const style = /href="([^"]+desk.css[^"]*)"/.exec(await page.text())?.[1] ?? '';
    expect((await ask(style)).headers.get('content-type')).toContain('text/css');
    const issuer = `http://127.0.0.1:${port}/kontor`;
    const metadata = await ask('/.well-known/oauth-authorization-server/kontor');
    expect(await metadata.json()).toMatchObject({
      issuer,
      token_endpoint: `${issuer}/oauth/token`,
    });
  });

  it('should store what is edited below its path', async () => {
    await host(optionsFor('kontor'));
    const alice = await personAt('kontor');
    const created = await alice('/api/documents?title=Letter.txt', {
      method: 'POST',
      body: 'Dear',
    });
    const { id } = (await created.json()) as { id: string };
    expect(created.headers.get('location')).toBe(`/kontor/api/documents/${id}`);
    const opened = await alice('/api/eurooffice/session', {
      method: 'POST',
      body: JSON.stringify({ file_id: id }),
    });
    const { config } = (await opened.json()) as { config: EditorConfig };
    const editor = await documentServer.connect(config);
    await editor.type(' Bob');
    await editor.close();
    expect(await documentServer.nextCallback(2)).toMatchObject({ success: true });
    expect(await (await alice(`/api/documents/${id}/content`)).text()).toBe('Dear Bob');
  });

  it('should keep people signed in below its path only', async () => {
    await host(optionsFor('kontor'));
    const answer = await ask('/kontor/login', {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: `http://127.0.0.1:${port}` },
      body: new URLSearchParams({ username: 'alice', password: 'alice', next: '/' }),
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/kontor/']);
    const cookies = answer.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(1);
    for (const cookie of cookies) expect(cookie).toMatch(/; Path=\/kontor(?:;|$)/);
  });

  it('should share nothing with a second one beside it', async () => {
    await host(optionsFor('one'), optionsFor('two'));
    const [atOne, atTwo] = [await personAt('one'), await personAt('two')];
    const created = await atOne('/api/documents?title=One.txt', { method: 'POST', body: '1' });
    const { id } = (await created.json()) as { id: string };
    expect((await atTwo(`/api/documents/${id}`)).status).toBe(404);
    expect((await ask(`/two/api/me`)).status).toBe(401);
    const listed = (await (await atTwo('/api/documents')).json()) as { documents: unknown[] };
    expect(listed.documents).toEqual([]);
    const count = /kontor_http_request_duration_seconds_count\{route="\/api\/documents\/:id"/;
    const metrics = async (name: string) =>
      (await (await personAt(name, 'admin'))('/metrics')).text();
    expect(await metrics('one')).not.toMatch(count);
    expect(await metrics('two')).toMatch(count);
  });

  it('should take options that providers of the host know', async () => {
    @Injectable()
    class HostSettings {
      readonly optionsFor = optionsFor;
    }
    @Module({ providers: [HostSettings], exports: [HostSettings] })
    class SettingsModule {}
    const app = await hostOf([
      KontorModule.forRootAsync({
        imports: [SettingsModule],
        inject: [HostSettings],
        useFactory: async (known) => Promise.resolve(known.optionsFor('one')),
      }),
      KontorModule.forRootAsync({ useFactory: () => optionsFor('two') }),
    ]);
    for (const name of ['one', 'two'])
      expect((await (await personAt(name))('/api/me')).status).toBe(200);
    expect(app.get(Kontor, { strict: false }).url).toMatch(/\/one$|\/two$/);

    const failing = hostOf([
      KontorModule.forRootAsync({
        useFactory: () => Promise.reject(new Error('no vault answers')),
      }),
    ]);
    await expect(failing).rejects.toThrow('no vault answers');
    const wrong = (known: HostController): KontorOptions => optionsFor(known.hello().from);
    // @ts-expect-error the token says what comes
    KontorModule.forRootAsync({ inject: [HostSettings], useFactory: wrong });
  });

  it('should answer at the root what neither the host nor one below a path answers', async () => {
    await host(optionsFor(''), optionsFor('kontor'));
    expect(await (await ask('/hello')).json()).toEqual({ from: 'the host' });
    const [alice, atPath] = [await personAt(''), await personAt('kontor')];
    const created = await alice('/api/documents?title=Root.txt', { method: 'POST', body: 'Dear' });
    const { id } = (await created.json()) as { id: string };
    expect(created.headers.get('location')).toBe(`/api/documents/${id}`);
    expect(await (await alice(`/api/documents/${id}/content`)).text()).toBe('Dear');
    expect((await atPath(`/api/documents/${id}`)).status).toBe(404);
    const page = await ask('/', { headers: { accept: 'text/html' } });
    expect(new URL(page.url).pathname).toBe('/login');
    const nowhere = await alice('/api/nowhere');
    expect([nowhere.status, nowhere.headers.get('content-type')]).toEqual([
      404,
      expect.stringContaining('application/problem+json'),
    ]);
    // What the host has is the host's, whoever asks.
    expect((await alice('/hello')).status).toBe(200);
    const metadata = await ask('/.well-known/oauth-authorization-server');
    expect(await metadata.json()).toMatchObject({ issuer: `http://127.0.0.1:${port}` });
  });

  it('should keep what is private from itself, and let people edit it, below its path', async () => {
    await host(optionsFor('kontor'));
    const person = await personAt('kontor');
    const alice = await ZeroKnowledgePerson.register(
      { fetchAs: (_username, path, init) => person(path, init) },
      'alice',
    );
    await alice.choosePrivate();
    const created = await person('/api/documents?title=Own.txt', { method: 'POST', body: 'Dear' });
    const { id } = (await created.json()) as { id: string };
    const refused = await person(`/api/documents/${id}/content`);
    expect(await refused.json()).toMatchObject({ code: 'storage/key-needed' });

    const binding = { documentId: id, versionNumber: 1, expiresAtMs: Date.now() + 600_000 };
    const release = await BrowserRelease.fresh().wire(await alice.fileKey(id, 1), binding);
    const opened = await alice.send('POST', '/api/eurooffice/session', { file_id: id, release });
    const { config } = (await opened.json()) as { config: EditorConfig };
    const editor = await documentServer.connect(config);
    await editor.type(' Bob');
    await editor.close();
    expect(await documentServer.nextCallback(2)).toMatchObject({ success: true });
    expect(await alice.read(id, 2)).toBe('Dear Bob');
    // The passphrase of a page is asked for in a worker, whose address is below the path as well.
    const login = await ask('/kontor/login', {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: `http://127.0.0.1:${port}` },
      body: new URLSearchParams({ username: 'alice', password: 'alice', next: '/' }),
    });
    const cookie = login.headers.getSetCookie().map((each) => each.split(';')[0]);
    const keys = await ask('/kontor/keys', {
      headers: { accept: 'text/html', cookie: cookie.join('; ') },
    });
    const worker = /data-passphrase-worker="([^"]+)"/.exec(await keys.text())?.[1] ?? '';
    expect(worker).toMatch(/^\/kontor\//);
    expect((await ask(worker)).status).toBe(200);
  });

  it('should let people in whom an identity provider knows, and send them back below its path', async () => {
    const { settings, ...options } = optionsFor('kontor');
    const provider = await IdentityProvider.start(options.url);
    try {
      provider.add({
        sub: 's-kaethi',
        preferred_username: 'kaethi',
        name: 'Käthi Muster',
        email: 'kaethi@example.ch',
      });
      const file = join(folder, 'providers.json');
      await writeFile(file, JSON.stringify([provider.entry()]));
      const more = { OIDC_PROVIDERS: file, OIDC_TEST_CLIENT_SECRET: CLIENT_SECRET };
      await host({ ...options, settings: { ...settings, ...more } });
      const browser = new ProviderBrowser();
      const start = `${options.url}/login/oidc/test?next=/keys`;
      const { url, page } = await browser.signIn(start, 's-kaethi');
      expect([url, page.status]).toEqual([`${options.url}/keys`, 200]);
      const me = await browser.ask(`${options.url}/api/me`);
      expect(await me.json()).toMatchObject({ username: 'kaethi', display_name: 'Käthi Muster' });
      // Left by the provider's own message to the path.
      const ended = await ask('/kontor/login/oidc/test/back-channel-logout', {
        method: 'POST',
        body: new URLSearchParams({
          logout_token: await provider.logoutToken({ sub: 's-kaethi' }),
        }),
      });
      expect(ended.status).toBe(200);
      expect((await browser.ask(`${options.url}/api/me`)).status).toBe(401);
    } finally {
      await provider.down();
    }
  });

  it('should take its settings from the object alone, and name those that are missing', async () => {
    const { settings, ...options } = optionsFor('kontor');
    const outside = { EUROOFFICE_JWT_SECRET: SECRET, DATABASE_URL: 'no database', PORT: 'none' };
    const before = { ...process.env };
    Object.assign(process.env, outside);
    try {
      await host({ ...options, settings });
      const missing = { ...settings, EUROOFFICE_JWT_SECRET: undefined };
      const failing = host({ ...options, url: `${options.url}-2`, settings: missing });
      await expect(failing).rejects.toThrow('EUROOFFICE_JWT_SECRET');
    } finally {
      process.env = before;
    }
    expect((await ask('/kontor/health/ready')).status).toBe(200);
  });

  it('should log to the logger of the host', async () => {
    const options = optionsFor('kontor');
    log.lines.length = 0;
    await host({ ...options, settings: { ...options.settings, KONTOR_DATA_DIRECTORY: 'x' } });
    expect(log.lines.join('\n')).toContain('KONTOR_DATA_DIRECTORY is not a setting of Kontor');
  });

  it('should say what kind of host and address it needs', async () => {
    @Module({ imports: [KontorModule.forRoot(optionsFor('kontor'))] })
    class Context {}
    const context = NestFactory.createApplicationContext(Context, {
      logger: log,
      abortOnError: false,
    });
    await expect(context).rejects.toThrow('Fastify adapter');
    const options = { ...optionsFor('kontor'), url: 'kontor.example.com' };
    await expect(host(options)).rejects.toThrow('must be the address at which browsers reach');
    await expect(host(optionsFor('documents'))).rejects.toThrow('choose another');
  });

  it('should finish what runs when the host closes', async () => {
    const app = await host(optionsFor('kontor'));
    const alice = await personAt('kontor');
    const { body, end } = slowBody();
    const begun = Promise.withResolvers<void>();
    const note = ({ url }: { url?: string }) => url?.includes('Slow.txt') && begun.resolve();
    app.getHttpServer().on('request', note);
    const created = alice('/api/documents?title=Slow.txt', {
      method: 'POST',
      body,
      duplex: 'half',
    } as RequestInit);
    await begun.promise;
    const closed = app.close();
    end();
    const answer = await created;
    expect([answer.status, answer.headers.get('connection')]).toEqual([201, 'close']);
    await closed;
    await expect(ask('/kontor/health/live')).rejects.toThrow();
  });

  it('should leave a process that has nothing more to do', async () => {
    const script = `
      import { Module } from '@nestjs/common';
      import { NestFactory } from '@nestjs/core';
      import { FastifyAdapter } from '@nestjs/platform-fastify';
      import { KontorModule } from '${pathToFileURL(join(projectRoot, 'dist/kontor.module.js')).href}';
      class Host {}
      Module({ imports: [KontorModule.forRoot(${JSON.stringify(optionsFor('kontor'))})] })(Host);
      const app = await NestFactory.create(Host, new FastifyAdapter(), { logger: ['error'] });
      process.stdin.once('end', () => app.close()).resume();
      await app.listen(${port}, '127.0.0.1');
      console.log('ready');`;
    await symlink(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
    await writeFile(join(folder, 'host.mjs'), script);
    const child = spawn(process.execPath, [join(folder, 'host.mjs')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    await Promise.race([once(child.stdout, 'data'), ended]);
    expect((await ask('/kontor/health/ready')).status).toBe(200);
    child.stdin.end();
    expect(await ended).toEqual([0, null]);
  });
});

/** A body of which the first half is sent at once, and the rest on demand. */
function slowBody() {
  let end!: () => void;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(Buffer.from('the first half, '));
      end = () => {
        controller.enqueue(Buffer.from('and the rest'));
        controller.close();
      };
    },
  });
  return { body, end };
}
