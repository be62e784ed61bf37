import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AxeResults } from 'axe-core';
import { TOTP } from 'otpauth';
import type { CDPSession, Page } from 'playwright-core';
import { freePorts } from '../free-port.js';
import { openFixture, signIn, type BrowserFixture } from './browser.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('a second factor in the browser', () => {
  let fixture: BrowserFixture;
  /** Passkeys belong to host names. */
  let baseURL: string;

  beforeAll(async () => {
    const port = await freePorts();
    baseURL = `http://localhost:${port}`;
    fixture = await openFixture({
      PORT: String(port),
      KONTOR_PUBLIC_URL: baseURL,
      KONTOR_EDITOR_URL: `http://127.0.0.1:${port}`,
    });
  });
  afterAll(() => fixture.stop());

  const desktop = { viewport: { width: 1280, height: 800 } };
  const phone = { viewport: { width: 360, height: 740 } };
  const open = (size = desktop): Promise<Page> => fixture.open(undefined, { baseURL, ...size });
  const login = async (page: Page, username: string, password = username): Promise<void> => {
    await page.goto('/login');
    await page.fill('input[name=username]', username);
    await page.fill('input[name=password]', password);
    await page.keyboard.press('Enter');
  };
  const at = (page: Page, path: string): Promise<void> =>
    page.waitForURL((url) => url.pathname === path);
  const fitsAndHasNoBarrier = async (page: Page): Promise<void> => {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect([page.url(), over <= 0]).toEqual([page.url(), true]);
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
      const checker = (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe;
      return (await checker.run()).violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
    });
    expect([page.url(), found]).toEqual([page.url(), []]);
  };
  const shoot = async (page: Page, name: string): Promise<void> => {
    const folder = process.env.KONTOR_SCREENSHOTS;
    if (folder !== undefined)
      await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  };

  /** A device with a passkey store that checks who holds it, such as a telephone. */
  async function addAuthenticator(page: Page): Promise<{ session: CDPSession; id: string }> {
    const session = await page.context().newCDPSession(page);
    await session.send('WebAuthn.enable');
    const options = {
      ...({ protocol: 'ctap2', transport: 'internal' } as const),
      ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
      automaticPresenceSimulation: true,
    };
    const { authenticatorId: id } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options,
    });
    return { session, id };
  }

  it('should be an app: scanned, confirmed by its code, asked for at the next sign-in', async () => {
    for (const [username, size] of [
      ['alice', desktop],
      ['bob', phone],
    ] as const) {
      const page = await open(size);
      await signIn(page, username);
      await page.goto('/account/second-factor');
      await fitsAndHasNoBarrier(page);
      await shoot(page, `overview-${size.viewport.width}`);
      await page.getByRole('button', { name: 'Set up an app' }).click();
      await page.getByRole('img', { name: 'QR code' }).waitFor();
      await fitsAndHasNoBarrier(page);
      await shoot(page, `app-${size.viewport.width}`);
      const secret = ((await page.locator('.totp-secret').textContent()) ?? '').replaceAll(' ', '');
      await page.getByLabel('Code that the app shows').fill('000000');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
      const app = new TOTP({ secret });
      const atMs = Date.now();
      const used = app.generate({ timestamp: atMs });
      await page.getByLabel('Code that the app shows').fill(used);
      await page.keyboard.press('Enter');
      const codes = page.locator('.recovery-codes code');
      await codes.first().waitFor();
      expect(await codes.count()).toBe(10);
      await fitsAndHasNoBarrier(page);
      await shoot(page, `codes-${size.viewport.width}`);

      await page.context().clearCookies();
      await login(page, username);
      await at(page, '/login/second-step');
      await fitsAndHasNoBarrier(page);
      await shoot(page, `second-step-${size.viewport.width}`);
      // Nothing is open yet.
      await page.goto('/');
      await at(page, '/login');
      await login(page, username);
      await page.getByLabel('Code', { exact: true }).fill(used);
      await page.keyboard.press('Enter');
      await page.getByRole('alert').filter({ hasText: 'not valid' }).waitFor();
      // The one after it, or the one of now if that is later still.
      const next = app.generate({ timestamp: Math.max(Date.now(), atMs + 30_000) });
      await page.getByLabel('Code', { exact: true }).fill(next);
      await page.keyboard.press('Enter');
      await at(page, '/');
      await page.close();
    }
  });

  it('should be a passkey: beside the password, and in its place', async () => {
    const page = await open();
    const { session, id } = await addAuthenticator(page);
    await signIn(page, 'admin');
    await page.goto('/account/second-factor');
    await page.getByLabel('Name of the passkey').fill('My telephone');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.locator('.recovery-codes').waitFor();
    await page.goto('/account/second-factor');
    await page.getByText('My telephone').waitFor();
    await shoot(page, 'with-passkey-1280');

    await page.context().clearCookies();
    await login(page, 'admin');
    await at(page, '/login/second-step');
    await shoot(page, 'second-step-passkey-1280');
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await at(page, '/');

    await page.context().clearCookies();
    await page.goto('/login?next=/wizard');
    await fitsAndHasNoBarrier(page);
    await shoot(page, 'login-1280');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await at(page, '/wizard');
    await page.getByRole('button', { name: /admin/i }).waitFor();

    // A device that did not check who holds it is no second factor of its own.
    await session.send('WebAuthn.setUserVerified', {
      authenticatorId: id,
      isUserVerified: false,
    });
    await page.context().clearCookies();
    await page.goto('/login');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByRole('alert').filter({ visible: true }).waitFor();
    expect((await page.context().cookies()).map(({ name }) => name)).not.toContain(
      'kontor_session',
    );
  });

  it('should lead through the link of an administrator to a new password, once', async () => {
    const page = await open(phone);
    const { app } = fixture.kontor;
    const { ManageAccounts, ResetPassword } = await import('../../src/access/index.js');
    await app.get(ManageAccounts, { strict: false }).add({ username: 'erika', password: 'lost' });
    const { url } = await app.get(ResetPassword, { strict: false }).issueForNamed('erika');
    await page.goto(url);
    await fitsAndHasNoBarrier(page);
    await shoot(page, 'reset-360');
    const set = async (fresh: string, repeat = fresh): Promise<void> => {
      await page.getByLabel('New password', { exact: true }).fill(fresh);
      await page.getByLabel('Repeat the new password').fill(repeat);
      await page.keyboard.press('Enter');
    };
    await set('trains to Chur', 'trains to Bern');
    await page.getByRole('alert').filter({ hasText: 'differ' }).waitFor();
    await set('trains to Chur');
    await at(page, '/login');
    await login(page, 'erika', 'trains to Chur');
    await at(page, '/');
    await page.goto(url);
    await page.getByRole('heading', { name: 'This link does not work any more' }).waitFor();

    await page.goto('/account/password');
    await shoot(page, 'password-360');
    await page.getByLabel('Present password').fill('trains to Chur');
    await set('trains to Davos');
    await page.getByRole('status').filter({ hasText: 'was changed' }).waitFor();
    await page.goto('/');
    await at(page, '/');
  });
});
