import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ManageAccounts } from '../../src/access/index.js';
import { setUpTotp } from '../authenticator.js';
import { barriersOf } from './axe.js';
import { openFixture, signIn, type BrowserFixture } from './browser.js';

/** Where to keep pictures of the pages, to be looked at. */
const PICTURES = process.env.KONTOR_PAGE_PICTURES;

describe('the page of a person among the pages of administration', () => {
  let fixture: BrowserFixture;

  beforeAll(async () => {
    fixture = await openFixture();
  });
  afterEach(() => fixture.closeWindows());
  afterAll(() => fixture.stop());

  async function open(name: string): Promise<Page> {
    const page = await fixture.open('admin', {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.goto(`/admin/people?q=${name}`);
    await page.locator('.admin-who a').first().click();
    await page.waitForURL(/\/admin\/people\/[\w-]+$/);
    return page;
  }

  it('should make a link for a new password, shown once, copied by a button', async () => {
    const page = await open('alice');
    await page.getByRole('heading', { level: 1, name: 'Alice Muster' }).waitFor();
    await page.getByText('No second factor is set up.').waitFor();
    const place = new URL(page.url()).pathname;
    await page.getByRole('button', { name: 'Make a link for a new password' }).click();
    const shown = page.getByLabel('Link for a new password', { exact: true });
    const link = await shown.inputValue();
    expect(link).toMatch(/^http:.*\/reset-password\/[\w-]{20,}$/);
    expect(await barriersOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByText('Copied.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);

    // Reloading neither shows it again nor makes another one.
    expect(new URL(page.url()).pathname).toBe(place);
    await page.reload();
    expect(await shown.count()).toBe(0);
    const alice = await fixture.open();
    await alice.goto(link);
    for (const field of await alice.locator('input[type=password]').all())
      await field.fill('a new one, long enough');
    await alice.locator('main button').click();
    await alice.waitForURL((url) => url.pathname === '/login');
    await signIn(alice, 'alice', 'a new one, long enough');
    expect(fixture.complaints()).toEqual([]);
  });

  const mailOf = async (name: string): Promise<string | null> => {
    const found = await fixture.kontor.fetchAs('admin', `/api/admin/accounts?q=${name}`);
    return (
      ((await found.json()) as { accounts: { mail: string | null }[] }).accounts[0]?.mail ?? null
    );
  };

  it('should set a mail address and remove it, and keep what was typed wrong', async () => {
    const page = await open('alice');
    const field = page.getByLabel('Address for notifications', { exact: true });
    const save = page.getByRole('button', { name: 'Save the address' });
    await field.fill('alice@example.org');
    await save.click();
    await page.getByText('The mail address is saved.').waitFor();
    expect(await field.inputValue()).toBe('alice@example.org');
    expect(await mailOf('alice')).toBe('alice@example.org');

    // Browsers take it for an address.
    await field.fill('alice@nowhere');
    await field.press('Enter');
    await page.getByText('This is no mail address.').waitFor();
    expect(await field.inputValue()).toBe('alice@nowhere');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await page.locator('[name=mail]:focus').waitFor();
    expect(await mailOf('alice')).toBe('alice@example.org');
    expect(await barriersOf(page)).toEqual([]);

    await field.fill('');
    await save.click();
    await page.getByText('The mail address is removed.').waitFor();
    expect(await mailOf('alice')).toBeNull();
    expect(fixture.complaints()).toEqual([]);
  });

  it.each([
    ['de', 'Sie kommt aus dem Verzeichnis und wird dort geändert.'],
    ['fr', 'Elle vient de l’annuaire et se change là-bas.'],
    ['en', 'It comes from the directory, and is changed there.'],
  ])(
    'should say where the mail address comes from, in %s, and fit a phone',
    async (locale, from) => {
      const accounts = fixture.kontor.app.get(ManageAccounts);
      const { id } = await accounts.bind('dora', 'S-1-5-21-1-2-3-1104');
      const alice = (await accounts.list()).find(({ username }) => username === 'alice');
      await fixture.kontor.fetchAs('admin', '/api/me', {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ locale }),
      });
      const page = await fixture.open('admin');
      for (const [account, hasField, width] of [
        ...([390, 1280] as const).map((wide) => [alice?.id, true, wide] as const),
        ...([390, 1280] as const).map((wide) => [id, false, wide] as const),
      ]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(`/admin/people/${account}`);
        expect(await page.locator('input[name=mail]').count()).toBe(hasField ? 1 : 0);
        expect(await page.getByText(from).count()).toBe(hasField ? 0 : 1);
        if (hasField) {
          await page.locator('input[name=mail]').fill('a@b');
          await page.locator('input[name=mail]').press('Enter');
          await page.locator('input[name=mail][aria-invalid]').waitFor();
        }
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(over).toBeLessThanOrEqual(0);
        const path = `${PICTURES}/person-${hasField ? 'mail' : 'directory'}-${width}-${locale}.png`;
        if (PICTURES !== undefined) await page.screenshot({ path, fullPage: true });
      }
    },
  );

  it('should remove the second factors of somebody who has lost them', async () => {
    await setUpTotp((path, init) => fixture.kontor.fetchAs('bob', path, init));
    const page = await open('bob');
    await page.getByText('Remove the second factors …').press('Enter');
    expect(await barriersOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Remove them' }).press('Enter');
    await page.getByText('The second factors are removed.').waitFor();
    await page.getByText('No second factor is set up.').waitFor();
    const bob = await fixture.open();
    await signIn(bob, 'bob');
    expect(new URL(bob.url()).pathname).toBe('/');
    fixture.complaints();
  });

  it('should change rights there, too, and keep the last administrator', async () => {
    const page = await open('admin');
    await page.getByRole('button', { name: /^Disable: / }).click();
    await page.getByText('This is the last administrator.').waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/admin\/people\/[\w-]+$/);
    await page.getByRole('link', { name: 'What this person did, in the audit log' }).click();
    await page.waitForURL(/\/admin\/audit\?actor_id=[\w-]+$/);
    expect(await page.locator('.admin-entry').count()).toBeGreaterThan(0);
    expect((await page.goto('/admin/people/none'))?.status()).toBe(404);
    fixture.complaints();
  });

  it('should hand over the documents of somebody who leaves', async () => {
    // The test before ended his sign-ins.
    fixture.kontor.signInAgain('bob');
    const created = await fixture.kontor.fetchAs('bob', '/api/documents?title=Left.txt', {
      method: 'POST',
      body: 'text',
    });
    expect(created.status).toBe(201);
    const { id } = (await created.json()) as { id: string };
    const page = await open('bob');
    await page.getByRole('combobox', { name: 'New owner' }).fill('nobody-like-that');
    await page.getByRole('button', { name: 'Hand over all' }).click();
    await page.getByText('The new owner is not known.').waitFor();
    await page.getByRole('combobox', { name: 'New owner' }).fill('admin');
    await page.getByRole('button', { name: 'Hand over all' }).press('Enter');
    await page.getByText('The documents have been handed over.').waitFor();
    expect(await barriersOf(page)).toEqual([]);
    const given = await fixture.kontor.fetchAs('admin', `/api/documents/${id}`);
    expect(await given.json()).toMatchObject({ owner: 'admin', title: 'Left.txt' });
    expect((await fixture.kontor.fetchAs('bob', `/api/documents/${id}`)).status).toBe(404);
    fixture.complaints();
  });
});
