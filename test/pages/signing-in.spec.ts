import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import type { Page } from 'playwright-core';
import { ManageAccounts } from '../../src/access/index.js';
import { AccountRepository } from '../../src/access/accounts/account.repository.js';
import { openFixture, type BrowserFixture } from './browser.js';

const PASSWORD = 'trains to Chur';
/** One for each language: a name has five failures free. */
const KNOWN = ['max', 'moritz', 'mathilde'];

describe('the sign-in page in production', () => {
  let fixture: BrowserFixture;

  beforeAll(async () => {
    fixture = await openFixture({
      KONTOR_PROFILE: 'production',
      EUROOFFICE_URL: 'http://127.0.0.1:9',
      EUROOFFICE_JWT_SECRET: 'only-for-this-test-0123456789-abcdefgh',
    });
    const { app } = fixture.kontor;
    const accounts = app.get(ManageAccounts, { strict: false });
    for (const username of ['erika', ...KNOWN])
      await accounts.add({ username, password: PASSWORD });
    // As it may have been set before such passwords were refused.
    const stored = app.get(AccountRepository, { strict: false });
    for (const username of KNOWN) {
      const { id } = (await stored.find(username))!;
      await stored.setPasswordHash(id, await hash(username));
    }
  });
  afterEach(() => fixture.closeWindows());
  afterAll(() => fixture.stop());

  const signIn = async (page: Page, username: string, password: string) => {
    await page.fill('input[name=username]', username);
    await page.fill('input[name=password]', password);
    await page.keyboard.press('Enter');
  };

  it.each([
    ['en', 'max', 'This password is publicly known'],
    ['de', 'moritz', 'Dieses Passwort ist allgemein bekannt'],
    ['fr', 'mathilde', 'Ce mot de passe est connu de tous'],
  ])(
    'should say in %s why a password that everybody knows is refused, and what helps',
    async (locale, username, text) => {
      for (const width of [360, 1280]) {
        const page = await fixture.open(undefined, { viewport: { width, height: 800 } });
        await page.goto(`/login?locale=${locale}`);
        await signIn(page, username, username);
        await page.getByRole('alert').filter({ hasText: text }).waitFor();
        await page.getByText(`kontor user password ${username}`).waitFor();
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(over).toBeLessThanOrEqual(0);
      }
    },
  );

  it('should leave nothing of use in a browser after signing out', async () => {
    const page = await fixture.open();
    await page.goto('/login');
    await signIn(page, 'erika', PASSWORD);
    await page.waitForURL((url) => url.pathname === '/');
    const cookies = await page.context().cookies();
    const session = cookies.find(({ name }) => name === 'kontor_session')!;
    await page.evaluate(() => {
      document.querySelector<HTMLFormElement>('form[action="/logout"]')!.submit();
    });
    await page.waitForURL((url) => url.pathname === '/login');
    // Somebody has copied it before.
    await page.context().addCookies([session]);
    await page.goto('/');
    expect(new URL(page.url()).pathname).toBe('/login');
  });
});
