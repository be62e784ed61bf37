import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DocumentServerSimulator } from '../../playground/index.js';
import { freePorts } from '../free-port.js';
import { CLIENT_SECRET, IdentityProvider } from '../identity-provider.js';
import { ProviderBrowser, becomes } from '../provider-browser.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

const SECRET = 'only-for-tests-only-for-tests-only-for-tests';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

describe('people of an identity provider, as time goes by', () => {
  let server: DocumentServerSimulator;
  let provider: IdentityProvider;
  let partner: IdentityProvider;
  let kontor: RunningKontor;
  let folder: string;
  let browser: ProviderBrowser;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-openid-standing-'));
    const port = await freePorts();
    provider = await IdentityProvider.start(`http://127.0.0.1:${port}`);
    partner = await IdentityProvider.start(`http://127.0.0.1:${port}`, 'partner');
    server = await DocumentServerSimulator.start({ jwtSecret: SECRET, saveDelayMs: 50 });
    const file = join(folder, 'providers.json');
    await writeFile(file, JSON.stringify([provider.entry(), partner.entry({ link_by: 'mail' })]));
    kontor = await startKontor({
      PORT: String(port),
      OIDC_PROVIDERS: file,
      OIDC_TEST_CLIENT_SECRET: CLIENT_SECRET,
      OIDC_PARTNER_CLIENT_SECRET: CLIENT_SECRET,
      OIDC_REFRESH_SECONDS: '5',
      EUROOFFICE_URL: server.url,
      EUROOFFICE_JWT_SECRET: SECRET,
    });
  });

  afterAll(async () => {
    await kontor?.stop();
    await provider?.down();
    await partner?.down();
    await server?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  beforeEach(() => {
    browser = new ProviderBrowser();
    provider.givesRefreshTokens = true;
    provider.add(personCalled('s-rene', 'René Dubois'));
  });

  const personCalled = (sub: string, name: string) => ({
    sub,
    preferred_username: name.toLowerCase().replace(' ', '.'),
    name,
    email: `${sub}@example.ch`,
    email_verified: true,
  });
  const signIn = (sub: string, by = browser, at = 'test') =>
    by.signIn(`${kontor.url}/login/oidc/${at}`, sub);

  /** A request of the page that is open in that browser. */
  async function call(path: string, body?: object, by = browser): Promise<Response> {
    const cookie = [...by.cookiesOf(kontor.url)].map(([name, value]) => `${name}=${value}`);
    return fetch(`${kontor.url}${path}`, {
      headers: {
        cookie: cookie.join('; '),
        origin: kontor.url,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
  }
  const me = async (by = browser): Promise<Wire> => (await call('/api/me', undefined, by)).json();

  it('should lose the editor that is open, with what was typed saved, once the provider disables them', async () => {
    await signIn('s-rene');
    const { username } = await me();
    const form = { method: 'POST', body: 'Dear all,' };
    const made = await kontor.fetchAs('alice', '/api/documents?title=Letter.txt', form);
    const { id } = (await made.json()) as { id: string };
    const share = {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"role":"editor"}',
    };
    const shares = `/api/documents/${id}/shares/${encodeURIComponent(username)}`;
    expect((await kontor.fetchAs('alice', shares, share)).status).toBeLessThan(300);
    const session: Wire = await (await call('/api/eurooffice/session', { file_id: id })).json();
    const { key } = session.config.document;
    const editor = await server.connect(session.config);
    await server.nextCallback({ status: 1, key });
    await editor.type(' from René');

    provider.people.delete('s-rene');
    await editor.waitFor('drop');
    await server.nextCallback({ status: 2, key });
    expect((await call('/api/me')).status).toBe(401);
    const content = await kontor.fetchAs('alice', `/api/documents/${id}/content`);
    expect(await content.text()).toBe('Dear all, from René');
    await editor.close();
  });

  it('should get the account with their mail address only if the other provider verified it', async () => {
    await signIn('s-rene');
    const first = await me();
    const there = personCalled('s-there', 'R. Dubois');
    partner.add({ ...there, email: first.mail, email_verified: false });
    const stranger = new ProviderBrowser();
    await signIn('s-there', stranger, 'partner');
    expect((await me(stranger)).id).not.toBe(first.id);

    partner.add({ ...there, sub: 's-proved', email: first.mail });
    const other = new ProviderBrowser();
    await signIn('s-proved', other, 'partner');
    expect((await me(other)).id).toBe(first.id);

    // Somebody waits with the address of another person, which nobody checked.
    const address = { email: 'directorate@example.ch' };
    provider.add({ ...personCalled('s-waits', 'W. Aiter'), ...address, email_verified: false });
    const waiting = new ProviderBrowser();
    await signIn('s-waits', waiting);
    partner.add({ ...personCalled('s-owner', 'O. Wner'), ...address });
    const owner = new ProviderBrowser();
    await signIn('s-owner', owner, 'partner');
    expect((await me(owner)).id).not.toBe((await me(waiting)).id);
  });

  it('should be noticed as gone where the provider gives no refresh tokens', async () => {
    provider.givesRefreshTokens = false;
    await signIn('s-rene');
    expect((await call('/api/me')).status).toBe(200);
    provider.people.delete('s-rene');
    await becomes(async () => (await call('/api/me')).status === 401);
  });
});
