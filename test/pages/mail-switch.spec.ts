import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../src/platform/database/database.js';
import { RunningMailServer } from '../running-mail-server.js';
import { barriersOf } from './axe.js';
import { openFixture, type BrowserFixture } from './browser.js';

/** Where pictures of the pages go, for people who look at them. */
const PICTURES = process.env.KONTOR_PAGE_PICTURES;

describe('mail on the pages', () => {
  let fixture: BrowserFixture;
  let server: RunningMailServer;

  beforeAll(async () => {
    server = await RunningMailServer.start();
    fixture = await openFixture({
      SMTP_URL: server.url,
      KONTOR_MAIL_FROM: 'kontor@example.org',
    });
  });
  afterEach(() => fixture.closeWindows());
  afterAll(async () => {
    await fixture?.stop();
    await server?.stop();
  });

  const setMail = (username: string, mail: string | null) =>
    fixture.kontor.app
      .get(Database)
      .query<{ accounts: { username: string; mail: string | null } }>()
      .updateTable('accounts')
      .set({ mail })
      .where('username', '=', username)
      .execute();
  const isChosen = async (username: string): Promise<boolean> =>
    (await (await fixture.kontor.fetchAs(username, '/api/me')).json()).notify_by_mail;

  it.each([
    ['de', 'Mitteilungen per E-Mail', 'Keine E-Mails senden', 'Auch E-Mails senden'],
    ['fr', 'Notifications par e-mail', 'Ne pas envoyer d’e-mails', 'Envoyer aussi des e-mails'],
    ['en', 'Notifications by mail', 'Send no mail', 'Send mail, too'],
  ])('should let a person switch mail off and on, in %s', async (locale, title, off, on) => {
    await setMail('bob', 'bob.beispiel.with.a.long.name@department.example.org');
    const page = await fixture.open('bob', { locale });
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto('/account');
      await page.getByRole('heading', { name: title }).waitFor();
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over).toBeLessThanOrEqual(0);
      if (PICTURES !== undefined)
        await page.screenshot({ path: `${PICTURES}/account-${width}-${locale}.png` });
    }
    await page.getByRole('button', { name: off }).click();
    await page.getByRole('button', { name: on }).waitFor();
    expect(await isChosen('bob')).toBe(false);
    await page.getByRole('button', { name: on }).click();
    await page.getByRole('button', { name: off }).waitFor();
    expect(await isChosen('bob')).toBe(true);
    expect(await barriersOf(page)).toEqual([]);
    expect(fixture.complaints()).toEqual([]);
  });

  it('should say that there is no address to send to', async () => {
    await setMail('alice', null);
    const page = await fixture.open('alice');
    await page.goto('/account');
    await page.getByText('Your account has no mail address').waitFor();
    expect(await page.getByRole('button', { name: 'Send no mail' }).count()).toBe(0);
  });

  it('should show administrators the mail server, and what is wrong with it', async () => {
    const page = await fixture.open('admin');
    await page.goto('/admin/connections');
    const row = page.locator('#connection-smtp');
    await row.locator('.connection-state', { hasText: /^Works$/ }).waitFor();
    await page.goto('/status');
    await page.getByText('Notifications go out by mail, too.').waitFor();
    const { url } = server;
    await server.stop();
    await page.goto('/admin/connections');
    await row.getByRole('button').click();
    await row.getByText(`Nothing listens at ${url}.`).waitFor();
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      // Names are in a column of their own, beside the light.
      const name = await row.getByRole('heading').boundingBox();
      expect(name?.width).toBeGreaterThan(100);
      if (PICTURES !== undefined)
        await page.screenshot({ path: `${PICTURES}/connections-${width}.png`, fullPage: true });
    }
  });
});
