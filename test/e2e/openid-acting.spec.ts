import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '../../src/platform/database/database.js';
import { freePorts } from '../free-port.js';
import { CLIENT_SECRET, IdentityProvider } from '../identity-provider.js';
import { ProviderBrowser, becomes } from '../provider-browser.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

const DAY_MS = 24 * 60 * 60_000;

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

interface Tables {
  openid_people: { subject: string; proved_at: number };
  openid_grants: { subject: string };
}

describe('an application that acts for people of an identity provider', () => {
  let provider: IdentityProvider;
  let kontor: RunningKontor;
  let folder: string;
  let browser: ProviderBrowser;
  let token: string;
  let people = 0;
  let sub: string;
  let username: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-openid-acting-'));
    const port = await freePorts();
    provider = await IdentityProvider.start(`http://127.0.0.1:${port}`);
    const file = join(folder, 'providers.json');
    await writeFile(file, JSON.stringify([provider.entry({ link_by: 'sid' })]));
    kontor = await startKontor({
      PORT: String(port),
      OIDC_PROVIDERS: file,
      OIDC_TEST_CLIENT_SECRET: CLIENT_SECRET,
      OIDC_REFRESH_SECONDS: '5',
      OIDC_ACT_FOR_DAYS: '10',
    });
    const made = await kontor.fetchAs('admin', '/api/admin/clients', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'archive', scopes: ['act-for-people', 'documents:read'] }),
    });
    const { client_id, client_secret }: Wire = await made.json();
    const basic = Buffer.from(`${client_id}:${client_secret}`).toString('base64');
    const answer = await fetch(`${kontor.url}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    ({ access_token: token } = await answer.json());
  });

  afterAll(async () => {
    await kontor?.stop();
    await provider?.down();
    await rm(folder, { recursive: true, force: true });
  });

  /** Somebody new each time, who has signed in. */
  beforeEach(async () => {
    browser = new ProviderBrowser();
    sub = `s-${++people}`;
    username = `rene${people}`;
    await comes();
  });

  async function comes(more: object = {}): Promise<void> {
    const email = `${sub}@example.ch`;
    provider.add({ sub, preferred_username: username, name: 'René', email, ...more });
    await browser.signIn(`${kontor.url}/login/oidc/test`, sub);
  }
  async function acting(by = username): Promise<Wire> {
    const headers = {
      authorization: `Bearer ${token}`,
      'kontor-on-behalf-of': by,
    };
    const answer = await fetch(`${kontor.url}/api/documents`, { headers });
    return answer.status === 200 ? 200 : answer.json();
  }
  const me = async () => (await browser.ask(`${kontor.url}/api/me`)).status;
  const query = () => kontor.app.get(Database, { strict: false }).query<Tables>();
  const grants = async (): Promise<number> =>
    (
      await query()
        .selectFrom('openid_grants')
        .select('subject')
        .where('subject', '=', sub)
        .execute()
    ).length;
  /** As if so much time had passed since the provider was heard of. */
  const passes = (days: number) =>
    query()
      .updateTable('openid_people')
      .set((eb) => ({ proved_at: eb('proved_at', '-', days * DAY_MS) }))
      .where('subject', '=', sub)
      .execute();
  async function signsOutThere(): Promise<void> {
    const html = await (await browser.ask(`${provider.issuer}/session/end`)).text();
    const action = /action="([^"]+)"/.exec(html)![1]!;
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(html)![1]!;
    await browser.ask(action, { xsrf, logout: 'yes' });
    await becomes(async () => (await me()) === 401);
  }

  it('should stop when the provider has ended what they signed in with, until they come back', async () => {
    expect(await acting()).toBe(200);
    provider.people.delete(sub);
    await becomes(async () => (await acting()) !== 200);
    expect(await acting()).toMatchObject({
      ...{ status: 403, code: 'access/cannot-act-for' },
      detail: expect.stringContaining('until they sign in again'),
    });
    // Nobody is signed in, so nobody is asked: it stays so.
    await becomes(async () => (await grants()) === 0);
    expect((await acting()).status).toBe(403);
    browser = new ProviderBrowser();
    await comes();
    expect(await acting()).toBe(200);
  });

  it('should go on after they signed out there, for as many days as the setting says', async () => {
    await signsOutThere();
    // Their sign-in ends first.
    await becomes(async () => (await grants()) === 0);
    expect(await acting()).toBe(200);
    await passes(9);
    expect(await acting()).toBe(200);
    await passes(1.1);
    expect(await acting()).toMatchObject({
      ...{ status: 403, code: 'access/cannot-act-for' },
      detail: expect.stringContaining('for 10 days'),
    });
    browser = new ProviderBrowser();
    await comes();
    expect(await acting()).toBe(200);
  });

  it('should go on while the provider vouches for them each time it is asked', async () => {
    // Each answer of the provider begins the days anew: one may be on its way.
    await provider.down();
    await becomes(async () => {
      await passes(11);
      return (await acting()).status === 403;
    });
    await provider.up();
    // The next question is answered, without anybody coming.
    await becomes(async () => (await acting()) === 200);
    await provider.down();
    await passes(5);
    expect(await acting()).toBe(200);
    await provider.up();
  });

  it("should not be stopped by a provider where the account is not only the provider's", async () => {
    const { sid }: Wire = await (await kontor.fetchAs('alice', '/api/me')).json();
    browser = new ProviderBrowser();
    sub = `s-${++people}`;
    await comes({ onprem_sid: sid });
    await signsOutThere();
    await passes(100);
    expect(await acting('alice')).toBe(200);
  });
});
