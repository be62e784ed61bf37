import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApplicationKeys } from '../application-keys.js';
import { RunningTime } from '../running-time.js';
import { TwoInstances } from '../two-instances.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;
type Call = (path: string, init?: RequestInit) => Promise<Response>;

const AUDIENCE = 'kontor-desk';
const SCOPES = ['documents:read', 'documents:write', 'sessions', 'act-for-people'];
const ISSUER = 'https://desk.example.ch';
/** What issue and documents promise: the last thing that still worked, works no more after this. */
const WITHIN_MS = 5000;

/** What somebody holds by the application, in one of its three ways. */
interface Held {
  readonly call: Call;
  /** Of an editing session that was opened so. */
  readonly fileUrl: string;
  /** Of a desktop program. */
  readonly desktop: Call;
}

/** An application works at one instance; that its person may no longer is decided at the other. */
describe('a person who lost a right, through an application', () => {
  let both: TwoInstances;
  let keys: ApplicationKeys;
  let client: Wire;
  let key: string;
  let people = 0;

  beforeAll(async () => {
    both = await TwoInstances.start({ KONTOR_REQUESTS_PER_MINUTE: '0' });
    keys = await ApplicationKeys.start();
    const trusted_issuer = {
      ...{ issuer: ISSUER, jwks_uri: keys.url, audience: AUDIENCE, claims: { username: 'login' } },
    };
    const body = { name: 'desk', scopes: SCOPES, trusted_issuer };
    client = await asked('admin', 'POST', '/api/admin/clients', body);
    ({ key } = await asked('admin', 'POST', `/api/admin/clients/${client.client_id}/keys`, {}));
  });
  afterAll(async () => {
    await keys?.stop();
    await both?.stop();
  });

  /** Decided at the other instance. */
  async function asked(who: string, method: string, path: string, body?: object): Promise<Wire> {
    const response = await both.here.fetchAs(who, path, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  const by =
    (token: string, headers: Record<string, string> = {}): Call =>
    (path, init = {}) =>
      fetch(new URL(path, both.there.url), {
        ...init,
        headers: { ...(init.headers as object), ...headers, authorization: `Bearer ${token}` },
      });

  async function tokenBy(grant: Record<string, string>): Promise<string> {
    const { client_id, client_secret } = client;
    const response = await fetch(`${both.there.url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ ...grant, client_id, client_secret }),
    });
    expect(response.status).toBe(200);
    return (await response.json()).access_token;
  }

  /** Somebody of the application's, and its three ways of acting for them. */
  async function somebody(): Promise<{ username: string; id: string; ways: readonly Call[] }> {
    const username = `vera-${++people}`;
    const exp = Math.floor(Date.now() / 1000) + 600;
    const assertion = await keys.sign({
      ...{ iss: ISSUER, sub: username, aud: AUDIENCE, exp, login: username, name: 'Vera' },
    });
    const grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
    const own = by(await tokenBy({ grant_type, assertion }));
    const { id }: Wire = await (await own('/api/me')).json();
    const onBehalf = { 'kontor-on-behalf-of': username };
    const token = await tokenBy({ grant_type: 'client_credentials' });
    return { username, id, ways: [own, by(token, onBehalf), by(key, onBehalf)] };
  }

  const sessionOf = (call: Call, documentId: string): Promise<Response> =>
    call('/api/eurooffice/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ file_id: documentId }),
    });

  const content = (documentId: string): string => `/api/documents/${documentId}/content`;

  async function holdings(ways: readonly Call[], documentId: string) {
    const held: Held[] = [];
    const sessions: Wire[] = [];
    for (const call of ways) {
      const opened = await sessionOf(call, documentId);
      expect(opened.status).toBe(201);
      const session: Wire = await opened.json();
      sessions.push(session);
      const { url }: Wire = await (
        await call(`/documents/${documentId}/officeconnector_view_url`)
      ).json();
      const desktop = by(url.slice('oc:'.length));
      held.push({ call, fileUrl: session.config.document.url, desktop });
    }
    return { held, sessions };
  }

  /** What still works of all that, as words. */
  async function open(held: readonly Held[], documentId: string): Promise<string[]> {
    const found = await Promise.all(
      held.map(async ({ call, fileUrl, desktop }, way) => {
        const answers = {
          document: (await call(`/api/documents/${documentId}`)).status,
          content: (await call(content(documentId))).status,
          replacing: (
            await call(content(documentId), {
              method: 'PUT',
              body: 'taken',
              headers: { 'if-match': '"none"' },
            })
          ).status,
          session: (await sessionOf(call, documentId)).status,
          file: await both.statusOfFile(fileUrl),
          download: (await desktop(`/documents/${documentId}/download`)).status,
        };
        const works = Object.entries(answers).filter(
          ([, status]) => status < 400 || status === 412,
        );
        return works.map(([what]) => `${what} by way ${way}`);
      }),
    );
    return found.flat();
  }

  const shares = (documentId: string): string => `/api/documents/${documentId}/shares`;
  type Person = Awaited<ReturnType<typeof somebody>>;
  interface Loss {
    give(documentId: string, person: Person): Promise<unknown>;
    take(documentId: string, person: Person): Promise<unknown>;
  }

  const ofGroup: Loss & { id?: string } = {
    async give(documentId, { username }) {
      const { id }: Wire = await asked('admin', 'POST', '/api/groups', { name: 'Bauamt' });
      this.id = id;
      await asked('admin', 'PUT', `/api/groups/${id}/members/${username}`);
      await asked('alice', 'PUT', `${shares(documentId)}/groups/${id}`, { role: 'editor' });
    },
    take(_, { username }) {
      return asked('admin', 'DELETE', `/api/groups/${this.id}/members/${username}`);
    },
  };
  const give: Loss['give'] = (documentId, { username }) =>
    asked('alice', 'PUT', `${shares(documentId)}/${username}`, { role: 'editor' });
  const ofShare: Loss = {
    give,
    take: (documentId, { username }) =>
      asked('alice', 'DELETE', `${shares(documentId)}/${username}`),
  };
  const ofAccount: Loss = {
    give,
    take: (_, { id }) => asked('admin', 'PATCH', `/api/admin/accounts/${id}`, { disabled: true }),
  };

  it.each([
    ['whose share was revoked', ofShare],
    ['who left the group that it was shared with', ofGroup],
    ['whose account was disabled', ofAccount],
  ])('should be refused within 5 s, %s', async (_, loss) => {
    const created = await both.here.fetchAs('alice', '/api/documents?title=letter.txt', {
      ...{ method: 'POST', body: 'Dear all,' },
    });
    const { id: documentId }: Wire = await created.json();
    const person = await somebody();
    await loss.give(documentId, person);
    const { held, sessions } = await holdings(person.ways, documentId);
    const editor = await both.server.connect(sessions[0].config);
    const { key: documentKey } = sessions[0].config.document;
    await both.server.nextCallback({ status: 1, key: documentKey });
    await editor.type(' from Vera');
    // Six things in each of three ways work before.
    expect(await open(held, documentId)).toHaveLength(18);

    await loss.take(documentId, person);
    using time = new RunningTime();
    await editor.waitFor('drop');
    expect(editor.editable).toBe(false);
    expect(await open(held, documentId)).toEqual([]);
    expect(time.ms).toBeLessThan(WITHIN_MS);
    await both.server.nextCallback({ status: 2, key: documentKey });
    await editor.close();
  });
});
