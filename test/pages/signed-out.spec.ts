import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { MESSAGES } from '../../src/desk/language/messages.js';
import { docx } from '../desktop-program.js';
import { barriersOf } from './axe.js';
import { openFixture, type BrowserFixture } from './browser.js';

const { client } = MESSAGES.en;
const KEPT = client.signedOutKept;

describe('a page whose person was signed out meanwhile', () => {
  let fixture: BrowserFixture;
  let id: string;

  beforeAll(async () => {
    fixture = await openFixture({ ONEOFFIXX_HOSTNAME: 'templates.invalid' });
  });
  beforeEach(async () => {
    const init = { method: 'POST', body: docx };
    const created = await fixture.kontor.fetchAs('alice', '/api/documents?title=Plan.docx', init);
    id = ((await created.json()) as { id: string }).id;
  });
  afterEach(async () => {
    await fixture.closeWindows();
    // The browser itself notes the 401.
    expect(fixture.complaints().filter((text) => !/status of 401/.test(text))).toEqual([]);
  });
  afterAll(() => fixture.stop());

  const asAlice = async <Answer>(path: string): Promise<Answer> =>
    (await (await fixture.kontor.fetchAs('alice', path)).json()) as Answer;

  const notice = (page: Page) => page.getByRole('alert').filter({ hasText: KEPT });

  /** Ends the session in the browser; what it answers begins it again. */
  async function signOut(page: Page): Promise<() => Promise<void>> {
    const cookies = await page.context().cookies();
    await page.context().clearCookies({ name: /session/ });
    return () => page.context().addCookies(cookies);
  }

  /** So that the page learns it from what the person does, and not before. */
  async function withoutPolling(page: Page): Promise<void> {
    const { pathname } = new URL(page.url());
    await page.route(
      (url) => url.pathname === pathname,
      (route) => (route.request().method() === 'GET' ? undefined : route.fallback()),
    );
  }

  async function openDocument(options = {}): Promise<Page> {
    const page = await fixture.open('alice', options);
    await page.goto(`/documents/${id}`);
    return page;
  }

  async function told(page: Page): Promise<void> {
    await notice(page).waitFor();
    const link = notice(page).getByRole('link', { name: client.signInAgain });
    expect(await link.getAttribute('target')).toBe('_blank');
    const href = new URL((await link.getAttribute('href'))!, page.url());
    expect([href.pathname, href.searchParams.get('next')]).toEqual([
      '/login',
      new URL(page.url()).pathname,
    ]);
    for (const wrong of [client.done, client.notDone])
      expect(await page.locator('#toast').textContent()).not.toBe(wrong);
  }

  it('should not tell a share as made, keep what was typed, and make it after signing in', async () => {
    const page = await openDocument();
    await page.getByRole('button', { name: 'Share' }).first().click();
    const person = page.getByRole('combobox', { name: 'Person or group' });
    await person.fill('bob');
    await page.locator('#share-add select').selectOption('editor');
    await page.getByRole('option', { name: /Bob/ }).waitFor();
    await signOut(page);
    await page.locator('#share-add button').click();
    await told(page);
    expect(await barriersOf(page)).toEqual([]);
    expect(await person.inputValue()).toBe('bob');
    expect(await page.locator('#share-add select').inputValue()).toBe('editor');
    expect(await page.locator('#share-add button').getAttribute('aria-busy')).toBeNull();
    const shares = `/api/documents/${id}/shares`;
    expect(await asAlice(shares)).toMatchObject({ shares: [] });

    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      notice(page).getByRole('link').click(),
    ]);
    await tab.fill('input[name=username]', 'alice');
    await tab.fill('input[name=password]', 'alice');
    await tab.click('main button');
    await tab.waitForURL(`/documents/${id}`);
    await page.bringToFront();
    await notice(page).waitFor({ state: 'detached' });
    expect(await person.inputValue()).toBe('bob');
    await page.locator('#share-add button').click();
    await page.locator('#shares li', { hasText: 'Bob' }).waitFor();
    expect(await asAlice(shares)).toMatchObject({ shares: [{ username: 'bob', role: 'editor' }] });
  });

  it('should show the notice over an open menu, and when that is closed', async () => {
    const page = await openDocument();
    await withoutPolling(page);
    await page.getByRole('button', { name: 'Share' }).first().click();
    await signOut(page);
    await page.getByRole('combobox', { name: 'Person or group' }).fill('bo');
    await told(page);
    await page.keyboard.press('Escape');
    await page.locator('#share').waitFor({ state: 'hidden' });
    await told(page);
  });

  it('should keep a title that was typed, with the focus in it', async () => {
    const page = await openDocument();
    const back = await signOut(page);
    const title = page.getByRole('textbox', { name: 'Title' });
    await title.fill('Better.docx');
    await title.press('Enter');
    await told(page);
    expect(await title.inputValue()).toBe('Better.docx');
    expect(await title.evaluate((each) => each === document.activeElement)).toBe(true);
    expect(await asAlice(`/api/documents/${id}`)).toMatchObject({ title: 'Plan.docx' });
    await back();
    await title.press('Enter');
    await page.locator('#toast', { hasText: client.renamed }).waitFor({ state: 'attached' });
    await notice(page).waitFor({ state: 'detached' });
  });

  it('should restore nothing, and open nothing in Office', async () => {
    const { etag } = await asAlice<{ etag: string }>(`/api/documents/${id}`);
    await fixture.kontor.fetchAs('alice', `/api/documents/${id}/content`, {
      method: 'PUT',
      headers: { 'if-match': `"${etag}"` },
      body: docx,
    });
    for (const act of [
      (page: Page) => page.getByRole('button', { name: 'Restore version 1' }).click(),
      (page: Page) => page.locator('#open-office').click(),
    ]) {
      const page = await openDocument();
      await withoutPolling(page);
      await signOut(page);
      await act(page);
      await told(page);
    }
    expect(await asAlice(`/api/documents/${id}`)).toMatchObject({ current_version: 2 });
  });

  it('should keep a new version and an upload for another try', async () => {
    for (const [path, chooser] of [
      [`/documents/${id}`, '#new-version'],
      ['/', '#files'],
    ] as const) {
      const page = await fixture.open('alice');
      await page.goto(path);
      const back = await signOut(page);
      await page.setInputFiles(chooser, {
        name: 'Later.docx',
        mimeType: 'application/octet-stream',
        buffer: docx,
      });
      await told(page);
      const row = page.locator('.upload-row[data-state=failed]', { hasText: client.signedOut });
      await row.waitFor();
      await back();
      await row.getByRole('button', { name: /again/ }).click();
      await notice(page).waitFor({ state: 'detached' });
      await page.locator('.upload-row[data-state=failed]').waitFor({ state: 'detached' });
    }
    expect(await asAlice(`/api/documents/${id}`)).toMatchObject({ current_version: 2 });
  });

  it('should offer the test of a connection again', async () => {
    const page = await fixture.open('admin');
    await page.goto('/admin/connections');
    await withoutPolling(page);
    const back = await signOut(page);
    const button = page.locator('#connection-database').getByRole('button');
    await button.click();
    await told(page);
    await page.unrouteAll();
    await back();
    await page.getByRole('button', { name: 'Test now' }).first().waitFor();
    await button.click();
    await page.locator('#toast', { hasText: 'Database' }).waitFor({ state: 'attached' });
    await notice(page).waitFor({ state: 'detached' });
  });

  it('should keep the passphrase of a key that is being made', async () => {
    const page = await fixture.open('bob');
    await page.goto('/keys');
    const typed = page.locator('#create-key input[name=passphrase]');
    await typed.fill('trains to Chur and back');
    await page.locator('#create-key input[name=repeat]').fill('trains to Chur and back');
    await signOut(page);
    await page.locator('#create-key button:not([type=button])').click();
    await told(page);
    expect(await typed.inputValue()).toBe('trains to Chur and back');
    expect(await page.locator('#create-key [data-form-error]').isVisible()).toBe(false);
  });

  it('should not stay readable when nothing was typed', async () => {
    const page = await openDocument();
    await signOut(page);
    await page.waitForURL((url) => url.pathname === '/login');
    expect(new URL(page.url()).searchParams.get('next')).toBe(`/documents/${id}`);
  });

  it('should not take another page for the answer to a form', async () => {
    const page = await openDocument();
    await page.getByRole('button', { name: 'Share' }).first().click();
    const person = page.getByRole('combobox', { name: 'Person or group' });
    await person.fill('bob');
    await page.route('**/shares', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<h1>Something else</h1>' }),
    );
    await page.locator('#share-add button').click();
    await page.locator('#toast', { hasText: client.notDone }).waitFor({ state: 'attached' });
    expect(await person.inputValue()).toBe('bob');
  });
});
