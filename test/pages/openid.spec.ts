import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ManageAccounts } from '../../src/access/index.js';
import { freePorts } from '../free-port.js';
import { CLIENT_SECRET, IdentityProvider } from '../identity-provider.js';
import { openFixture, type BrowserFixture } from './browser.js';

describe('single sign-on in a browser', () => {
  let fixture: BrowserFixture;
  let provider: IdentityProvider;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-openid-pages-'));
    const port = await freePorts();
    provider = await IdentityProvider.start(`http://127.0.0.1:${port}`);
    provider.add({
      sub: 's-erika',
      preferred_username: 'erika',
      name: 'Erika Muster',
      email: 'erika@example.ch',
    });
    const file = join(folder, 'providers.json');
    await writeFile(file, JSON.stringify([provider.entry()]));
    fixture = await openFixture({
      KONTOR_PROFILE: 'production',
      EUROOFFICE_URL: 'http://127.0.0.1:9',
      EUROOFFICE_JWT_SECRET: 'only-for-this-test-0123456789-abcdefgh',
      PORT: String(port),
      OIDC_PROVIDERS: file,
      OIDC_TEST_CLIENT_SECRET: CLIENT_SECRET,
    });
  });
  afterEach(() => fixture.closeWindows());
  afterAll(async () => {
    await fixture?.stop();
    await provider?.down();
    await rm(folder, { recursive: true, force: true });
  });

  const isThere = (url: URL) => url.origin === provider.issuer;
  async function signInThere(page: Page, sub = 's-erika'): Promise<void> {
    await page.waitForURL(isThere);
    await page.fill('input[name=login]', sub);
    await page.fill('input[name=password]', 'any');
    await page.click('button[type=submit]');
    await page.waitForURL((url) => !isThere(url));
  }

  it('should lead straight through and back, and not again after signing out', async () => {
    const page = await fixture.open();
    await page.goto('/keys');
    await signInThere(page);
    await page.waitForURL((url) => url.pathname === '/keys');
    // The provider's own page asks for a font from elsewhere.
    fixture.complaints();
    await page.evaluate(() => {
      document.querySelector<HTMLFormElement>('form[action="/logout"]')!.submit();
    });
    await page.waitForURL((url) => url.pathname === '/login');
    // The page says so, and one click begins anew; the provider still knows the browser.
    await page.getByRole('link', { name: 'Sign in with Test Office' }).click();
    await page.waitForURL((url) => url.pathname === '/');
    expect(fixture.complaints()).toEqual([]);
  });

  it('should show a button beside the form when somebody has a password, and say what went wrong', async () => {
    const accounts = fixture.kontor.app.get(ManageAccounts, { strict: false });
    await accounts.add({ username: 'local', password: 'trains to Chur' });
    for (const [locale, button] of [
      ['en', 'Sign in with Test Office'],
      ['de', 'Mit Test Office anmelden'],
      ['fr', 'Se connecter avec Test Office'],
    ]) {
      const page = await fixture.open(undefined, { viewport: { width: 360, height: 800 } });
      await page.goto(`/login?locale=${locale}`);
      await page.getByRole('link', { name: button! }).waitFor();
      await page.locator('input[name=password]').waitFor();
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over).toBeLessThanOrEqual(0);
    }
    const page = await fixture.open();
    await page.goto('/documents/none');
    await page.waitForURL((url) => url.pathname === '/login');
    provider.forge = { alg: 'none' };
    await page.getByRole('link', { name: 'Sign in with Test Office' }).click();
    await signInThere(page);
    await page.getByRole('alert').filter({ hasText: 'could not be verified' }).waitFor();
    provider.forge = undefined;
    await page.getByRole('link', { name: 'Sign in with Test Office' }).click();
    await page.waitForURL((url) => url.pathname === '/');
  });
});
