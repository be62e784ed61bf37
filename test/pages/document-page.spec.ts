import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { editorIn, openFixture, type BrowserFixture } from './browser.js';

describe('the page of a document', () => {
  let fixture: BrowserFixture;
  let id: string;

  const versions = (page: Page): Promise<string[]> =>
    page.locator('.version-what strong').allTextContents();
  const showed = (page: Page, text: string) =>
    page.locator('#toast', { hasText: text }).waitFor({ state: 'attached' });

  const replace = async (body: string): Promise<void> => {
    const document = (await (
      await fixture.kontor.fetchAs('alice', `/api/documents/${id}`)
    ).json()) as { etag: string };
    const response = await fixture.kontor.fetchAs('alice', `/api/documents/${id}/content`, {
      method: 'PUT',
      headers: { 'if-match': `"${document.etag}"` },
      body,
    });
    expect(response.status).toBe(201);
  };

  beforeAll(async () => {
    fixture = await openFixture();
    const created = await fixture.kontor.fetchAs('alice', '/api/documents?title=Plan.txt', {
      method: 'POST',
      body: 'first',
    });
    id = ((await created.json()) as { id: string }).id;
    await replace('second');
  });

  afterEach(async () => {
    await fixture.closeWindows();
    expect(fixture.complaints()).toEqual([]);
  });

  afterAll(() => fixture.stop());

  it('should rename in place, and take it back on Escape', async () => {
    const page = await fixture.open('alice');
    await page.goto(`/documents/${id}`);
    const title = page.getByRole('textbox', { name: 'Title' });
    await title.fill('Nonsense');
    await title.press('Escape');
    expect(await title.inputValue()).toBe('Plan.txt');
    await title.fill('Plan <b>A</b> & co.txt'.replace('/', '|'));
    await title.press('Enter');
    await showed(page, 'Renamed');
    await page.reload();
    expect(await title.inputValue()).toBe('Plan <b>A<|b> & co.txt');
    expect(await page.locator('main b').count()).toBe(0);
    await title.fill('Plan.txt');
    await title.press('Enter');
    await showed(page, 'Renamed');
  });

  it('should give the content in another format, and say why it cannot', async () => {
    const page = await fixture.open('alice');
    await page.goto(`/documents/${id}`);
    const menu = page.getByRole('button', { name: 'Download as …' });
    await menu.focus();
    await page.keyboard.press('Enter');
    const word = page.getByRole('link', { name: 'Word (.docx)' });
    await word.focus();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      // It goes again, perhaps before the file is there.
      showed(page, 'is being prepared'),
      page.keyboard.press('Enter'),
    ]);
    expect(download.suggestedFilename()).toBe('Plan.docx');
    // The simulator reads no flat XML.
    const body = '<?xml version="1.0"?><office:document></office:document>';
    const init = { method: 'POST', body };
    const made = await fixture.kontor.fetchAs('alice', '/api/documents?title=Flat.fodt', init);
    await page.goto(`/documents/${((await made.json()) as { id: string }).id}`);
    await menu.click();
    await word.click();
    await page.getByText('No DOCX file can be made of this document').waitFor();
  });

  it('should share with a person found by the first letters, and stop sharing', async () => {
    const page = await fixture.open('alice');
    await page.goto(`/documents/${id}`);
    await page.getByRole('button', { name: 'Share' }).first().click();
    const person = page.getByRole('combobox', { name: 'Person or group' });
    await person.pressSequentially('bo');
    await page.getByRole('option', { name: /Bob/ }).waitFor();
    await person.fill('nobody-of-that-name');
    await page.locator('#share-add button').click();
    await showed(page, 'No person and no group here is called');
    await person.fill('bob');
    await page.locator('#share-add select').selectOption('editor');
    await page.locator('#share-add button').click();
    await page.locator('#shares li', { hasText: 'Bob' }).waitFor();
    expect(await page.locator('#share').isVisible()).toBe(true);
    const bob = await fixture.open('bob');
    await bob.getByRole('link', { name: 'Plan.txt' }).waitFor();
    await page.locator('#shares li', { hasText: 'Bob' }).getByRole('button').click();
    await page.locator('#shares li', { hasText: 'Bob' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    expect(await page.locator('#share').isVisible()).toBe(false);
  });

  it('should restore an earlier version without leaving the page', async () => {
    const page = await fixture.open('alice');
    await page.goto(`/documents/${id}`);
    expect(await versions(page)).toEqual(['Version 2', 'Version 1']);
    await page.getByRole('button', { name: 'Restore version 1' }).click();
    await showed(page, 'Restored as version 3');
    expect(await versions(page)).toEqual(['Version 3', 'Version 2', 'Version 1']);
    const content = await fixture.kontor.fetchAs('alice', `/api/documents/${id}/content`);
    expect(await content.text()).toBe('first');
  });

  it('should not go back to what it had asked for before a form was sent', async () => {
    const created = await fixture.kontor.fetchAs('alice', '/api/documents?title=Old.txt', {
      method: 'POST',
      body: 'first',
    });
    const { id: other } = (await created.json()) as { id: string };
    const page = await fixture.open('alice');
    const answers: (() => void)[] = [];
    const asked = async (count: number): Promise<void> => {
      while (answers.length < count) await page.evaluate(() => new Promise(requestAnimationFrame));
    };
    await page.route(`**/documents/${other}`, async (route) => {
      if (route.request().isNavigationRequest()) return route.continue();
      const response = await route.fetch();
      await new Promise<void>((answer) => answers.push(answer));
      await route.fulfill({ response });
    });
    await page.goto(`/documents/${other}`);
    // As another window does; the page hears of it, and of nothing that came after.
    await fixture.kontor.fetchAs('alice', `/api/documents/${other}/shares/admin`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'viewer' }),
    });
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await asked(1);
    await page.getByRole('button', { name: 'Share' }).first().click();
    await page.getByRole('combobox', { name: 'Person or group' }).fill('bob');
    await page.locator('#share-add button').click();
    const bob = page.locator('#shares li', { hasText: 'Bob' });
    await bob.waitFor();
    // It asks again once it has taken, or left, the answer.
    const held = answers.length;
    for (const answer of answers) answer();
    await asked(held + 1);
    expect(await bob.count()).toBe(1);
  });

  it('should show a new version by itself and say so politely', async () => {
    const page = await fixture.open('alice');
    await page.goto(`/documents/${id}`);
    const restore = page.getByRole('button', { name: 'Restore version 1' });
    await restore.focus();
    await replace('from elsewhere');
    await showed(page, 'Saved as version 4');
    expect(await restore.evaluate((button) => button === document.activeElement)).toBe(true);
    expect((await versions(page))[0]).toBe('Version 4');
    expect(await page.locator('#toast').getAttribute('aria-live')).toBe('polite');
  });

  it('should hand out the current and any earlier version', async () => {
    const page = await fixture.open('alice');
    await page.goto(`/documents/${id}`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download version 2', exact: true }).click(),
    ]);
    const stream = await download.createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toBe('second');
  });

  it('should do it all without script', async () => {
    const page = await fixture.open('alice', { javaScriptEnabled: false });
    await page.goto(`/documents/${id}`);
    await page.getByRole('textbox', { name: 'Title' }).fill('Renamed plainly.txt');
    await page.getByRole('textbox', { name: 'Title' }).press('Enter');
    await page.waitForURL('**?flash=renamed');
    await page.getByRole('button', { name: 'Share' }).first().click();
    await page.getByRole('combobox', { name: 'Person or group' }).fill('bob');
    await page.locator('#share-add button').click();
    await page.waitForURL('**flash=shared*');
    expect(await page.locator('#notice').textContent()).toBe('Shared with bob.');
    await page.getByRole('button', { name: 'Restore version 2' }).click();
    await page.waitForURL('**flash=restored*');
    expect(await page.locator('#notice').textContent()).toBe('Restored as version 5.');
  });

  it('should let a deletion be undone, and tell whoever has the page open', async () => {
    const page = await fixture.open('alice');
    const other = await fixture.open('alice');
    await other.goto(`/documents/${id}`);
    await page.goto(`/documents/${id}`);
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL((url) => url.pathname === '/');
    expect(await page.locator('.row-title', { hasText: 'Plan' }).count()).toBe(0);
    await other.getByRole('heading', { name: 'This page does not exist' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForURL(`**/documents/${id}*`);
    expect(await page.locator('#notice').textContent()).toBe('The document was restored.');
    // The browser itself notes the 404s of the other window.
    fixture.complaints();
  });

  it('should not tell a stranger from nobody', async () => {
    const page = await fixture.open('admin');
    const response = await page.goto('/documents/01a201c8-e370-751e-b0c5-b9042e6a266a');
    expect(response?.status()).toBe(404);
    expect(await page.locator('h1').textContent()).toBe('This page does not exist');
    const bob = await fixture.open('bob');
    expect((await bob.goto('/status'))?.status()).toBe(404);
    // The browser itself notes both.
    expect(fixture.complaints()).toHaveLength(2);
  });

  it('should open the editor from the page, and say when it cannot', async () => {
    const page = await fixture.open('alice');
    await page.goto(`/documents/${id}`);
    await page.getByRole('link', { name: 'Open', exact: true }).click();
    await page.waitForURL(`**/edit/${id}`);
    await editorIn(page).locator('#text').waitFor();
    await page.locator('#loading').waitFor({ state: 'hidden' });
    expect(await page.locator('#banner').isVisible()).toBe(false);
    const elsewhere = await fixture.open('alice');
    await elsewhere.route('**/api.js*', (route) => route.abort());
    await elsewhere.goto(`/edit/${id}`);
    await elsewhere.getByRole('heading', { name: 'The editor is not available' }).waitFor();
    fixture.complaints();
  });

  it('should show to others who edits, and the version that comes of it', async () => {
    await fixture.kontor.fetchAs('alice', `/api/documents/${id}/shares/bob`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"role":"editor"}',
    });
    const bob = await fixture.open('bob');
    await bob.goto(`/documents/${id}`);
    const before = await versions(bob);
    const alice = await fixture.open('alice');
    await alice.goto(`/edit/${id}`);
    const editor = editorIn(alice);
    // The field is disabled until the document is there; keys that come before would be lost.
    await editor.locator('#text:enabled').waitFor();
    await editor.locator('#text:enabled').pressSequentially('typed ');
    await bob.locator('.facts-editing', { hasText: 'Alice' }).waitFor();
    await editor.getByRole('button', { name: 'Save', exact: true }).click();
    await showed(bob, 'Saved as version');
    expect(await versions(bob)).toHaveLength(before.length + 1);
    expect(await bob.locator('.version-how').first().textContent()).toContain('Alice Muster');
  });

  it('should refuse every foreign script, and every frame but the editor’s', async () => {
    const response = await fixture.kontor.fetchAs('alice', `/edit/${id}`, {
      headers: { accept: 'text/html' },
    });
    const policy = response.headers.get('content-security-policy')!;
    expect(policy).not.toMatch(/unsafe|\*|data:.*script/);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toMatch(/frame-src http:\/\/localhost:\d+;/);
    const list = await fixture.kontor.fetchAs('alice', '/', { headers: { accept: 'text/html' } });
    expect(list.headers.get('content-security-policy')).toContain("script-src 'self';");
  });
});
