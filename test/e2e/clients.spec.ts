import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { clientCommand } from '../../src/command-line/client.command.js';
import { runCommandLine } from '../../src/command-line/run-command-line.js';
import { SCOPES, type Scope } from '../../src/platform/http/client-scopes.js';
import { routesOf } from '../routes.js';
import { OPEN_TO_ANY, OPENED_BY } from './client-scopes.js';
import { PUBLIC } from './public-routes.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

describe('an application that uses the API', () => {
  let kontor: RunningKontor;
  let names = 0;

  beforeAll(async () => {
    kontor = await startKontor();
  });

  afterAll(() => kontor.stop());

  async function admin(method: string, path: string, body?: object): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    const json = body === undefined ? {} : { headers, body: JSON.stringify(body) };
    return kontor.fetchAs('admin', `/api/admin/clients${path}`, { method, ...json });
  }

  const newClient = async (...scopes: readonly Scope[]): Promise<Wire> => {
    const response = await admin('POST', '', { name: `app-${++names}`, scopes });
    expect(response.status).toBe(201);
    return response.json();
  };

  const basic = (id: string, secret: string): Record<string, string> => ({
    authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
  });

  const oauth = (path: string, form: Record<string, string>, headers = {}): Promise<Response> =>
    fetch(`${kontor.url}/oauth/${path}`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(form),
    });

  const askToken = (
    { client_id, client_secret }: Wire,
    form: Record<string, string> = {},
  ): Promise<Response> =>
    oauth('token', { grant_type: 'client_credentials', ...form }, basic(client_id, client_secret));

  const tokenOf = async (client: Wire, form = {}): Promise<string> => {
    const response = await askToken(client, form);
    expect(response.status).toBe(200);
    return (await response.json()).access_token;
  };

  const call = (
    token: string,
    path: string,
    { actFor, ...init }: RequestInit & { readonly actFor?: string } = {},
  ): Promise<Response> =>
    fetch(kontor.url + path, {
      ...init,
      headers: {
        ...(init.headers as Record<string, string>),
        authorization: `Bearer ${token}`,
        ...(actFor !== undefined && { 'kontor-on-behalf-of': actFor }),
      },
    });

  const createDocument = async (token: string, title: string, actFor?: string): Promise<Wire> => {
    const path = `/api/documents?title=${encodeURIComponent(title)}`;
    const response = await call(token, path, {
      method: 'POST',
      body: 'typed',
      ...(actFor !== undefined && { actFor }),
    });
    expect(response.status).toBe(201);
    return response.json();
  };

  it('should describe its authorization server as RFC 8414 has it', async () => {
    const response = await fetch(`${kontor.url}/.well-known/oauth-authorization-server`);
    expect(await response.json()).toMatchObject({
      token_endpoint: expect.stringMatching(/\/oauth\/token$/),
      grant_types_supported: expect.arrayContaining(['client_credentials']),
      scopes_supported: SCOPES,
    });
  });

  it('should get a token by its secret, in the header or in the form', async () => {
    const client = await newClient('documents:read');
    const response = await askToken(client);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({
      access_token: expect.stringMatching(/^kontor_token_/),
      token_type: 'Bearer',
      expires_in: 3600,
      scope: 'documents:read',
    });
    const { client_id, client_secret } = client;
    const posted = await oauth('token', {
      grant_type: 'client_credentials',
      client_id,
      client_secret,
    });
    expect(posted.status).toBe(200);
  });

  it('should hear what is wrong in the words of OAuth', async () => {
    const client = await newClient('documents:read');
    const wrong = await askToken({ ...client, client_secret: 'kontor_secret_wrong' });
    expect([wrong.status, wrong.headers.get('www-authenticate')]).toEqual([
      401,
      'Basic realm="Kontor"',
    ]);
    expect(await wrong.json()).toMatchObject({ error: 'invalid_client' });
    const another = await newClient('documents:read');
    const mixed = await askToken({ ...client, client_secret: another.client_secret });
    expect(await mixed.json()).toMatchObject({ error: 'invalid_client' });
    const grant = await askToken(client, { grant_type: 'password' });
    expect([grant.status, await grant.json()]).toMatchObject([
      400,
      { error: 'unsupported_grant_type' },
    ]);
    const scope = await askToken(client, { scope: 'documents:read admin' });
    expect(await scope.json()).toMatchObject({ error: 'invalid_scope' });
    const twice = await askToken(client, { client_secret: client.client_secret });
    expect(await twice.json()).toMatchObject({ error: 'invalid_request' });
  });

  it('should own what it creates, and see nothing of others', async () => {
    const client = await newClient('documents:read', 'documents:write');
    const token = await tokenOf(client);
    const document = await createDocument(token, 'Own.txt');
    expect(document.owner).toBe(`client:${client.name}`);
    const other = await tokenOf(await newClient('documents:read', 'documents:write'));
    expect((await call(other, `/api/documents/${document.id}`)).status).toBe(404);
    const alices = await kontor.fetchAs('alice', '/api/documents?title=Hers.txt', {
      method: 'POST',
      body: 'hers',
    });
    const { id } = await alices.json();
    expect((await call(token, `/api/documents/${id}`)).status).toBe(404);
  });

  it('should act for a person only with the scope, and with the rights of that person', async () => {
    const without = await tokenOf(await newClient('documents:read', 'documents:write'));
    const refused = await call(without, '/api/documents', { actFor: 'alice' });
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({
      code: 'access/scope-missing',
      data: { scope: 'act-for-people' },
    });
    const token = await tokenOf(
      await newClient('documents:read', 'documents:write', 'act-for-people', 'sessions'),
    );
    const document = await createDocument(token, 'For Alice.txt', 'alice');
    expect(document.owner).toBe('alice');
    const asBob = await call(token, `/api/documents/${document.id}`, { actFor: 'bob' });
    expect(asBob.status).toBe(404);
    const me = await call(token, '/api/me', { actFor: 'alice' });
    expect(await me.json()).toMatchObject({ username: 'alice' });
    const session = await call(token, '/api/eurooffice/session', {
      method: 'POST',
      actFor: 'alice',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ file_id: document.id }),
    });
    expect((await session.json()).config.editorConfig.user.name).toBe('Alice Muster');
    const audit = await kontor.fetchAs('admin', `/api/admin/audit?document=${document.id}`);
    expect((await audit.json()).entries).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          action: 'document.created',
          actor: expect.stringMatching(/^client:app-/),
          on_behalf_of: 'alice',
        }),
      ]),
    );
    const nobody = await call(token, '/api/documents', { actFor: 'nobody' });
    expect(await nobody.json()).toMatchObject({ code: 'access/cannot-act-for' });
  });

  it('should be an application: a person acts for nobody else, and is told so', async () => {
    const { id } = await (await kontor.fetchAs('admin', '/api/me')).json();
    const asked = async (headers: Record<string, string>) =>
      (await kontor.fetchAs('admin', '/api/me', { headers })).status;
    expect(await asked({ 'kontor-on-behalf-of': 'alice' })).toBe(403);
    expect(await asked({ 'kontor-on-behalf-of-id': 'somebody' })).toBe(403);
    expect(await asked({ 'kontor-on-behalf-of': 'Admin' })).toBe(200);
    expect(await asked({ 'kontor-on-behalf-of-id': id })).toBe(200);
  });

  it('should not become an administrator by acting for one', async () => {
    const token = await tokenOf(await newClient('act-for-people', 'documents:read'));
    const me = await call(token, '/api/me', { actFor: 'admin' });
    expect(await me.json()).toMatchObject({ username: 'admin' });
    const refused = await call(token, '/api/admin/clients', { actFor: 'admin' });
    expect(await refused.json()).toMatchObject({ code: 'access/scope-missing' });
    const administrator = await tokenOf(await newClient('admin'));
    expect((await call(administrator, '/api/admin/clients')).status).toBe(200);
  });

  it('should send a key in the place of a token, until it expires or is removed', async () => {
    const client = await newClient('documents:read');
    const path = `/${client.client_id}`;
    const made = await admin('POST', `${path}/keys`);
    expect(made.status).toBe(201);
    const { id, key } = await made.json();
    expect((await call(key, '/api/documents')).status).toBe(200);
    const shown = await (await admin('GET', path)).json();
    expect(shown.credentials).toHaveLength(2);
    expect(shown.credentials[1]).toMatchObject({
      kind: 'key',
      hint: key.slice(-4),
      last_used_at: expect.any(String),
    });
    expect(JSON.stringify(shown)).not.toContain(key);
    await admin('DELETE', `${path}/credentials/${id}`);
    expect((await call(key, '/api/documents')).status).toBe(401);
    const past = await admin('POST', `${path}/keys`, { expires_at: '2020-01-01T00:00:00Z' });
    const expired = (await past.json()).key;
    expect((await call(expired, '/api/documents')).status).toBe(401);
  });

  it('should change its secret without a refused request', async () => {
    const client = await newClient('documents:read');
    const path = `/${client.client_id}`;
    const { client_secret, id } = await (await admin('POST', `${path}/secrets`)).json();
    const renewed = { ...client, client_secret };
    await tokenOf(client);
    await tokenOf(renewed);
    const { credentials } = await (await admin('GET', path)).json();
    const old = credentials.find((credential: Wire) => credential.id !== id);
    await admin('DELETE', `${path}/credentials/${old.id}`);
    expect((await askToken(client)).status).toBe(401);
    await tokenOf(renewed);
  });

  it('should lose at the next request what is taken from it', async () => {
    const client = await newClient('documents:read', 'documents:write');
    const path = `/${client.client_id}`;
    const token = await tokenOf(client);
    await createDocument(token, 'Before.txt');
    await admin('PATCH', path, { scopes: ['documents:read'] });
    const write = await call(token, '/api/documents?title=After.txt', {
      method: 'POST',
      body: 'x',
    });
    expect(await write.json()).toMatchObject({ code: 'access/scope-missing' });
    await admin('PATCH', path, { disabled: true });
    expect((await call(token, '/api/documents')).status).toBe(401);
    expect((await askToken(client)).status).toBe(401);
    await admin('PATCH', path, { disabled: false });
    expect((await call(token, '/api/documents')).status).toBe(200);
    expect((await admin('DELETE', path)).status).toBe(204);
    expect((await call(token, '/api/documents')).status).toBe(401);
    const again = await admin('POST', '', { name: client.name, scopes: [] });
    expect(await again.json()).toMatchObject({ code: 'access/client-name-taken' });
  });

  it('should revoke and introspect its own tokens only', async () => {
    const client = await newClient('documents:read');
    const other = await newClient('documents:read');
    const token = await tokenOf(client);
    const own = basic(client.client_id, client.client_secret);
    const foreign = basic(other.client_id, other.client_secret);
    expect(await (await oauth('introspect', { token }, own)).json()).toMatchObject({
      active: true,
      client_id: client.client_id,
      scope: 'documents:read',
    });
    expect(await (await oauth('introspect', { token }, foreign)).json()).toEqual({ active: false });
    expect((await oauth('revoke', { token }, foreign)).status).toBe(200);
    expect((await call(token, '/api/documents')).status).toBe(200);
    expect((await oauth('revoke', { token }, own)).status).toBe(200);
    expect((await call(token, '/api/documents')).status).toBe(401);
    expect(await (await oauth('introspect', { token }, own)).json()).toEqual({ active: false });
  });

  it('should be refused with a secret in the place of a token', async () => {
    const { client_secret } = await newClient('documents:read');
    expect((await call(client_secret, '/api/documents')).status).toBe(401);
  });

  it('should be added only by administrators, with a usable name and origins', async () => {
    const body = JSON.stringify({ name: 'x', scopes: [] });
    const headers = { 'content-type': 'application/json' };
    const asAlice = await kontor.fetchAs('alice', '/api/admin/clients', {
      method: 'POST',
      headers,
      body,
    });
    expect(asAlice.status).toBe(403);
    const name = await admin('POST', '', { name: 'a b', scopes: [] });
    expect(await name.json()).toMatchObject({ code: 'access/invalid-client-name' });
    const origin = { name: 'o', scopes: [], allowed_origins: ['https://app.example.ch/path'] };
    expect(await (await admin('POST', '', origin)).json()).toMatchObject({
      code: 'access/invalid-origin',
    });
  });

  it('should be managed on the command line too', async () => {
    const stdout = new PassThrough();
    const stderr = new PassThrough();
    const env = {
      KONTOR_PROFILE: 'playground',
      KONTOR_DATA_DIR: `${kontor.folder}/data`,
    };
    const run = async (...args: readonly string[]): Promise<string> => {
      const terminal = { env, stdin: process.stdin, stdout, stderr } as never;
      const status = await runCommandLine(['client', ...args], terminal, [clientCommand]);
      const [out, err] = [stdout.read(), stderr.read()].map((text) => String(text ?? ''));
      expect([status, err]).toEqual([0, '']);
      return out as string;
    };
    const added = await run('add', 'console', '--scope', 'documents:read', 'sessions');
    const [, client_id] = /client_id +(\S+)/.exec(added) ?? [];
    const [, client_secret] = /client_secret +(\S+)/.exec(added) ?? [];
    await tokenOf({ client_id, client_secret });
    const [, rotated] = /client_secret +(\S+)/.exec(await run('rotate', 'console')) ?? [];
    await tokenOf({ client_id, client_secret: rotated });
    const [, key] = /key +(\S+)/.exec(await run('key', 'console', '--days', '1')) ?? [];
    expect((await call(key as string, '/api/documents')).status).toBe(200);
    expect(await run('list')).toContain('console\tenabled\tdocuments:read sessions\t-\t-\t-\t-');
    const trusted = ['--trusted-issuer', 'https://own.example.ch', '--trusted-audience', 'kontor'];
    const address = 'http://127.0.0.1:9/jwks';
    const more = ['--jwks-uri', address, ...trusted, '--trusted-keys', address];
    await run('add', 'own-people', '--scope', 'act-for-people', ...more);
    expect(await run('list')).toContain(`${address}\thttps://own.example.ch`);
    await run('remove', 'console');
    expect((await call(key as string, '/api/documents')).status).toBe(401);
  });
});

