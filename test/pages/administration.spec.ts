import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { openFixture, type BrowserFixture } from './browser.js';

/** Where to keep pictures of the pages, to be looked at. */
const PICTURES = process.env.KONTOR_PAGE_PICTURES;

const PAGES = ['people', 'groups', 'applications', 'connections', 'settings', 'audit'];

describe('the pages of administration', () => {
  let fixture: BrowserFixture;

  beforeAll(async () => {
    fixture = await openFixture();
  });
  afterEach(() => fixture.closeWindows());
  afterAll(() => fixture.stop());

  it('should disable somebody, make an administrator, and keep the last one', async () => {
    const page = await fixture.open('admin');
    await page.goto('/');
    await page.getByRole('button', { name: /^Your account/ }).click();
    await page.getByRole('link', { name: 'Administration' }).click();
    await page.getByLabel('Beginning of a name or mail address').fill('bob');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.waitForURL(/q=bob/);
    await page.getByRole('button', { name: /^Disable: / }).click();
    await page.getByText('Disabled', { exact: true }).waitFor();
    expect(
      (await fixture.kontor.fetchAs('bob', '/api/me').catch(() => ({ status: 401 }))).status,
    ).toBe(401);
    await page.getByRole('button', { name: /^Enable: / }).click();
    await page.getByRole('button', { name: /^Make administrator: / }).click();
    await page.getByText('Administrator', { exact: true }).waitFor();
    await page.getByRole('button', { name: /^Remove as administrator: / }).click();
    await page.getByRole('button', { name: /^Make administrator: / }).waitFor();
    await page.goto('/admin/people?q=admin');
    await page.getByRole('button', { name: /^Disable: / }).click();
    await page.getByText('This is the last administrator.').waitFor();
    expect(await page.getByText('Disabled', { exact: true }).count()).toBe(0);
  });

  it('should change a setting, say who did, restore it, and refuse what is impossible', async () => {
    const page = await fixture.open('admin');
    await page.goto('/admin/settings');
    const label = 'Resumable uploads of one person at a time';
    await page.getByLabel(label, { exact: true }).fill('7');
    await page.getByRole('button', { name: `Save: ${label}` }).press('Enter');
    await page.getByRole('button', { name: `Back to the default: ${label}` }).waitFor();
    await page.waitForLoadState();
    expect(await page.getByLabel(label, { exact: true }).inputValue()).toBe('7');
    expect(await page.getByText('Changed by admin').count()).toBe(1);
    await page.getByRole('button', { name: `Back to the default: ${label}` }).click();
    await page.locator(`input[name=value][value="50"]`).waitFor();
    await page.getByLabel(label, { exact: true }).fill('many');
    await page.getByRole('button', { name: `Save: ${label}` }).click();
    await page.getByText('Nothing was changed.').waitFor();
  });

  it('should show the audit log, filtered, by pages, and as a file', async () => {
    for (let i = 0; i < 60; i++)
      await fixture.kontor.fetchAs('alice', '/api/documents?title=Plan.txt', {
        method: 'POST',
        body: 'text',
      });
    const page = await fixture.open('admin');
    await page.goto('/admin/audit');
    await page.getByLabel('Person').fill('alice');
    await page.getByLabel('Action').selectOption('document.created');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.waitForURL(/actor=alice/);
    const entries = page.locator('.admin-entry');
    expect(await entries.count()).toBe(50);
    expect(await page.locator('.admin-entry code').allTextContents()).toEqual(
      Array.from({ length: 50 }, () => 'document.created'),
    );
    await page.getByRole('link', { name: 'Show more' }).click();
    await page.waitForURL(/cursor=/);
    expect(await entries.count()).toBe(10);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'JSON Lines' }).click();
    expect((await download).suggestedFilename()).toBe('kontor-audit.jsonl');
  });

  it('should not exist for others', async () => {
    const page = await fixture.open('alice');
    await page.goto('/');
    expect(await page.locator('a[href^="/admin"]').count()).toBe(0);
    for (const path of ['/admin', ...PAGES.map((each) => `/admin/${each}`)])
      expect((await page.goto(path))?.status()).toBe(404);
    fixture.complaints();
  });

  it('should speak three languages and fit a phone', async () => {
    const page = await fixture.open('admin');
    for (const [locale, words] of [
      ['de', 'Einstellungen'],
      ['fr', 'Réglages'],
      ['en', 'Settings'],
    ] as const) {
      await fixture.kontor.fetchAs('admin', '/api/me', {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ locale }),
      });
      for (const [path, width] of PAGES.flatMap((each) =>
        [360, 1280].map((wide) => [each, wide] as const),
      )) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(`/admin/${path}`);
        expect(await page.locator('.admin-menu').textContent()).toContain(words);
        if (PICTURES !== undefined)
          await page.screenshot({ path: `${PICTURES}/${path}-${width}-${locale}.png` });
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect([locale, path, width, over <= 0]).toEqual([locale, path, width, true]);
      }
    }
  });
});
