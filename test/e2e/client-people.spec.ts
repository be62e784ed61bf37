import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ApplicationKeys, type Claims } from '../application-keys.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const AUDIENCE = 'kontor-desk';
const SCOPES = ['documents:read', 'documents:write', 'sessions', 'act-for-people'];

/** An application with a user table of its own, whose tokens say who its people are. */
interface Application {
  readonly client: Wire;
  readonly issuer: string;
}

describe('the people of an application', () => {
  let kontor: RunningKontor;
  let keys: ApplicationKeys;
  let app: Application;
  let names = 0;

  const admin = async (method: string, path: string, body?: object): Promise<Response> =>
    kontor.fetchAs('admin', path, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
  const change = (client: Wire, body: object): Promise<Response> =>
    admin('PATCH', `/api/admin/clients/${client.client_id}`, body);
  const codeOf = async (response: Response): Promise<string> => (await response.json()).code;

  const trusted = (issuer: string, jwks_uri = keys.url): object => ({
    ...{ issuer, jwks_uri, audience: AUDIENCE, claims: { username: 'login' } },
  });
  async function newApplication(scopes = SCOPES): Promise<Application> {
    const name = `desk-${++names}`;
    const issuer = `https://${name}.example.ch`;
    const made = await admin('POST', '/api/admin/clients', {
      ...{ name, scopes, trusted_issuer: trusted(issuer) },
    });
    expect(made.status).toBe(201);
    return { client: await made.json(), issuer };
  }

  const claims = (sub: string, login: string, more: Claims = {}, of = app): Claims => ({
    ...{ iss: of.issuer, sub, aud: AUDIENCE, exp: Math.floor(Date.now() / 1000) + 600 },
    ...{ login, name: `${login} Muster`, email: `${login}@example.ch`, ...more },
  });

  async function exchange(assertion: string, of = app, more = {}): Promise<Response> {
    const { client_id, client_secret } = of.client;
    const basic = Buffer.from(`${client_id}:${client_secret}`).toString('base64');
    return fetch(`${kontor.url}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({ grant_type: JWT_BEARER, assertion, ...more }),
    });
  }
  async function tokenFor(said: Claims, of = app, more = {}): Promise<string> {
    const response = await exchange(await keys.sign(said), of, more);
    expect(response.status).toBe(200);
    return (await response.json()).access_token;
  }
  const refused = async (assertion: string, of = app): Promise<Wire> => {
    const response = await exchange(assertion, of);
    expect(response.status).toBe(400);
    return response.json();
  };

  const call = (token: string, path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(kontor.url + path, {
      ...init,
      headers: { ...(init.headers as object), authorization: `Bearer ${token}` },
    });
  const me = async (token: string): Promise<Wire> => {
    const response = await call(token, '/api/me');
    return response.status === 200 ? response.json() : response.status;
  };
  const createDocument = async (token: string, title: string): Promise<Wire> => {
    const path = `/api/documents?title=${title}`;
    return (await call(token, path, { method: 'POST', body: 'typed' })).json();
  };
  const entriesOf = async (query: string): Promise<Wire[]> =>
    (await (await admin('GET', `/api/admin/audit?${query}`)).json()).entries;

  beforeAll(async () => {
    kontor = await startKontor({ KONTOR_REQUESTS_PER_MINUTE: '0' });
    keys = await ApplicationKeys.start();
    app = await newApplication();
  });

  afterAll(async () => {
    await keys?.stop();
    await kontor?.stop();
  });

  it('should find the grant in the metadata, and what was configured in the answers', async () => {
    const metadata = await fetch(`${kontor.url}/.well-known/oauth-authorization-server`);
    expect((await metadata.json()).grant_types_supported).toContain(JWT_BEARER);
    expect(app.client.trusted_issuer).toEqual({
      ...{ issuer: app.issuer, jwks_uri: keys.url, audience: AUDIENCE },
      claims: { username: 'login', display_name: 'name', mail: 'email' },
    });
  });

  it('should become people here, who own what they make through the application', async () => {
    const response = await exchange(await keys.sign(claims('1', 'vera')));
    expect(await response.json()).toMatchObject({
      access_token: expect.stringMatching(/^kontor_token_/),
      scope: SCOPES.join(' '),
    });
    const token = await tokenFor(claims('1', 'vera'));
    const vera = await me(token);
    expect(vera).toMatchObject({
      ...{ username: 'vera', display_name: 'vera Muster', is_admin: false },
    });
    const document = await createDocument(token, 'Hers.txt');
    expect(document.owner).toBe('vera');
    expect((await me(await tokenFor(claims('1', 'vera')))).id).toBe(vera.id);
    const entries = await entriesOf(`document=${document.id}`);
    expect(entries.find(({ action }) => action === 'document.created')).toMatchObject({
      ...{ on_behalf_of: 'vera', client: app.client.name },
      actor: `client:${app.client.name}`,
    });
    const signIns = await entriesOf('action=sign-in');
    expect(signIns).toContainEqual(
      expect.objectContaining({
        ...{ actor: `client:${app.client.name}`, on_behalf_of: 'vera', result: 'ok' },
      }),
    );
  });

  it('should be shown by a name that every database and page takes', async () => {
    const odd = claims('odd', 'odd', { name: 'Zoë\0\n Muster \uD800', email: 'zoe\0@example.ch' });
    expect(await me(await tokenFor(odd))).toMatchObject({
      ...{ username: 'odd', display_name: 'Zoë  Muster \uFFFD', mail: 'zoe @example.ch' },
    });
  });

  it('should be the same when many of their requests begin at once', async () => {
    const tokens = await Promise.all(
      Array.from({ length: 5 }, () => tokenFor(claims('many', 'mona'))),
    );
    const people = await Promise.all(tokens.map(me));
    expect(new Set(people.map(({ id }) => id)).size).toBe(1);
    expect(people[0].username).toBe('mona');
  });

  it('should get nothing of anybody else by a name', async () => {
    const alice = await (await kontor.fetchAs('alice', '/api/me')).json();
    const other = await me(await tokenFor(claims('a', 'Alice')));
    expect(other.username).toBe(`alice@${app.client.name}`);
    expect(other.id).not.toBe(alice.id);
    const second = await me(await tokenFor(claims('a2', 'alice')));
    expect(second.username).toBe(`alice-2@${app.client.name}`);
    const another = await newApplication();
    const there = await me(await tokenFor(claims('1', 'vera', {}, another), another));
    expect(there.username).toBe(`vera@${another.client.name}`);
  });

  it('should stay who they are under another name, which somebody new may then have', async () => {
    const token = await tokenFor(claims('r1', 'rita'));
    const document = await createDocument(token, 'Ritas.txt');
    const renamed = await me(await tokenFor(claims('r1', 'rita.huber')));
    expect(renamed.username).toBe('rita.huber');
    const reused = await tokenFor(claims('r2', 'rita'));
    expect((await me(reused)).id).not.toBe(renamed.id);
    expect((await call(reused, `/api/documents/${document.id}`)).status).toBe(404);
    expect((await call(token, `/api/documents/${document.id}`)).status).toBe(200);
  });

  it('should be proved by the issuer alone: its key, name, audience and time', async () => {
    const now = Math.floor(Date.now() / 1000);
    const faults: [Claims, string][] = [
      [{ iss: 'https://other.example' }, 'iss'],
      [{ aud: 'another-service' }, 'aud'],
      [{ exp: now - 10 }, 'expired'],
      [{ exp: undefined }, 'exp'],
      [{ nbf: now + 60 }, 'nbf'],
      [{ sub: undefined }, 'sub'],
      [{ sub: 'x'.repeat(300) }, 'sub'],
      // A database keeps both under one text, or not at all.
      [{ sub: 'lone \uD800' }, 'sub'],
      [{ sub: 'nothing \0' }, 'sub'],
    ];
    for (const [more, words] of faults) {
      const said = await refused(await keys.sign(claims('1', 'vera', more)));
      expect(said).toMatchObject({
        error: 'invalid_grant',
        error_description: expect.stringContaining(words),
      });
    }
    const vera = claims('1', 'vera');
    for (const forged of [
      await keys.sign(vera, { foreignKey: true }),
      await keys.sign(vera, { kid: randomUUID() }),
      await keys.signedWithPublicKey(vera),
      keys.unsigned(vera),
    ])
      expect((await refused(forged)).error).toBe('invalid_grant');
    const last = await entriesOf('action=sign-in&limit=1');
    expect(last[0]).toMatchObject({ actor: `client:${app.client.name}`, result: 'refused' });
  });

  it('should be of their application only', async () => {
    const another = await newApplication();
    const vera = await keys.sign(claims('1', 'vera'));
    expect((await refused(vera, another)).error).toBe('invalid_grant');
    const nobodys = await fetch(`${kontor.url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: JWT_BEARER, assertion: vera }),
    });
    expect([nobodys.status, (await nobodys.json()).error]).toEqual([401, 'invalid_client']);
    // Another application does not become the issuer of these people by saying so.
    const foreign = await ApplicationKeys.start();
    const claimed = await change(another.client, {
      trusted_issuer: trusted(app.issuer, foreign.url),
    });
    expect([claimed.status, await codeOf(claimed)]).toEqual([409, 'access/issuer-of-another']);
    await foreign.stop();
  });

  it('should not change through an application that did not bring them', async () => {
    const before = await me(await tokenFor(claims('s', 'sven')));
    const sharing = await newApplication();
    await change(sharing.client, { trusted_issuer: trusted(app.issuer) });
    const through = await tokenFor(claims('s', 'other-name', { name: 'Other' }), sharing);
    expect(await me(through)).toMatchObject({
      ...{ id: before.id, username: 'sven', display_name: 'sven Muster' },
    });
  });

  it('should be nobody but themselves with their token', async () => {
    const token = await tokenFor(claims('1', 'vera'));
    const asAlice = await call(token, '/api/me', { headers: { 'kontor-on-behalf-of': 'alice' } });
    expect([asAlice.status, await codeOf(asAlice)]).toEqual([
      403,
      'access/token-of-another-person',
    ]);
    const asVera = await call(token, '/api/me', { headers: { 'kontor-on-behalf-of': 'Vera' } });
    expect(asVera.status).toBe(200);
    const fewer = await tokenFor(claims('1', 'vera'), app, { scope: 'documents:read' });
    expect((await call(fewer, '/api/documents')).status).toBe(200);
    const written = await call(fewer, '/api/documents?title=x.txt', { method: 'POST', body: 'x' });
    expect(await codeOf(written)).toBe('access/scope-missing');
  });

  it('should be introspected as the person', async () => {
    const token = await tokenFor(claims('1', 'vera'));
    const { client_id, client_secret } = app.client;
    const asked = await fetch(`${kontor.url}/oauth/introspect`, {
      method: 'POST',
      body: new URLSearchParams({ token, client_id, client_secret }),
    });
    expect(await asked.json()).toMatchObject({ active: true, client_id, username: 'vera' });
  });

  it('should lose at the next request what is taken from them or the application', async () => {
    const own = await newApplication();
    const token = await tokenFor(claims('l', 'lea', {}, own), own);
    const { id } = await me(token);
    await change(own.client, { scopes: ['documents:read'] });
    expect(await codeOf(await call(token, '/api/me'))).toBe('access/scope-missing');
    const unauthorized = await refused(await keys.sign(claims('l', 'lea', {}, own)), own);
    expect(unauthorized.error).toBe('unauthorized_client');
    await change(own.client, { scopes: SCOPES });
    expect((await me(token)).id).toBe(id);
    await admin('PATCH', `/api/admin/accounts/${id}`, { disabled: true });
    expect(await me(token)).toBe(401);
    expect((await refused(await keys.sign(claims('l', 'lea', {}, own)), own)).error).toBe(
      'invalid_grant',
    );
    await admin('PATCH', `/api/admin/accounts/${id}`, { disabled: false });
    expect(await me(token)).toBe(401);
    const again = await tokenFor(claims('l', 'lea', {}, own), own);
    expect((await me(again)).id).toBe(id);
    await change(own.client, { trusted_issuer: null });
    expect(await me(again)).toBe(401);
    const untrusted = await refused(await keys.sign(claims('l', 'lea', {}, own)), own);
    expect(untrusted.error).toBe('unauthorized_client');
  });

  it('should have a token that ends about when their proof does', async () => {
    const now = Math.floor(Date.now() / 1000);
    const spans = [];
    for (const seconds of [7200, 900, 10]) {
      const assertion = await keys.sign(claims('1', 'vera', { exp: now + seconds }));
      spans.push((await (await exchange(assertion)).json()).expires_in);
    }
    expect(spans[0]).toBe(3600);
    expect(Math.abs(spans[1] - 900)).toBeLessThan(60);
    expect(spans[2]).toBe(300);
  });

  it('should be reached only in the groups that the application is allowed', async () => {
    const post = async (path: string, body: object): Promise<Wire> =>
      (await admin('POST', path, body)).json();
    const group = await post('/api/groups', { name: 'Bauamt' });
    const own = await newApplication([...SCOPES, 'people:read']);
    const token = await tokenFor(claims('g', 'gina', {}, own), own);
    const { key } = await post(`/api/admin/clients/${own.client.client_id}/keys`, {});
    const onBehalf = (username: string): Promise<Response> =>
      call(key, '/api/me', { headers: { 'kontor-on-behalf-of': username } });
    const limited = await change(own.client, { allowed_groups: [group.id] });
    expect((await limited.json()).allowed_groups).toEqual([group.id]);
    for (const response of [await call(token, '/api/me'), await onBehalf('gina')]) {
      expect(response.status).toBe(403);
      expect(await codeOf(response)).toBe('access/not-in-allowed-groups');
    }
    // For itself it acts as before.
    expect((await call(key, '/api/documents')).status).toBe(200);
    await admin('PUT', `/api/groups/${group.id}/members/gina`);
    for (const response of [await call(token, '/api/me'), await onBehalf('gina')])
      expect(response.status).toBe(200);
    expect((await onBehalf('alice')).status).toBe(403);
    await admin('DELETE', `/api/groups/${group.id}/members/gina`);
    expect((await onBehalf('gina')).status).toBe(403);
    await admin('PUT', `/api/groups/${group.id}/members/gina`);
    await admin('DELETE', `/api/groups/${group.id}`);
    expect((await onBehalf('gina')).status).toBe(403);
    await change(own.client, { allowed_groups: [] });
    expect((await onBehalf('alice')).status).toBe(200);
    const unknown = await change(own.client, { allowed_groups: ['nothing'] });
    expect([unknown.status, await codeOf(unknown)]).toEqual([404, 'access/no-such-group']);
  });

  it('should not make administrators, whatever the application says', async () => {
    const own = await newApplication([...SCOPES, 'admin']);
    const said = claims('boss', 'boss', { is_admin: true, roles: ['admin'], groups: ['x'] }, own);
    const boss = await me(await tokenFor(said, own));
    expect(boss).toMatchObject({ is_admin: false, groups: [] });
  });
});
