import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newOdt } from '../../playground/document-content.js';
import { editorIn, openFixture, type BrowserFixture } from './browser.js';

describe('other formats', () => {
  let fixture: BrowserFixture;
  let folder: string;

  beforeAll(async () => {
    fixture = await openFixture();
    folder = await mkdtemp(join(tmpdir(), 'kontor-files-'));
  });

  afterEach(async () => {
    await fixture.closeWindows();
    expect(fixture.complaints()).toEqual([]);
  });

  afterAll(async () => {
    await fixture.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('should show the first page beside the title, once it is made', async () => {
    const page = await fixture.open('alice');
    const path = join(folder, 'Letter.odt');
    await writeFile(path, newOdt(['Dear all,', '', 'the meeting is on Monday.']));
    await page.setInputFiles('#files', path);
    const picture = page.locator('#list .row', { hasText: 'Letter.odt' }).locator('img.thumbnail');
    await picture.waitFor({ state: 'attached' });
    await page.waitForFunction(() => {
      const image = document.querySelector<HTMLImageElement>('#list img.thumbnail');
      return image !== null && image.naturalWidth === 300;
    });
    await picture.waitFor();
    // The list is brought up to date when another file has come; what was shown stays.
    const other = join(folder, 'Other.txt');
    await writeFile(other, 'beside it');
    await page.setInputFiles('#files', other);
    await page.locator('#list .row', { hasText: 'Other.txt' }).waitFor();
    expect(await picture.isVisible()).toBe(true);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/list.png` });
    await page.locator('#list .row-title', { hasText: 'Letter.odt' }).click();
    await page.waitForFunction(
      () => document.querySelector<HTMLImageElement>('img.thumbnail')?.naturalWidth === 300,
    );
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/document.png` });
  });

  it('should offer to convert an old format in the row of its upload', async () => {
    const page = await fixture.open('alice');
    const path = join(folder, 'Old.htm');
    await writeFile(path, '<p>An old page</p>');
    await page.setInputFiles('#files', path);
    const row = page.locator('.upload-row', { hasText: 'Old.htm' });
    await row.getByRole('button', { name: 'Convert Old.htm to .docx' }).click();
    await row.getByText('Version 2 is .docx. The original stays as version 1.').waitFor();
    await page.locator('#list .row-title', { hasText: 'Old.docx' }).click();
    await page.locator('#version-2').waitFor();
    // In the history both are there; what it was is shown without changes.
    await page.goto(`${page.url().replace('/documents/', '/edit/')}?history=1`);
    const editor = editorIn(page);
    await editor.getByText('No changes are shown.').waitFor();
    await editor.locator('#versions [aria-current]', { hasText: /^1 · / }).waitFor();
    expect(await editor.locator('#version').textContent()).not.toBe('');
    await editor.locator('#versions').getByRole('button', { name: /^2 · / }).click();
    await editor.locator('#versions [aria-current]', { hasText: /^2 · / }).waitFor();
    await page.goto('/');
    await page.locator('#list .row-title', { hasText: 'Old.docx' }).waitFor();
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/upload.png` });
  });

  it('should leave the icon of its kind where no picture comes', async () => {
    const page = await fixture.open('alice');
    const path = join(folder, 'Plain.txt');
    await writeFile(path, 'Without a Document Server there is no picture.');
    // As of a server that has none: neither a picture nor an error.
    await page.route('**/thumbnail?*', (route) => route.fulfill({ status: 204 }));
    const asked = page.waitForResponse(/\/thumbnail\?/);
    await page.setInputFiles('#files', path);
    const row = page.locator('#list .row', { hasText: 'Plain.txt' });
    await row.locator('.kind').waitFor();
    await asked;
    expect(await row.locator('.kind').isVisible()).toBe(true);
    expect(await row.locator('img.thumbnail').isVisible()).toBe(false);
    if (!process.env.SHOTS) return;
    for (const [width, scheme] of [
      [1280, 'light'],
      [1280, 'dark'],
      [390, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height: 700 });
      await page.emulateMedia({ colorScheme: scheme });
      await page.screenshot({ path: `${process.env.SHOTS}/no-picture-${width}-${scheme}.png` });
    }
  });

  it('should show the whole document in the page, and give any version as PDF', async () => {
    const page = await fixture.open('alice');
    await page.locator('#list .row-title', { hasText: 'Letter.odt' }).click();
    const pdf = page.waitForResponse(/\/api\/documents\/[^/]+\/preview/);
    await page.getByRole('link', { name: 'Preview' }).click();
    await page.locator('iframe.preview-frame').waitFor();
    expect((await pdf).status()).toBe(200);
    if (process.env.SHOTS) {
      await page.waitForTimeout(1500);
      await page.screenshot({ path: `${process.env.SHOTS}/preview.png` });
    }
    await page.goBack();
    await page.getByRole('link', { name: 'Download version 1 as …' }).click();
    await page.getByRole('heading', { name: 'Download version 1 as …' }).waitFor();
    await page.waitForLoadState();
    const notes = page.locator('.formats-list .hint');
    expect(await notes.allTextContents()).toEqual([
      ...['only the text, without formatting', 'only the first page'],
    ]);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/formats.png` });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'PDF', exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('Letter.pdf');
  });

  it('should say on opening what .odt loses, and continue as .docx with what was typed', async () => {
    const page = await fixture.open('alice');
    await page.locator('#list .row-title', { hasText: 'Letter.odt' }).click();
    await page.waitForURL('**/documents/*');
    const id = new URL(page.url()).pathname.split('/').at(-1);
    await page.getByRole('link', { name: 'Open', exact: true }).click();
    const banner = page.locator('#banner');
    await banner.getByText('Not everything can be kept in .odt').waitFor();
    expect(await banner.getAttribute('role')).toBe('status');
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/lossy.png` });
    // Keys that come before the document is there would be lost.
    const text = editorIn(page).locator('#text:enabled');
    await text.pressSequentially('Typed in .odt. ');
    // The Document Server's report that somebody edits may be late.
    let late = 2;
    await page.route(`**/api/documents/${id}`, async (route) => {
      const response = await route.fetch();
      const json = await response.json();
      await route.fulfill({ response, json: late-- > 0 ? { ...json, editors: [] } : json });
    });
    await banner.getByRole('button', { name: 'Continue as .docx' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.title.includes('Letter.docx'));
    await page.waitForURL(`**/edit/${id}`);
    await editorIn(page).locator('#text:enabled').waitFor();
    expect(await editorIn(page).locator('#text').inputValue()).toContain('Typed in .odt.');
    expect(await page.locator('#banner').isVisible()).toBe(false);
    const { versions } = await (await page.request.get(`/api/documents/${id}/versions`)).json();
    expect(versions.map((each: { file_type: string }) => each.file_type)).toEqual([
      ...['docx', 'odt', 'odt'],
    ]);
  });
});
