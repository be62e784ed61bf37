import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startKontor, type RunningKontor } from '../start-kontor.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

const FORM = 'application/x-www-form-urlencoded';
const ENDPOINTS = ['token', 'revoke', 'introspect'] as const;
const MEMBERS = [
  ...['grant_type', 'scope', 'assertion', 'token', 'token_type_hint', 'client_id'],
  ...['client_secret', 'client_assertion', 'client_assertion_type'],
];

describe('the letter of OAuth', () => {
  let kontor: RunningKontor;
  let client: Wire;
  let other: Wire;

  const newClient = async (name: string): Promise<Wire> => {
    const made = await kontor.fetchAs('admin', '/api/admin/clients', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, scopes: ['documents:read', 'documents:write'] }),
    });
    expect(made.status).toBe(201);
    return made.json();
  };

  beforeAll(async () => {
    kontor = await startKontor();
    client = await newClient('one');
    other = await newClient('another');
  });
  afterAll(() => kontor.stop());

  const basic = ({ client_id, client_secret }: Wire): Record<string, string> => ({
    authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString('base64')}`,
  });
  const post = (endpoint: string, body: string, headers = {}): Promise<Response> =>
    fetch(`${kontor.url}/oauth/${endpoint}`, {
      method: 'POST',
      headers: { 'content-type': FORM, ...headers },
      body,
    });
  const tokenOf = async (scope = 'documents:read'): Promise<string> => {
    const body = `grant_type=client_credentials&scope=${scope}`;
    const issued = await post('token', body, basic(client));
    expect(issued.status).toBe(200);
    return (await issued.json()).access_token;
  };

  async function expectRefused(answer: Response, error: string): Promise<void> {
    const status = error === 'invalid_client' ? 401 : 400;
    const said = await answer.json();
    expect([answer.status, said.error]).toEqual([status, error]);
    // RFC 6749 §5.2 says which characters there may be.
    expect(said.error_description).toMatch(/^[\x20\x21\x23-\x5B\x5D-\x7E]+$/);
    expectNotKept(answer);
  }

  /** RFC 6749 §5.1. */
  function expectNotKept({ headers }: Response): void {
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect([headers.get('cache-control'), headers.get('pragma')]).toEqual(['no-store', 'no-cache']);
  }

  it('should keep no answer', async () => {
    const form = 'grant_type=client_credentials&token=x';
    for (const endpoint of ENDPOINTS) {
      const answer = await post(endpoint, form, basic(client));
      expect([endpoint, answer.status]).toEqual([endpoint, 200]);
      expectNotKept(answer);
    }
  });

  it('should describe what is wrong in the characters that it allows', async () => {
    await expectRefused(
      await post('token', 'grant_type=client_credentials&scope=%22%5C%0A%C3%A9', basic(client)),
      'invalid_scope',
    );
    for (const endpoint of ENDPOINTS)
      await expectRefused(
        await post(endpoint, 'token=x&grant_type=client_credentials'),
        'invalid_client',
      );
  });

  it.each(ENDPOINTS)('should take each member once, at %s', async (endpoint) => {
    const form = 'grant_type=client_credentials&token=x';
    for (const name of MEMBERS) {
      const body = `${form}&${name}=one&${name}=other`;
      await expectRefused(await post(endpoint, body, basic(client)), 'invalid_request');
    }
    // RFC 8707 allows several of these.
    const resources = `${form}&resource=https://a.example&resource=https://b.example`;
    expect((await post(endpoint, resources, basic(client))).status).toBe(200);
  });

  it.each(ENDPOINTS)(
    'should refuse a body that is no form in its own words, at %s',
    async (endpoint) => {
      for (const [type, body] of [
        ['application/json', '{'],
        ['application/json', '[1]'],
        ['application/json', ''],
        ['application/xml', '<a/>'],
        ['text/plain', 'token=x&grant_type=client_credentials'],
        [FORM, ''],
        [FORM, `x=${'y'.repeat(100_000)}`],
      ] as const) {
        const answer = await post(endpoint, body, { ...basic(client), 'content-type': type });
        await expectRefused(answer, 'invalid_request');
      }
      const packed = { ...basic(client), 'content-encoding': 'gzip' };
      await expectRefused(await post(endpoint, 'token=x', packed), 'invalid_request');
    },
  );

  it('should believe neither of two clients', async () => {
    const form = 'grant_type=client_credentials&token=x';
    for (const endpoint of ENDPOINTS) {
      const ours = await post(endpoint, `${form}&client_id=${client.client_id}`, basic(client));
      expect(ours.status).toBe(200);
      const theirs = await post(endpoint, `${form}&client_id=${other.client_id}`, basic(client));
      await expectRefused(theirs, 'invalid_request');
    }
  });

  it('should say of a token what it lacks', async () => {
    const challengeOf = async (path: string, init: RequestInit) => {
      const answer = await fetch(kontor.url + path, init);
      return [answer.status, answer.headers.get('www-authenticate')];
    };
    const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
    expect(await challengeOf('/api/me', {})).toEqual([401, 'Bearer realm="kontor"']);
    const token = await tokenOf();
    for (const refused of ['x', 'kontor_token_x', client.client_secret])
      expect(await challengeOf('/api/me', bearer(refused))).toEqual([
        401,
        'Bearer realm="kontor", error="invalid_token"',
      ]);
    expect(await challengeOf('/api/webhooks', bearer(token))).toEqual([
      403,
      'Bearer realm="kontor", error="insufficient_scope", scope="webhooks"',
    ]);
    // No scope opens what is closed to all applications.
    expect(await challengeOf('/api/me/sessions', bearer(token))).toEqual([403, null]);
    const wrong = { method: 'POST', body: '{"username":"alice","password":"wrong"}' };
    const json = { 'content-type': 'application/json' };
    expect(await challengeOf('/api/auth/token', { ...wrong, headers: json })).toEqual([
      401,
      'Bearer realm="kontor"',
    ]);
    await post('revoke', `token=${token}`, basic(client));
    expect((await challengeOf('/api/me', bearer(token)))[1]).toContain('invalid_token');
  });

  it('should tell an application that there is nothing at an address', async () => {
    const headers = { authorization: `Bearer ${await tokenOf()}` };
    for (const path of ['/api/nothing', '/api/documents/x/nothing', '/nothing'])
      expect([path, (await fetch(kontor.url + path, { headers })).status]).toEqual([path, 404]);
  });
});
