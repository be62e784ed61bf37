import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { ManageAccounts, ManageClients } from '../../src/access/index.js';
import { createApp } from '../../src/create-app.js';
import { PinoLogger } from '../../src/platform/logging/pino-logger.js';
import { HostileDocumentServer } from '../fakes/hostile-document-server.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';

const PUBLIC_HOST = 'kontor.test';
const EDITOR_HOST = 'editor.kontor.test';
const PASSWORD = 'only for this test, and long';

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly policy: string;
}

interface Production {
  readonly log: readonly string[];
  get(path: string, host?: string): Promise<Answer>;
  /** Gives that origin to an application. */
  allow(origin: string): Promise<void>;
  /** Ids of an ordinary and of a private document of alice's. */
  documents(): Promise<{ ordinary: string; hidden: string }>;
}

describe('production', () => {
  const closing: (() => Promise<void>)[] = [];

  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  async function start(env: Record<string, string>): Promise<Production> {
    const folder = await mkdtemp(join(tmpdir(), 'kontor-origin-'));
    closing.push(() => rm(folder, { recursive: true, force: true }));
    const documentServer = await HostileDocumentServer.start();
    closing.push(() => documentServer.stop());
    const log: string[] = [];
    const settings = {
      KONTOR_PROFILE: 'production',
      KONTOR_PUBLIC_URL: `https://${PUBLIC_HOST}`,
      KONTOR_DATA_DIR: join(folder, 'data'),
      EUROOFFICE_URL: 'https://docs.test',
      EUROOFFICE_INTERNAL_URL: documentServer.internalUrl,
      EUROOFFICE_JWT_SECRET: 'made-for-this-test-0123456789-abcdef',
      ...env,
    };
    const app = await createApp(
      settings,
      new PinoLogger('warn', { write: (line) => void log.push(line) }),
    );
    closing.push(() => app.close());
    await app.listen(0, '127.0.0.1');
    await app.get(ManageAccounts).add({ username: 'alice', password: PASSWORD });
    const { port } = app.getHttpServer().address() as AddressInfo;
    const ask = (path: string, init: RequestInit & { headers: Record<string, string> }) =>
      fetch(`http://127.0.0.1:${port}${path}`, init);
    const signedIn = await ask('/api/auth/token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'alice', password: PASSWORD }),
    });
    const { access_token: token } = (await signedIn.json()) as { access_token: string };
    const fetchAs = (_: string, path: string, init: RequestInit = {}): Promise<Response> => {
      const own = { authorization: `Bearer ${token}` };
      return ask(path, { ...init, headers: { ...(init.headers as object), ...own } });
    };
    const create = async (title: string): Promise<string> => {
      const path = `/api/documents?title=${title}`;
      const created = await fetchAs('alice', path, { method: 'POST', body: 'text' });
      return ((await created.json()) as { id: string }).id;
    };
    return {
      log,
      // `fetch` lets nobody choose the name of the host.
      async get(path, host = PUBLIC_HOST) {
        const headers = { host, authorization: `Bearer ${token}`, accept: 'text/html' };
        const answer = await request(`http://127.0.0.1:${port}${path}`, { headers });
        const policy = String(answer.headers['content-security-policy']);
        return { status: answer.statusCode, text: await answer.body.text(), policy };
      },
      async allow(origin) {
        const client = { name: 'Embedding', scopes: [], allowedOrigins: [origin] };
        await app.get(ManageClients).add(null, client);
      },
      async documents() {
        const ordinary = await create('Ordinary.txt');
        const person = await ZeroKnowledgePerson.register({ fetchAs }, 'alice');
        await person.choosePrivate();
        return { ordinary, hidden: await create('Hidden.txt') };
      },
    };
  }

  it('should warn without a second host name, and open no private document in the editor', async () => {
    const kontor = await start({});
    expect(kontor.log.join()).toMatch(/"level":40.*no-editor-address.*set KONTOR_EDITOR_URL/);
    const { ordinary, hidden } = await kontor.documents();
    const open = (await kontor.get(`/edit/${ordinary}`)).text;
    expect(open).toContain('desk/editor.js');
    expect(open).toContain(`https://${PUBLIC_HOST}/editor-frame`);
    const closed = (await kontor.get(`/edit/${hidden}`)).text;
    expect(closed).toContain('Private documents do not open here yet');
    expect(closed).toContain('KONTOR_EDITOR_SHARES_ORIGIN=accept');
    expect(closed).not.toContain('private-editor.js');
    expect((await kontor.get('/editor-frame')).status).toBe(200);
    // In our own origin, what the frame runs could act as whoever is signed in.
    await kontor.allow('https://app.test');
    expect((await kontor.get('/editor-frame?parent=https://app.test')).status).toBe(404);
  });

  it('should do as the administrator says who accepts it', async () => {
    const kontor = await start({ KONTOR_EDITOR_SHARES_ORIGIN: 'accept' });
    expect(kontor.log.join()).not.toContain('KONTOR_EDITOR_URL');
    const { hidden } = await kontor.documents();
    expect((await kontor.get(`/edit/${hidden}`)).text).toContain('private-editor.js');
  });

  it('should see a Document Server that is sent our cookies', async () => {
    const kontor = await start({
      KONTOR_EDITOR_URL: `https://${EDITOR_HOST}`,
      EUROOFFICE_URL: `https://${PUBLIC_HOST}:8443`,
    });
    expect(kontor.log.join()).toMatch(/document-server-on-our-host.*set EUROOFFICE_URL/);
    const { hidden } = await kontor.documents();
    const closed = (await kontor.get(`/edit/${hidden}`)).text;
    expect(closed).toContain('Private documents do not open here yet');
  });

  it('should serve the frame, and nothing else, under the second host name', async () => {
    const kontor = await start({ KONTOR_EDITOR_URL: `https://${EDITOR_HOST}` });
    expect(kontor.log.join()).not.toContain('KONTOR_EDITOR_URL');
    const { ordinary, hidden } = await kontor.documents();
    const page = await kontor.get(`/edit/${hidden}`);
    expect(page.text).toContain(`https://${EDITOR_HOST}/editor-frame`);
    const { policy } = page;
    expect(policy).toContain(`script-src 'self'; frame-src https://${EDITOR_HOST};`);
    expect(policy).not.toContain('docs.test');

    for (const host of [
      EDITOR_HOST,
      `${EDITOR_HOST}:443`,
      'EDITOR.Kontor.Test',
      `${EDITOR_HOST}.`,
    ]) {
      for (const path of ['/', '/api/me', `/edit/${ordinary}`, '/metrics', '/assets/desk/desk.css'])
        expect([host, path, (await kontor.get(path, host)).status]).toEqual([host, path, 404]);
      expect([host, (await kontor.get('/editor-frame', host)).status]).toEqual([host, 200]);
    }
    expect((await kontor.get('/health/live', EDITOR_HOST)).status).toBe(200);
    expect((await kontor.get('/editor-frame')).status).toBe(404);
    const { policy: frames } = await kontor.get('/editor-frame', EDITOR_HOST);
    expect(frames).toContain(`frame-ancestors https://${PUBLIC_HOST}`);
    expect(frames).toContain("script-src 'self' https://docs.test ");
  });

  it('should let nobody frame it but our own page and the origins of applications', async () => {
    const kontor = await start({ KONTOR_EDITOR_URL: `https://${EDITOR_HOST}` });
    const frame = (parent: string) =>
      kontor.get(`/editor-frame?parent=${encodeURIComponent(parent)}`, EDITOR_HOST);
    await kontor.allow('https://app.test');
    const { status, text, policy } = await frame('https://app.test');
    expect([status, policy.match(/frame-ancestors [^;]*/)?.[0]]).toEqual([
      200,
      'frame-ancestors https://app.test',
    ]);
    expect(text).toContain('data-parent="https://app.test"');
    for (const parent of [
      'https://another.test',
      'http://app.test',
      'https://app.test/',
      'https://app.test:8443',
      'https://app.test.evil.test',
      'https://app.test; script-src *',
      'https://app.test" onload="alert(1)',
      'https://*.test',
      'null',
      '*',
      '',
    ])
      expect([parent, (await frame(parent)).status]).toEqual([parent, 404]);
    const own = await frame(`https://${PUBLIC_HOST}`);
    expect(own.policy).toContain(`frame-ancestors https://${PUBLIC_HOST}`);
  });
});
