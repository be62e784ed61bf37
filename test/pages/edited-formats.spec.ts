import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { newOdt } from '../../playground/document-content.js';
import { packageText } from '../../playground/sheets-and-slides.js';
import { compoundFile } from '../containers.js';
import { editorIn } from './browser.js';
import { editorPages } from './editor-pages.js';

/** Folder for pictures of what the tests saw; nothing is kept by default. */
const pictures = process.env.KONTOR_TEST_PICTURES;

describe('the format of a document that is edited', () => {
  const desk = editorPages();
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-files-'));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const upload = async (page: Page, name: string, bytes: Uint8Array): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, bytes);
    await page.setInputFiles('#files', path);
    await page.locator('#list .row-title', { hasText: name }).click();
    await page.waitForURL('**/documents/*');
    return new URL(page.url()).pathname.split('/').at(-1) ?? '';
  };
  const type = async (page: Page, text: string): Promise<void> => {
    await editorIn(page).locator('#text:enabled').focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(text);
    await editorIn(page).locator('#state', { hasText: 'has reached the server' }).waitFor();
  };
  const saw = async (page: Page, name: string): Promise<void> => {
    if (pictures === undefined) return;
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 740 });
      await page.screenshot({ path: `${pictures}/${name}-${width}.png` });
    }
  };
  /** What the button of a version on the document page gives: name and bytes. */
  const download = async (page: Page, number: number): Promise<{ name: string; file: Buffer }> => {
    const [given] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: `Download version ${number}`, exact: true }).click(),
    ]);
    return { name: given.suggestedFilename(), file: await readFile(await given.path()) };
  };
  /** The format in which the editor's history opens a version. */
  const formatInHistory = async (
    page: Page,
    number: number,
    act: () => Promise<unknown>,
  ): Promise<string> => {
    const address = new RegExp(`/api/eurooffice/history/[^/]+/${number}\\?`);
    const [answer] = await Promise.all([page.waitForResponse(address), act()]);
    const name = new RegExp(`^${number} · `);
    await editorIn(page).locator('#versions [aria-current]', { hasText: name }).waitFor();
    return ((await answer.json()) as { fileType: string }).fileType;
  };

  it('should become .docx with the first change of a .doc, which stays as version 1', async () => {
    const page = await desk.fixture.open('alice');
    const old = compoundFile('WordDocument', 3);
    const id = await upload(page, 'Old letter.doc', old);
    await page.getByRole('link', { name: 'View', exact: true }).first().click();
    await page
      .locator('#banner', { hasText: 'the original stays as an earlier version' })
      .waitFor();
    await page.getByRole('button', { name: 'Edit as .docx' }).click();
    await page.waitForURL('**/edit/*?convert=1');
    await type(page, ' Now edited.');
    await editorIn(page).getByRole('button', { name: 'Save', exact: true }).click();
    await editorIn(page).getByText('Saved.').waitFor();
    await page.goto(`/documents/${id}`);
    await page.locator('#version-2').waitFor();
    await page.getByRole('heading', { name: 'Old letter.docx' }).waitFor();
    expect(await page.locator('#version-1 .version-format').textContent()).toBe('.doc');
    expect(await page.locator('#version-2 .version-format').count()).toBe(0);
    await saw(page, 'doc-became-docx');
    expect((await download(page, 2)).name).toBe('Old letter.docx');
    expect(await download(page, 1)).toEqual({ name: 'Old letter.doc', file: old });

    const second = () => page.goto(`/edit/${id}?history=2`);
    expect(await formatInHistory(page, 2, second)).toBe('docx');
    await editorIn(page).locator('#version', { hasText: 'Now edited.' }).waitFor();
    const first = () =>
      editorIn(page).locator('#versions').getByRole('button', { name: /^1 · / }).click();
    expect(await formatInHistory(page, 1, first)).toBe('doc');
    const shown = editorIn(page).locator('#version');
    await shown.getByText('The content of an old file.', { exact: true }).waitFor();
    await saw(page, 'doc-in-history');
  });

  it.each(['xlsx', 'ods', 'pptx', 'odp'] as const)(
    'should be written into a new .%s, which stays one',
    async (fileType) => {
      const page = await desk.fixture.open('alice');
      const made = await desk.fixture.kontor.fetchAs('alice', '/api/documents/blank', {
        ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
        body: JSON.stringify({ title: 'New', file_type: fileType }),
      });
      const { id } = (await made.json()) as { id: string };
      await page.goto(`/edit/${id}`);
      await type(page, 'Pens');
      await page.keyboard.press(fileType.endsWith('s') || fileType === 'xlsx' ? 'Tab' : 'Enter');
      await type(page, '12.5');
      await saw(page, `new-${fileType}`);
      await editorIn(page).getByRole('button', { name: 'Save', exact: true }).click();
      await editorIn(page).getByText('Saved.').waitFor();
      await page.goto(`/documents/${id}`);
      const { name, file } = await download(page, 2);
      expect(name).toBe(`New.${fileType}`);
      expect(packageText(fileType, file)).toMatch(/^Pens[\t\n]12\.5$/);
    },
  );

  it('should stay .odt when the Document Server saves .docx: in between and at the end', async () => {
    const page = await desk.fixture.open('alice');
    const id = await upload(page, 'Letter.odt', newOdt(['Dear all,']));
    await page.getByRole('link', { name: 'Open', exact: true }).click();
    await type(page, ' in between');
    desk.server.saveNextAs('docx');
    const [stepped] = await Promise.all([
      desk.server.nextCallback(6),
      editorIn(page).getByRole('button', { name: 'Save', exact: true }).click(),
    ]);
    expect(stepped.body.filetype).toBe('docx');
    await editorIn(page).getByText('Saved.').waitFor();
    await type(page, ' and at the end');
    desk.server.saveNextAs('docx');
    await page.goto(`/documents/${id}`);
    const { key } = stepped.body;
    expect((await desk.server.nextCallback({ status: 2, key })).body.filetype).toBe('docx');
    await page.locator('#version-3').waitFor();
    await page.getByRole('heading', { name: 'Letter.odt' }).waitFor();
    expect(await page.locator('.version-format').count()).toBe(0);
    const saved = await download(page, 3);
    expect(saved.name).toBe('Letter.odt');
    expect(saved.file.subarray(30, 77).toString()).toBe(
      'mimetypeapplication/vnd.oasis.opendocument.text',
    );
    await page.getByRole('link', { name: 'Open', exact: true }).click();
    await editorIn(page).locator('#text:enabled').waitFor();
    expect(await editorIn(page).locator('#text').inputValue()).toBe(
      'Dear all, in between and at the end',
    );
  });
});
