import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { freePorts } from '../free-port.js';
import { CLIENT_SECRET, IdentityProvider } from '../identity-provider.js';
import { ProviderBrowser } from '../provider-browser.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

const START_MS = 60_000;
const SID = 'S-1-5-21-1004336348-1177238915-682003330-1187';

describe('signing in with an identity provider', () => {
  let provider: IdentityProvider;
  let kontor: RunningKontor;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-openid-'));
    const port = await freePorts();
    provider = await IdentityProvider.start(`http://127.0.0.1:${port}`);
    const file = join(folder, 'providers.json');
    await writeFile(file, JSON.stringify([provider.entry()]));
    kontor = await startKontor({
      PORT: String(port),
      OIDC_PROVIDERS: file,
      OIDC_TEST_CLIENT_SECRET: CLIENT_SECRET,
      OIDC_REFRESH_SECONDS: '5',
    });
  }, START_MS);

  afterAll(async () => {
    await kontor?.stop();
    await provider?.down();
    await rm(folder, { recursive: true, force: true });
  });

  beforeEach(() => {
    provider.add({
      sub: 's-kaethi',
      preferred_username: 'Käthi',
      name: 'Käthi Muster',
      email: 'kaethi@example.ch',
      email_verified: true,
      groups: ['Baurecht', 'Notariat'],
      onprem_sid: SID,
      locale: 'de-CH',
    });
  });

  const me = async (browser: ProviderBrowser) => {
    const page = await browser.ask(`${kontor.url}/api/me`);
    return page.status === 200 ? page.json() : page.status;
  };

  it('should make an account of what the provider says, and lead back to where one was', async () => {
    const browser = new ProviderBrowser();
    const { url, page } = await browser.signIn(
      `${kontor.url}/login/oidc/test?next=${encodeURIComponent('/keys')}`,
      's-kaethi',
    );
    expect([url, page.status]).toEqual([`${kontor.url}/keys`, 200]);
    expect(await me(browser)).toMatchObject({
      username: 'käthi',
      display_name: 'Käthi Muster',
      sid: SID,
      is_admin: false,
      locale: 'de',
    });
  });
});