describe('what an application may call', () => {
  let kontor: RunningKontor;

  beforeAll(async () => {
    kontor = await startKontor({ KONTOR_REQUESTS_PER_MINUTE: '0' });
  });

  afterAll(() => kontor.stop());

  async function tokenWith(...scopes: readonly Scope[]): Promise<string> {
    const post = async (path: string, body: object): Promise<Wire> => {
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      };
      return (await kontor.fetchAs('admin', path, init)).json();
    };
    const name = `scopes-${scopes.join('-').replaceAll(':', '.') || 'none'}`;
    const { client_id } = await post('/api/admin/clients', { name, scopes });
    return (await post(`/api/admin/clients/${client_id}/keys`, {})).key;
  }

  /** Routes that do not answer that the scope is missing. */
  async function openTo(token: string): Promise<string[]> {
    const open: string[] = [];
    for (const { method, path } of routesOf(kontor.app)) {
      const response = await fetch(kontor.url + path.replaceAll(/:\w+/g, 'x').replace('*', 'x'), {
        method,
        headers: { authorization: `Bearer ${token}` },
      });
      // An answer to HEAD has no body; the same route is asked with another method too.
      if (method === 'HEAD') continue;
      const isRefused = /access.scope-missing|have the scope|closed to applications/.test(
        await response.text(),
      );
      // The description names the codes that others answer.
      if (response.status !== 403 || !isRefused) open.push(`${method} ${path}`);
    }
    return open.sort();
  }

  it('should be what its scope opens, and nothing else', async () => {
    const withoutScope = await openTo(await tokenWith());
    const opened: Record<string, string[]> = {};
    for (const scope of SCOPES) {
      const open = await openTo(await tokenWith(scope));
      opened[scope] = open.filter((route) => !withoutScope.includes(route));
    }
    // Metrics have a check of their own.
    const others = withoutScope.filter(
      (route) => !PUBLIC.includes(route) && route !== 'GET /metrics',
    );
    expect(others).toEqual(OPEN_TO_ANY);
    expect(opened).toEqual(OPENED_BY);
  });
});
