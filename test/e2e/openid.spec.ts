import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { OneoffixxSimulator } from '../../playground/oneoffixx-simulator.js';
import { Database } from '../../src/platform/database/database.js';
import { freePorts } from '../free-port.js';
import { CLIENT_SECRET, IdentityProvider, type Forgery } from '../identity-provider.js';
import { ProviderBrowser, becomes } from '../provider-browser.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { startTemplateBackend, type RunningBackend } from '../template-backend.js';

const SID = 'S-1-5-21-1004336348-1177238915-682003330-1187';

interface Tables {
  access_group_claims: { account_id: string; provider: string; group_name: string };
  openid_grants: { sealed_tokens: string; session: string | null; check_at: number };
}

describe('signing in with an identity provider', () => {
  let provider: IdentityProvider;
  let kontor: RunningKontor;
  let templates: RunningBackend<OneoffixxSimulator>;
  let folder: string;
  let file: string;
  let browser: ProviderBrowser;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-openid-'));
    file = join(folder, 'providers.json');
    const port = await freePorts();
    provider = await IdentityProvider.start(`http://127.0.0.1:${port}`);
    await writeFile(file, JSON.stringify([provider.entry()]));
    templates = await startTemplateBackend();
    kontor = await startKontor({
      ...templates.env,
      PORT: String(port),
      OIDC_PROVIDERS: file,
      OIDC_TEST_CLIENT_SECRET: CLIENT_SECRET,
      OIDC_REFRESH_SECONDS: '5',
    });
  });

  afterAll(async () => {
    await kontor?.stop();
    await templates?.stop();
    await provider?.down();
    await rm(folder, { recursive: true, force: true });
  });

  beforeEach(() => {
    provider.forge = undefined;
    provider.userInfo = undefined;
    browser = new ProviderBrowser();
    provider.add({
      sub: 's-kaethi',
      preferred_username: 'Käthi',
      name: 'Käthi Muster',
      email: 'kaethi@example.ch',
      email_verified: true,
      groups: ['Baurecht', 'Notariat'],
      roles: [],
      onprem_sid: SID,
      locale: 'de-CH',
    });
  });

  const start = (next = '/') => `${kontor.url}/login/oidc/test?next=${encodeURIComponent(next)}`;
  const signIn = (sub = 's-kaethi') => browser.signIn(start(), sub);

  async function me(by = browser): Promise<ReturnType<typeof JSON.parse>> {
    const page = await by.ask(`${kontor.url}/api/me`);
    return page.status === 200 ? page.json() : page.status;
  }

  async function groupsOf(id: string): Promise<string[]> {
    const rows = await kontor.app
      .get(Database, { strict: false })
      .query<Tables>()
      .selectFrom('access_group_claims')
      .select('group_name')
      .where('account_id', '=', id)
      .orderBy('group_name')
      .execute();
    return rows.map(({ group_name: name }) => name);
  }

  async function connection(): Promise<unknown> {
    const path = '/api/admin/connections/oidc-test/test';
    return (await kontor.fetchAs('admin', path, { method: 'POST' })).json();
  }

  it('should make an account of what the provider says, and lead back to where one was', async () => {
    const { url, page } = await browser.signIn(start('/keys'), 's-kaethi');
    expect([url, page.status]).toEqual([`${kontor.url}/keys`, 200]);
    const account = await me();
    expect(account).toMatchObject({
      username: 'käthi',
      display_name: 'Käthi Muster',
      sid: SID,
      is_admin: false,
      locale: 'de',
    });
    expect(await groupsOf(account.id)).toEqual(['Baurecht', 'Notariat']);
  });

  it('should let nobody with the name of another person have their account', async () => {
    await signIn();
    const first = await me();
    provider.add({
      ...provider.people.get('s-kaethi')!,
      sub: 's-other',
      name: 'Käthi Andere',
    });
    browser = new ProviderBrowser();
    await signIn('s-other');
    const other = await me();
    expect(other.username).toBe('käthi@test');
    expect(other.id).not.toBe(first.id);
    browser = new ProviderBrowser();
    await signIn('s-other');
    expect(await me()).toEqual(other);
  });

  it('should keep the account of who is renamed, and follow groups and administrators', async () => {
    await signIn();
    const { id } = await me();
    provider.change('s-kaethi', {
      preferred_username: 'käthi.neu',
      groups: ['Notariat', 'Direktion'],
      roles: ['kontor-admin'],
    });
    await becomes(async () => (await me()).is_admin === true);
    expect(await me()).toMatchObject({ id, username: 'käthi.neu' });
    expect(await groupsOf(id)).toEqual(['Direktion', 'Notariat']);
    provider.change('s-kaethi', { preferred_username: 'Käthi', groups: [], roles: [] });
    await becomes(async () => (await me()).is_admin === false);
    await becomes(async () => (await groupsOf(id)).length === 0);
  });

  it('should act for the person at the template backend by the SID of the claim', async () => {
    await signIn();
    const answer = await browser.ask(`${kontor.url}/api/oneoffixx/templates`);
    expect(answer.status).toBe(200);
    expect(templates.backend.succeeded('grant').get(SID)).toBeGreaterThan(0);
  });

  it('should end everything of somebody whom the provider no longer knows', async () => {
    await signIn();
    const phone = new ProviderBrowser();
    await phone.signIn(start(), 's-kaethi');
    const { id } = await me();
    provider.people.delete('s-kaethi');
    await becomes(async () => (await me()) === 401 && (await me(phone)) === 401);
    await becomes(async () => (await groupsOf(id)).length === 0);
  });

  it('should let everybody stay while the provider is down, and sign in again afterwards', async () => {
    await signIn();
    const { username } = await me();
    await provider.down();
    const checks = await kontor.app
      .get(Database, { strict: false })
      .query<Tables>()
      .updateTable('openid_grants')
      .set({ check_at: 0 })
      .executeTakeFirst();
    expect(Number(checks.numUpdatedRows)).toBeGreaterThan(0);
    await becomes(async () => {
      const metrics = await (await kontor.fetchAs('admin', '/metrics')).text();
      return /kontor_openid_rechecks_total\{provider="test",result="unreachable"\} [1-9]/.test(
        metrics,
      );
    });
    expect(await me()).toMatchObject({ username });
    const stranger = new ProviderBrowser();
    const sent = await stranger.go(start(), (url) => url.origin === provider.issuer);
    // What was discovered before still counts.
    expect(sent.url.startsWith(provider.issuer)).toBe(true);
    await provider.up();
    expect(await connection()).toMatchObject({ name: 'oidc-test', state: 'ok' });
    expect((await stranger.signIn(start('/keys'), 's-kaethi')).url).toBe(`${kontor.url}/keys`);
  });

  describe('what does not hold', () => {
    const refused = async (page: Response, why = 'could not be verified'): Promise<void> => {
      expect(page.status).toBe(401);
      expect(await page.text()).toContain(why);
      expect(await me()).toBe(401);
    };
    const nowSeconds = () => Math.floor(Date.now() / 1000);

    it.each<[string, () => Forgery]>([
      ['an ID token for another client', () => ({ claims: { aud: 'another' } })],
      ['an ID token of another issuer', () => ({ claims: { iss: 'http://127.0.0.1:1' } })],
      ['an unsigned ID token', () => ({ alg: 'none' })],
      ['a signature by another key', () => ({ foreignKey: true })],
      ['an ID token of another attempt', () => ({ claims: { nonce: 'another' } })],
      ['an ID token that is over', () => ({ claims: { exp: nowSeconds() - 200 } })],
      ['a clock ten minutes ahead', () => ({ claims: { nbf: nowSeconds() + 600 } })],
      ['another subject than at the userinfo endpoint', () => ({ claims: { sub: 's-other' } })],
    ])('should be refused: %s', async (_, forge) => {
      provider.forge = forge();
      const { page } = await signIn();
      await refused(page);
    });

    it('should be refused: a userinfo answer about somebody else', async () => {
      provider.userInfo = { sub: 's-other' };
      await refused((await signIn()).page);
    });

    it('should take a clock that is a minute off', async () => {
      provider.forge = { claims: { nbf: nowSeconds() + 60, iat: nowSeconds() + 60 } };
      await signIn();
      expect(await me()).toMatchObject({ username: 'käthi' });
    });

    it('should follow new keys at once', async () => {
      await signIn();
      provider.rotateKeys();
      browser = new ProviderBrowser();
      // An unknown key is looked for at most every three seconds.
      await becomes(async () => (await signIn()).page.status === 200 && (await me()) !== 401);
    });

    it('should be refused: an answer that came before, from another browser, or without a state', async () => {
      const isCallback = (url: URL) => url.pathname.endsWith('/callback');
      const { url } = await browser.signIn(start(), 's-kaethi', isCallback);
      const other = new ProviderBrowser();
      expect((await other.ask(url)).status).toBe(401);
      const before = new Map(browser.cookiesOf(kontor.url));
      expect((await browser.ask(url)).status).toBe(303);
      const { username } = await me();
      expect(username).toBe('käthi');
      // With the cookies that the browser had then, as somebody may have copied them.
      const copy = new ProviderBrowser();
      for (const [name, value] of before) copy.cookiesOf(kontor.url).set(name, value);
      expect((await copy.ask(url)).status).toBe(401);
      expect(await me(copy)).toBe(401);
      expect((await browser.ask(`${kontor.url}/login/oidc/test/callback`)).status).toBe(401);
    });

    it('should be refused: somebody who turned back there', async () => {
      const isThere = (url: URL) => url.pathname.startsWith('/auth');
      const { url } = await browser.go(start(), isThere);
      const state = new URL(url).searchParams.get('state')!;
      const query = new URLSearchParams({ error: 'access_denied', state, iss: provider.issuer });
      const page = await browser.ask(`${kontor.url}/login/oidc/test/callback?${query}`);
      await refused(page, 'You were not signed in there');
    });
  });

  describe('logout from there', () => {
    const logout = (token: string) =>
      fetch(`${kontor.url}/login/oidc/test/back-channel-logout`, {
        method: 'POST',
        body: new URLSearchParams({ logout_token: token }),
      });

    it('should end the sign-in when the person signs out at the provider', async () => {
      await signIn();
      expect(await me()).toMatchObject({ username: 'käthi' });
      const page = await browser.ask(`${provider.issuer}/session/end`);
      const html = await page.text();
      const action = /action="([^"]+)"/.exec(html)![1]!;
      const xsrf = /name="xsrf" value="([^"]+)"/.exec(html)![1]!;
      await browser.ask(action, { xsrf, logout: 'yes' });
      await becomes(async () => (await me()) === 401);
    });

    it('should refuse tokens that do not hold, and one that was used', async () => {
      await signIn();
      const sub = 's-kaethi';
      const now = Math.floor(Date.now() / 1000);
      const tokens = await Promise.all([
        provider.logoutToken({ sub, aud: 'another' }),
        provider.logoutToken({ sub, iss: 'http://127.0.0.1:1' }),
        provider.logoutToken({ sub, events: {} }),
        provider.logoutToken({ sub, nonce: 'x' }),
        provider.logoutToken({ sub, iat: now - 3600, exp: now + 60 }),
        provider.logoutToken({ sub, jti: undefined }),
        provider.logoutToken({}),
        provider.logoutToken({ sub }, { foreignKey: true }),
      ]);
      const [, payload] = (await provider.logoutToken({ sub })).split('.');
      const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
      for (const token of [...tokens, `${none}.${payload}.`, 'no token'])
        expect((await logout(token)).status).toBe(400);
      expect(await me()).toMatchObject({ username: 'käthi' });
      const genuine = await provider.logoutToken({ sub });
      expect((await logout(genuine)).status).toBe(200);
      expect(await me()).toBe(401);
      await signIn();
      expect((await logout(genuine)).status).toBe(400);
      expect(await me()).toMatchObject({ username: 'käthi' });
    });

    it('should end the session that a hidden frame of the provider names', async () => {
      const sessions = async (): Promise<(string | null)[]> => {
        const rows = await kontor.app
          .get(Database, { strict: false })
          .query<Tables>()
          .selectFrom('openid_grants')
          .select('session')
          .execute();
        return rows.map(({ session }) => session);
      };
      const before = await sessions();
      await signIn();
      const session = (await sessions()).find((one) => !before.includes(one))!;
      const frame = (query: object) =>
        fetch(
          `${kontor.url}/login/oidc/test/front-channel-logout?${new URLSearchParams({ ...query })}`,
        );
      expect((await frame({ iss: provider.issuer })).status).toBe(400);
      expect((await frame({ iss: 'http://127.0.0.1:1', sid: session })).status).toBe(400);
      expect(await me()).toMatchObject({ username: 'käthi' });
      const ended = await frame({ iss: provider.issuer, sid: session });
      expect(ended.headers.get('content-security-policy')).toContain(
        `frame-ancestors ${provider.issuer}`,
      );
      expect([ended.status, await me()]).toEqual([200, 401]);
    });
  });

  it('should write sign-ins and refusals into the log', async () => {
    await signIn();
    provider.forge = { alg: 'none' };
    browser = new ProviderBrowser();
    await signIn();
    const url = '/api/admin/audit?action=sign-in';
    const { entries } = (await (await kontor.fetchAs('admin', url)).json()) as {
      entries: { actor: string | null; result: string; detail: Record<string, unknown> }[];
    };
    expect(entries).toContainEqual(
      expect.objectContaining({
        actor: 'käthi',
        result: 'ok',
        detail: expect.objectContaining({ via: 'openid', provider: 'test' }),
      }),
    );
    expect(entries).toContainEqual(
      expect.objectContaining({
        result: 'refused',
        detail: expect.objectContaining({ why: 'access/identity-not-proved', provider: 'test' }),
      }),
    );
  });

  it('should give somebody new the account with their SID if the file, read again, says so', async () => {
    const { sid } = (await (await kontor.fetchAs('alice', '/api/me')).json()) as { sid: string };
    provider.add({
      sub: 's-alice',
      preferred_username: 'a.muster',
      name: 'Alice at the Office',
      email: 'alice@example.ch',
      onprem_sid: sid,
    });
    await writeFile(file, JSON.stringify([provider.entry({ link_by: 'sid' })]));
    // It looks at the file once a second.
    await delay(1100);
    await signIn('s-alice');
    expect(await me()).toMatchObject({ username: 'alice', sid });
    // A file with faults changes nothing.
    await writeFile(file, '[{"name": "X"}]');
    await delay(1100);
    browser = new ProviderBrowser();
    await signIn('s-alice');
    expect(await me()).toMatchObject({ username: 'alice' });
  });

  it('should keep no token of a provider readable', async () => {
    await signIn();
    const rows = await kontor.app
      .get(Database, { strict: false })
      .query<Tables>()
      .selectFrom('openid_grants')
      .select('sealed_tokens')
      .execute();
    for (const { sealed_tokens: sealed } of rows) {
      const text = Buffer.from(sealed, 'base64url').toString('latin1') + sealed;
      expect(text).not.toMatch(/access|refresh|eyJhbGci/);
    }
  });
});
