import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { accountOf } from '../../src/access/accounts/account.js';
import { AccountRepository } from '../../src/access/accounts/account.repository.js';
import { MESSAGES } from '../../src/desk/language/messages.js';
import { barriersOf } from './axe.js';
import { openFixture, type BrowserFixture } from './browser.js';
import { keepPicture } from './pictures.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

const NAMESAKES = [
  { username: 'amuster', mail: 'anna.muster@kontor.test', department: 'Bauamt' },
  { username: 'amuster2', mail: 'a.muster@kontor.test', department: 'Rechtsdienst' },
];

describe('the field to look for a person in', () => {
  let fixture: BrowserFixture;

  beforeAll(async () => {
    fixture = await openFixture();
    const accounts = fixture.kontor.app.get(AccountRepository, { strict: false });
    for (const { username, ...known } of NAMESAKES) {
      const typed = { username, displayName: 'Anna Muster', password: '' };
      const account = accountOf({ id: `id-of-${username}`, username }, typed, 0);
      await accounts.insert({ ...account, ...known }, 'no password');
    }
  });
  afterEach(() => fixture.closeWindows());
  afterAll(() => fixture.stop());

  async function upload(title: string): Promise<string> {
    const init = { method: 'POST', body: 'text' };
    const created = await fixture.kontor.fetchAs('alice', `/api/documents?title=${title}`, init);
    const { id }: Wire = await created.json();
    return id;
  }
  async function speak(locale: string): Promise<void> {
    await fixture.kontor.fetchAs('alice', '/api/me', {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ locale }),
    });
  }
  async function sharesOf(id: string): Promise<readonly string[]> {
    const response = await fixture.kontor.fetchAs('alice', `/api/documents/${id}/shares`);
    const { shares }: Wire = await response.json();
    return shares.map((share: { username: string }) => share.username);
  }
  async function openShare(id: string, width = 1280): Promise<{ page: Page; field: Locator }> {
    const page = await fixture.open('alice', { viewport: { width, height: 844 } });
    await page.goto(`/documents/${id}`);
    await page.locator('[popovertarget=share]').first().press('Enter');
    return { page, field: page.locator('#share-with') };
  }
  const activeRow = async (page: Page, field: Locator): Promise<string> => {
    const id = await field.getAttribute('aria-activedescendant');
    return id === null ? '' : (await page.locator(`#${id} small`).textContent())!;
  };

  it.each([
    ['de', 390],
    ['en', 1280],
    ['fr', 390],
  ] as const)(
    'should tell two people of one name apart, by keyboard, %s %i',
    async (lang, width) => {
      const messages = MESSAGES[lang].client;
      await speak(lang);
      const id = await upload(`Plan-${lang}.txt`);
      const { page, field } = await openShare(id, width);
      expect(await field.getAttribute('aria-expanded')).toBe('false');
      // At once: what is found for its beginning would go while the arrows move through it.
      await field.fill('anna mus');
      const rows = page.getByRole('option', { name: /Anna Muster/ });
      await rows.nth(1).waitFor();
      const status = page.locator('#share-with-status');
      expect(await status.textContent()).toBe(messages.found.replace('{n}', '2'));
      expect(await field.getAttribute('aria-expanded')).toBe('true');
      expect(await field.getAttribute('aria-controls')).toBe(
        await page.getByRole('listbox').getAttribute('id'),
      );
      const order = await rows.locator('small').allTextContents();
      expect(order.toSorted()).toEqual([
        'a.muster@kontor.test · Rechtsdienst',
        'anna.muster@kontor.test · Bauamt',
      ]);
      expect(await activeRow(page, field)).toBe('');
      await page.keyboard.press('ArrowDown');
      expect(await activeRow(page, field)).toBe(order[0]);
      await page.keyboard.press('End');
      expect(await activeRow(page, field)).toBe(order[1]);
      await page.keyboard.press('ArrowDown');
      expect(await activeRow(page, field)).toBe(order[0]);
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Home');
      expect(await activeRow(page, field)).toBe(order[0]);
      expect(await barriersOf(page)).toEqual([]);
      await keepPicture(page, `person-field-${lang}-${width}`);

      // Escape closes the list and leaves the dialog and what was typed.
      await page.keyboard.press('Escape');
      expect(await field.getAttribute('aria-expanded')).toBe('false');
      expect(await field.inputValue()).toBe('anna mus');
      expect(await page.locator('#share').isVisible()).toBe(true);
      await page.keyboard.press('ArrowUp');
      expect(await activeRow(page, field)).toBe(order[1]);
      await page.keyboard.press('Enter');
      expect(await field.inputValue()).toBe('Anna Muster');
      await status.getByText(order[1]!).waitFor();
      await keepPicture(page, `person-chosen-${lang}-${width}`);
      await page.keyboard.press('Enter');
      await page.locator('#shares li', { hasText: 'Anna Muster' }).waitFor();
      const chosen = NAMESAKES.find(({ mail }) => order[1]!.startsWith(mail));
      expect(await sharesOf(id)).toEqual([chosen?.username]);
      await page.waitForFunction(
        () => document.querySelector<HTMLInputElement>('#share-with')?.value === '',
      );
      expect(fixture.complaints()).toEqual([]);
    },
  );

  it('should find whom somebody typed who was faster than the script', async () => {
    const page = await fixture.open('admin');
    let load = (): void => undefined;
    const held = new Promise<void>((resolve) => (load = resolve));
    await page.goto('/admin/people?q=bob');
    const person = (await page.locator('.admin-who a').first().getAttribute('href')) ?? '';
    await page.route('**/administration.js?*', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(person, { waitUntil: 'commit' });
    await page.getByRole('combobox', { name: 'New owner' }).pressSequentially('muster recht');
    load();
    await page.getByRole('option', { name: 'Anna Muster' }).waitFor();
    expect(fixture.complaints()).toEqual([]);
  });

  it('should take a row by touch, and nobody once the name is changed', async () => {
    await speak('en');
    const id = await upload('Touched.txt');
    const page = await fixture.open('alice', {
      ...{ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } },
    });
    await page.goto(`/documents/${id}`);
    await page.locator('[popovertarget=share]').first().tap();
    const field = page.locator('#share-with');
    await field.tap();
    await field.fill('muster bauamt');
    await page.getByRole('option', { name: 'Anna Muster' }).tap();
    expect(await field.inputValue()).toBe('Anna Muster');
    await field.press('End');
    await field.press('Backspace');
    await page.locator('#share-add button').tap();
    await page.getByText(MESSAGES.en.share.unknown('')).first().waitFor();
    expect(await sharesOf(id)).toEqual([]);
    expect(fixture.complaints()).toEqual([]);
  });

  it.each(['de', 'en'] as const)(
    'should keep what was typed while the server is away, and say so, %s',
    async (lang) => {
      const messages = MESSAGES[lang].client;
      await speak(lang);
      const { page, field } = await openShare(await upload(`Away-${lang}.txt`), 390);
      await page.route('**/api/people?*', (route) => route.abort());
      await field.pressSequentially('anna');
      const status = page.locator('#share-with-status');
      await status.getByText(messages.peopleUnreachable).waitFor();
      expect(await field.inputValue()).toBe('anna');
      expect(await status.evaluate((one) => one.classList.contains('visually-hidden'))).toBe(false);
      await keepPicture(page, `person-away-${lang}-390`);
      await page.unroute('**/api/people?*');
      await field.pressSequentially(' m');
      await page.getByRole('option', { name: 'Anna Muster' }).first().waitFor();
      await field.fill('zzz');
      await status.getByText(messages.nobodyFound).waitFor();
      expect(await page.getByRole('listbox').isVisible()).toBe(false);
      fixture.complaints();
    },
  );

  it('should serve the hand-over of all documents of a person', async () => {
    const page = await fixture.open('admin', { viewport: { width: 390, height: 844 } });
    await page.goto('/admin/people?q=bob');
    await page.locator('.admin-who a').first().click();
    const created = await fixture.kontor.fetchAs('bob', '/api/documents?title=Left.txt', {
      ...{ method: 'POST', body: 'text' },
    });
    const { id }: Wire = await created.json();
    await page.getByRole('combobox', { name: 'New owner' }).fill('muster recht');
    await page.getByRole('option').waitFor();
    await page.keyboard.press('ArrowDown');
    await keepPicture(page, 'hand-over-en-390');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Hand over all' }).press('Enter');
    await page.getByText('The documents have been handed over.').waitFor();
    const activity = await fixture.kontor.fetchAs(
      'admin',
      '/api/admin/audit?action=document.owner-changed',
    );
    const { entries }: Wire = await activity.json();
    expect(entries[0]).toMatchObject({ object_id: id, detail: { person: 'amuster2' } });
    expect(fixture.complaints()).toEqual([]);
  });
});
