import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { docx } from '../medium/editor-connector-fixture.js';
import { editorFrameOf, editorIn, openFixture, type BrowserFixture } from './browser.js';

describe('roles on the pages', () => {
  let fixture: BrowserFixture;

  const upload = async (title: string, body: string | Uint8Array<ArrayBuffer>): Promise<string> => {
    const path = `/api/documents?title=${title}`;
    const created = await fixture.kontor.fetchAs('alice', path, { method: 'POST', body });
    return ((await created.json()) as { id: string }).id;
  };
  const uploadDocx = () => upload('Plan.docx', new Uint8Array(docx('<w:p/>')));
  const share = async (id: string, rights: object): Promise<void> => {
    const response = await fixture.kontor.fetchAs('alice', `/api/documents/${id}/shares/bob`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(rights),
    });
    expect(response.status).toBe(200);
  };
  const sharesOf = async (id: string) => {
    const response = await fixture.kontor.fetchAs('alice', `/api/documents/${id}/shares`);
    return ((await response.json()) as { shares: object[] }).shares;
  };
  const openAsBob = async (id: string): Promise<Page> => {
    const page = await fixture.open('bob');
    await page.goto(`/edit/${id}`);
    await editorFrameOf(page);
    return page;
  };
  const bannerSays = (page: Page, text: string) =>
    page.locator('#banner', { hasText: text }).waitFor({ state: 'visible' });

  beforeAll(async () => {
    fixture = await openFixture();
  });

  afterEach(async () => {
    await fixture.closeWindows();
    expect(fixture.complaints()).toEqual([]);
  });

  afterAll(() => fixture.stop());

  it('should give a role by keyboard, say what it means, and change it later', async () => {
    const id = await upload('Plan.txt', 'first');
    const page = await fixture.open('alice');
    await page.goto(`/documents/${id}`);
    await page.getByRole('button', { name: 'Share' }).first().press('Enter');
    const form = page.locator('#share-add');
    await form.getByRole('combobox', { name: 'Person or group' }).fill('bob');
    const role = form.getByRole('combobox', { name: 'Permission' });
    await role.selectOption('Can comment');
    await form.getByText('Reads it and writes comments.').waitFor();
    expect(await form.getByText('Reads the document.').isVisible()).toBe(false);
    await form.getByRole('checkbox', { name: 'Print' }).press('Space');
    await form.getByRole('button', { name: 'Share' }).press('Enter');
    const row = page.locator('#shares li', { hasText: 'Bob' });
    await row.getByText('without printing').waitFor();
    expect(await sharesOf(id)).toMatchObject([
      { username: 'bob', role: 'commenter', download: true, print: false, copy: true },
    ]);

    await row.locator('summary').press('Enter');
    await row.getByRole('combobox', { name: 'Permission' }).selectOption('Can edit');
    await row.getByRole('checkbox', { name: /Download/ }).uncheck();
    await row.getByRole('checkbox', { name: 'Print' }).check();
    await row.getByRole('button', { name: 'Save' }).press('Enter');
    await row.getByText('without downloading', { exact: true }).waitFor();
    expect(await sharesOf(id)).toMatchObject([
      { username: 'bob', role: 'editor', download: false, print: true, copy: true },
    ]);
  });

  it('should show no way to bytes to who may not download', async () => {
    const id = await uploadDocx();
    await share(id, { role: 'editor', download: false });
    const page = await fixture.open('bob');
    await page.goto(`/documents/${id}`);
    await page.getByRole('link', { name: 'Open' }).waitFor();
    expect(await page.locator('#actions').textContent()).not.toMatch(/Download|Office|desktop/);
    expect(await page.locator('a[download], a[href*=export], #open-office').count()).toBe(0);
  });

  it('should let a commenter comment and not type', async () => {
    const id = await uploadDocx();
    await share(id, { role: 'commenter', download: false });
    const page = await openAsBob(id);
    const editor = editorIn(page);
    await editor.getByRole('textbox', { name: 'Your comment' }).fill('Please shorten');
    expect(await editor.locator('#text').getAttribute('readonly')).not.toBeNull();
    expect(await editor.getByRole('button', { name: 'Download' }).count()).toBe(0);
    expect(await editor.getByRole('button', { name: 'Print' }).count()).toBe(1);
    const comments = editor.getByRole('region', { name: 'Comments' });
    await comments.getByRole('button', { name: 'Comment' }).click();
    await editor.locator('#state', { hasText: 'has reached the server' }).waitFor();
    expect(await editor.locator('#text').inputValue()).toContain('[Please shorten]');

    // The owner takes the comments away: the editor stops, and the page says why.
    await share(id, { role: 'viewer' });
    await bannerSays(page, 'You can only read this document now.');
  });

  it('should mark what a reviewer types', async () => {
    const id = await uploadDocx();
    await share(id, { role: 'reviewer' });
    const page = await openAsBob(id);
    // Keys that come before the document is there would be lost.
    const text = editorIn(page).locator('#text:enabled');
    await text.focus();
    await page.keyboard.type('Hello');
    expect(await text.inputValue()).toContain('{+Hello+}');
    await share(id, { role: 'reviewer', copy: false });
    await bannerSays(page, 'What you may do with this document has changed.');
  });

  it('should say what cannot be done in this format', async () => {
    const id = await upload('Plan.txt', 'first');
    await share(id, { role: 'commenter' });
    const page = await openAsBob(id);
    await bannerSays(page, 'You may comment, but not in a .txt document');
    expect(await editorIn(page).locator('#text').getAttribute('readonly')).not.toBeNull();
  });
});
