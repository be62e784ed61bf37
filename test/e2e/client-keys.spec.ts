import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { ApplicationKeys, ASSERTION_TYPE, clientClaims, type Claims } from '../application-keys.js';
import { Instances } from '../instances.js';
import { becomes } from '../provider-browser.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

const JSON_TYPE = { 'content-type': 'application/json' };

const askToken = (url: string, form: Record<string, string>): Promise<Response> =>
  fetch(`${url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', ...form }),
  });

const asserted = (url: string, assertion: string, more = {}): Promise<Response> =>
  askToken(url, { client_assertion_type: ASSERTION_TYPE, client_assertion: assertion, ...more });

const statusesOf = (answers: readonly Response[]): number[] =>
  answers.map(({ status }) => status).sort((a, b) => a - b);

async function keyFigures(kontor: RunningKontor): Promise<ReadonlyMap<string, number>> {
  const text = await (await kontor.fetchAs('admin', '/metrics')).text();
  const lines = text.matchAll(/^(kontor_key_set\S+) (\d+)$/gm);
  return new Map([...lines].map(([, name, value]) => [name!, Number(value)]));
}

describe('an application that signs with a key of its own', () => {
  let kontor: RunningKontor;
  let keys: ApplicationKeys;
  let client: Wire;
  let names = 0;

  const admin = (method: string, path: string, body: object): Promise<Response> =>
    kontor.fetchAs('admin', `/api/admin/clients${path}`, {
      method,
      headers: JSON_TYPE,
      body: JSON.stringify(body),
    });
  const add = (more: object): Promise<Response> =>
    admin('POST', '', { name: `signs-${++names}`, scopes: ['documents:read'], ...more });
  const claims = (more: Claims = {}): Claims =>
    clientClaims(client.client_id, `${kontor.url}/oauth/token`, more);
  const send = (assertion: string, more = {}): Promise<Response> =>
    asserted(kontor.url, assertion, more);
  const refused = async (assertion: string, more = {}): Promise<string> => {
    const response = await send(assertion, more);
    const body = await response.json();
    expect([response.status, body.error]).toEqual([401, 'invalid_client']);
    return body.error_description;
  };

  beforeAll(async () => {
    kontor = await startKontor();
    keys = await ApplicationKeys.start();
    client = await (await add({ jwks_uri: keys.url })).json();
  });

  afterAll(async () => {
    await keys?.stop();
    await kontor?.stop();
  });

  it('should find the method and its algorithms in the metadata', async () => {
    const metadata = await fetch(`${kontor.url}/.well-known/oauth-authorization-server`);
    const said = await metadata.json();
    expect(said.token_endpoint_auth_methods_supported).toContain('private_key_jwt');
    const algorithms: string[] = said.token_endpoint_auth_signing_alg_values_supported;
    expect(algorithms).toEqual(expect.arrayContaining(['RS256', 'ES256', 'EdDSA']));
    expect(algorithms.filter((one) => one === 'none' || one.startsWith('HS'))).toEqual([]);
  });

  it('should get a token that opens what it may, for either audience', async () => {
    const response = await send(await keys.sign(claims()));
    const { access_token } = await response.json();
    const headers = { authorization: `Bearer ${access_token}` };
    expect((await fetch(`${kontor.url}/api/documents`, { headers })).status).toBe(200);
    const byIssuer = await keys.sign(claims({ aud: [kontor.url] }));
    expect((await send(byIssuer, { client_id: client.client_id })).status).toBe(200);
  });

  it('should revoke and introspect with an assertion too', async () => {
    const { access_token: token } = await (await send(await keys.sign(claims()))).json();
    const ask = async (path: string): Promise<Wire> => {
      const body = new URLSearchParams({
        ...{ token, client_assertion_type: ASSERTION_TYPE },
        client_assertion: await keys.sign(claims()),
      });
      return (await fetch(`${kontor.url}/oauth/${path}`, { method: 'POST', body })).json();
    };
    expect(await ask('introspect')).toMatchObject({ active: true, client_id: client.client_id });
    await ask('revoke');
    expect(await ask('introspect')).toEqual({ active: false });
  });

  it('should not get in with an assertion for somebody else, or from somebody else', async () => {
    expect(await refused(await keys.sign(claims({ aud: 'https://other.example' })))).toMatch('aud');
    expect(await refused(await keys.sign(claims(), { foreignKey: true }))).toMatch('signature');
    const another = await (await add({ jwks: keys.set })).json();
    await refused(await keys.sign(claims({ sub: another.client_id })));
    await refused(await keys.sign(claims()), { client_id: another.client_id });
    await refused(await keys.sign(claims({ iss: 'nobody', sub: 'nobody' })));
    const bySecret = await (await add({})).json();
    const its = { iss: bySecret.client_id, sub: bySecret.client_id };
    expect(await refused(await keys.sign(claims(its)))).toMatch('no keys');
  });

  it('should not get in without a signature, or with the public key as a secret', async () => {
    await refused(keys.unsigned(claims()));
    await refused(await keys.signedWithPublicKey(claims()));
    await refused('not.a.token');
  });

  it('should not get in with one that has ended, lives too long, or has no id', async () => {
    const now = Math.floor(Date.now() / 1000);
    expect(await refused(await keys.sign(claims({ exp: now - 10 })))).toMatch('expired');
    expect(await refused(await keys.sign(claims({ exp: now + 600 })))).toMatch('300 seconds');
    await refused(await keys.sign(claims({ exp: undefined })));
    expect(await refused(await keys.sign(claims({ nbf: now + 60 })))).toMatch('nbf');
    expect(await refused(await keys.sign(claims({ jti: undefined })))).toMatch('jti');
  });

  it('should get in once with each, however many arrive at the same time', async () => {
    const assertion = await keys.sign(claims());
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(assertion)));
    expect(statusesOf(answers)).toEqual([200, 401, 401, 401, 401]);
    expect(await refused(assertion)).toMatch('used before');
  });

  it('should change its key at any time, and be fetched rarely', async () => {
    await send(await keys.sign(claims()));
    const before = keys.fetches;
    for (const _ of [1, 2, 3]) expect((await send(await keys.sign(claims()))).status).toBe(200);
    expect(keys.fetches).toBe(before);
    // Keys that nobody has are not looked for at each token, but every three seconds at most.
    const began = performance.now();
    for (const _ of [1, 2, 3]) await refused(await keys.sign(claims(), { kid: randomUUID() }));
    const most = 1 + Math.floor((performance.now() - began) / 3_000);
    expect(keys.fetches - before).toBeLessThanOrEqual(most);
    const another = await ApplicationKeys.start();
    const rotating = await (await add({ jwks_uri: another.url })).json();
    const its = { iss: rotating.client_id, sub: rotating.client_id };
    await send(await another.sign(claims(its)));
    const old = await another.sign(claims(its));
    another.rotate();
    await becomes(async () => (await send(await another.sign(claims(its)))).status === 200);
    await refused(old);
    await another.stop();
  });

  it('should not get in while its keys cannot be fetched', async () => {
    const odd = await ApplicationKeys.start();
    const answers: ApplicationKeys['answer'][] = [
      (_, response) => response.writeHead(302, { location: keys.url }).end(),
      (_, response) => response.writeHead(500).end(),
      (_, response) => response.end('<html>'),
      (_, response) => response.end(`{"keys":[],"more":"${'x'.repeat(300_000)}"}`),
    ];
    const its = await (await add({ jwks_uri: odd.url })).json();
    for (const answer of answers) {
      odd.answer = answer;
      const assertion = await keys.sign(claims({ iss: its.client_id, sub: its.client_id }));
      expect(await refused(assertion)).toMatch('could not be read');
    }
    await odd.stop();
  });

  it('should leave figures of its keys', async () => {
    const counted = await ApplicationKeys.start();
    const its = await (await add({ jwks_uri: counted.url })).json();
    const assertion = () => counted.sign(claims({ iss: its.client_id, sub: its.client_id }));
    const before = await keyFigures(kontor);
    await send(await assertion());
    await send(await assertion());
    counted.rotate();
    counted.answer = (_, response) => response.writeHead(500).end();
    await becomes(async () => {
      await refused(await assertion());
      return counted.fetches === 2;
    });
    const after = await keyFigures(kontor);
    const more = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
    expect(more('kontor_key_set_uses_total{result="fetched"}')).toBe(1);
    expect(more('kontor_key_set_uses_total{result="kept"}')).toBe(1);
    expect(more('kontor_key_set_uses_total{result="failed"}')).toBeGreaterThanOrEqual(1);
    expect(more('kontor_key_set_fetches_total{result="ok"}')).toBe(1);
    expect(more('kontor_key_set_fetches_total{result="failed"}')).toBe(1);
    expect(more('kontor_key_sets_kept')).toBe(1);
    await counted.stop();
  });

  it('should authenticate in one way at a time', async () => {
    const response = await send(await keys.sign(claims()), {
      client_id: client.client_id,
      client_secret: client.client_secret,
    });
    expect((await response.json()).error).toBe('invalid_request');
    const type = await send(await keys.sign(claims()), { client_assertion_type: 'saml' });
    expect((await type.json()).error).toBe('invalid_request');
  });

  it('should have keys that an administrator gives, changes and takes away', async () => {
    const made = await (await add({ jwks: keys.set })).json();
    const shown = async (): Promise<Wire> =>
      (await kontor.fetchAs('admin', `/api/admin/clients/${made.client_id}`)).json();
    expect(await shown()).toMatchObject({ jwks: keys.set, jwks_uri: null });
    const its = () => claims({ iss: made.client_id, sub: made.client_id });
    expect((await send(await keys.sign(its()))).status).toBe(200);
    await admin('PATCH', `/${made.client_id}`, { jwks_uri: keys.url });
    expect(await shown()).toMatchObject({ jwks: null, jwks_uri: keys.url });
    await admin('PATCH', `/${made.client_id}`, { scopes: [] });
    expect(await shown()).toMatchObject({ jwks_uri: keys.url, scopes: [] });
    await admin('PATCH', `/${made.client_id}`, { jwks_uri: null });
    expect(await shown()).toMatchObject({ jwks: null, jwks_uri: null });
    await refused(await keys.sign(its()));
  });

  it('should not be given keys that are private, or an address that leads inside', async () => {
    const codeOf = async (body: object) => (await (await add(body)).json()).code;
    expect(await codeOf({ jwks: keys.privateSet })).toBe('access/invalid-keys');
    expect(await codeOf({ jwks: keys.set, jwks_uri: keys.url })).toBe('access/invalid-keys');
    expect(await codeOf({ jwks: { keys: [{ kty: 'RSA', n: 'x' }] } })).toBe('access/invalid-keys');
    expect(await codeOf({ jwks: { keys: [{ kty: 'oct', k: 'x' }] } })).toBe('platform/invalid');
    for (const address of ['http://app.example.ch/jwks', 'ftp://x', 'https://a:b@app.example.ch'])
      expect(await codeOf({ jwks_uri: address })).toBe('access/invalid-keys-address');
    for (const address of ['https://10.0.0.7/jwks', 'https://169.254.169.254', 'https://127.1.1.1'])
      expect(await codeOf({ jwks_uri: address })).toBe('access/private-keys-address');
  });

  it('should be given keys only with which a signature counts', async () => {
    const given = async ({ publicKey }: { publicKey: KeyObject }): Promise<[number, string]> => {
      const jwks = { keys: [publicKey.export({ format: 'jwk' })] };
      const answer = await add({ jwks });
      return [answer.status, (await answer.json()).detail];
    };
    expect(await given(generateKeyPairSync('rsa', { modulusLength: 1024 }))).toEqual([
      400,
      expect.stringContaining('keys[0] is an RSA key of fewer than 2048 bits'),
    ]);
    expect(await given(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }))).toEqual([
      400,
      expect.stringContaining('keys[0] is on another curve than P-256, P-384 and P-521'),
    ]);
    expect(await given(generateKeyPairSync('x25519'))).toEqual([
      400,
      expect.stringContaining('keys[0] is no public key'),
    ]);
    for (const pair of [
      generateKeyPairSync('rsa', { modulusLength: 2048 }),
      generateKeyPairSync('ec', { namedCurve: 'P-521' }),
      generateKeyPairSync('ed25519'),
    ])
      expect((await given(pair))[0]).toBe(201);
  });
});

describe('an assertion at several instances', () => {
  let instances: Instances;

  beforeAll(async () => {
    instances = await Instances.start(2);
  });
  afterAll(() => instances?.stop());

  it('should count once over all of them', async () => {
    const keys = await ApplicationKeys.start();
    const wanted = { name: 'once', scopes: [], jwks: keys.set };
    const made = await instances.postJson('/api/admin/clients', wanted);
    const { client_id } = await made.json();
    for (const _ of [1, 2, 3]) {
      const assertion = await keys.sign(clientClaims(client_id, instances.url));
      const answers = await Promise.all(instances.all.map(({ url }) => asserted(url, assertion)));
      expect(statusesOf(answers)).toEqual([200, 401]);
    }
    await keys.stop();
  });
});
