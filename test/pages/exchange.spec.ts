import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { openContent } from '../../playground/document-content.js';
import { editorFrameOf, editorIn, openFixture, type BrowserFixture } from './browser.js';

const PNG = Buffer.from('89504e470d0a1a0a0000000000000000', 'hex');
/** Folder for pictures of what the tests saw; nothing is kept by default. */
const pictures = process.env.KONTOR_TEST_PICTURES;

describe('files between the editor and the desk', () => {
  let fixture: BrowserFixture;

  const upload = async (title: string, body: string | Buffer<ArrayBuffer>): Promise<string> => {
    const path = `/api/documents?title=${encodeURIComponent(title)}`;
    const response = await fixture.kontor.fetchAs('alice', path, { method: 'POST', body });
    return ((await response.json()) as { id: string }).id;
  };
  const openEditor = async (id: string): Promise<Page> => {
    const page = await fixture.open('alice');
    await page.goto(`/edit/${id}`);
    await editorFrameOf(page);
    return page;
  };
  const tool = (page: Page, name: string) => editorIn(page).getByRole('button', { name });
  /** As the Document Server's script does, for what the simulator has no reason to raise. */
  const raise = async (page: Page, event: string, data: unknown): Promise<void> => {
    const frame = await editorFrameOf(page);
    await frame.evaluate((message) => parent.postMessage(message, '*'), { event, data });
  };
  const saw = async (page: Page, name: string): Promise<void> => {
    if (pictures === undefined) return;
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 740 });
      await page.screenshot({ path: `${pictures}/${name}-${width}.png` });
    }
  };

  beforeAll(async () => {
    fixture = await openFixture();
  });

  afterEach(async () => {
    await fixture.closeWindows();
    expect(fixture.complaints()).toEqual([]);
  });

  afterAll(() => fixture.stop());

  it('should save a copy as a new document, and lead to it', async () => {
    const page = await openEditor(await upload('Offer.txt', 'the offer'));
    await tool(page, 'Save copy as').click();
    await page.locator('#banner', { hasText: '“Offer.txt” is a new document' }).waitFor();
    const opened = page.context().waitForEvent('page');
    await page.locator('#banner-action').click();
    await (await opened).waitForURL('**/edit/*');
  });

  it('should download what is open in another format, with what is not saved yet', async () => {
    const id = await upload('Offer of today.txt', 'the offer');
    const page = await openEditor(id);
    await editorIn(page).locator('#text').fill('the better offer');
    await editorIn(page).getByText('Everything you typed has reached the server').waitFor();
    const tab = await page.context().newPage();
    const download = tab.waitForEvent('download');
    await tab.goto(`/edit/${id}?download_as=docx`);
    const file = await download;
    expect(file.suggestedFilename()).toBe('Offer of today.docx');
    await tab.locator('#banner', { hasText: '“Offer of today.docx” was downloaded.' }).waitFor();
    expect(tab.url()).not.toContain('download_as');
    const bytes = new Uint8Array(readFileSync(await file.path()));
    expect(openContent('docx', bytes).text).toBe('the better offer');
    await fixture.kontor.fetchAs('alice', `/api/documents/${id}/shares/bob`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'viewer', download: false }),
    });
    const reader = await fixture.open('bob');
    const asked: string[] = [];
    reader.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await reader.goto(`/edit/${id}?download_as=docx`);
    await editorFrameOf(reader);
    await raise(reader, 'onDownloadAs', { fileType: 'docx', url: 'http://127.0.0.1:9/x' });
    await raise(reader, 'onMakeActionLink', { action: { type: 'bookmark', data: 'b' } });
    await editorIn(reader)
      .locator('#message', { hasText: `/edit/${id}?action=` })
      .waitFor();
    expect(asked).not.toContain('/api/eurooffice/download-as');
  });

  it('should download nothing that was not asked for', async () => {
    const page = await openEditor(await upload('Unasked.txt', 'x'));
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await raise(page, 'onDownloadAs', { fileType: 'docx', url: 'http://127.0.0.1:9/x' });
    await raise(page, 'onRequestUsers', { c: 'mention' });
    await editorIn(page).getByRole('listbox', { name: 'Whom to mention' }).waitFor();
    expect(asked).not.toContain('/api/eurooffice/download-as');
  });

  it('should take no save as bytes from the page: only the Document Server saves', async () => {
    const id = await upload('Kept.txt', 'kept');
    const page = await openEditor(id);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
    expect(await tool(page, 'Save copy as').isVisible()).toBe(true);
    await raise(page, 'onSaveDocument', new ArrayBuffer(8));
    await raise(page, 'onRequestUsers', { c: 'mention' });
    await editorIn(page).getByRole('listbox', { name: 'Whom to mention' }).waitFor();
    expect(asked.filter((each) => !each.startsWith('GET'))).toEqual([]);
    const content = await fixture.kontor.fetchAs('alice', `/api/documents/${id}/content`);
    expect(await content.text()).toBe('kept');
  });

  it('should insert an image from the computer, which is kept as a document', async () => {
    const page = await openEditor(await upload('With photo.txt', 'Dear'));
    await tool(page, 'Insert image').click();
    const dialog = page.getByRole('dialog', { name: 'Choose an image' });
    const chooser = dialog.getByLabel('Image from this computer');
    await saw(page, 'pick-image-computer');
    const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer });
    await chooser.setInputFiles(file('notes.svg', Buffer.from('<svg/>')));
    const problem = dialog.getByRole('alert');
    await problem.getByText('choose a picture of one of these types: .png').waitFor();
    await chooser.setInputFiles(file('fake.png', Buffer.from('no picture at all')));
    await problem.getByText('the content does not match the file name').waitFor();
    await chooser.setInputFiles(file('large.png', Buffer.alloc(25 * 1024 * 1024 + 1)));
    await problem.getByText('the file is too large').waitFor();
    await chooser.setInputFiles(file('Photo of the office.png', PNG));
    await editorIn(page).getByText('Taken into the document: .png, 16 bytes').waitFor();
    await dialog.waitFor({ state: 'detached' });
    const list = await fixture.kontor.fetchAs('alice', '/api/documents?q=photo');
    const { documents } = (await list.json()) as { documents: { title: string }[] };
    expect(documents.map(({ title }) => title)).toContain('Photo of the office.png');
    const all = await fixture.kontor.fetchAs('alice', '/api/documents?q=.png');
    const kept = (await all.json()) as { documents: { title: string }[] };
    for (const refused of ['notes.svg', 'fake.png', 'large.png'])
      expect(kept.documents.map(({ title }) => title)).not.toContain(refused);
    // The browser reports the refusal of the file that is no picture.
    expect(fixture.complaints()).toEqual([expect.stringContaining('422')]);
  });

  it('should insert an image that was chosen with the keyboard alone', async () => {
    await upload('Seal of the office.png', PNG);
    await upload('Another.png', PNG);
    const page = await openEditor(await upload('Letter.txt', 'Dear'));
    await tool(page, 'Insert image').click();
    const dialog = page.getByRole('dialog', { name: 'Choose an image' });
    await dialog.getByRole('button', { name: 'Another.png' }).waitFor();
    await saw(page, 'pick-image');
    // At once: a search for its first letters would take the list away from under the keys.
    await page.keyboard.insertText('seal');
    await dialog.getByRole('button', { name: 'Another.png' }).waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await editorIn(page).getByText('Taken into the document: .png, 16 bytes').waitFor();
    expect(await dialog.count()).toBe(0);
  });

  it('should compare with another document, and leave all as it is after Escape', async () => {
    await upload('Contract of May.txt', 'before');
    const page = await openEditor(await upload('Contract of June.txt', 'after'));
    await tool(page, 'Compare').click();
    const dialog = page.getByRole('dialog', { name: 'Choose a document' });
    await dialog.getByRole('button', { name: 'Contract of May.txt' }).waitFor();
    expect(await dialog.getByRole('button', { name: 'Contract of June.txt' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await tool(page, 'Compare').click();
    await dialog.getByRole('button', { name: 'Contract of May.txt' }).click();
    await editorIn(page).getByText('Taken into the document: .txt, 6 bytes').waitFor();
  });

  it('should say when there is nothing to choose', async () => {
    const page = await openEditor(await upload('Invitation.txt', 'Dear'));
    await tool(page, 'Mail merge').click();
    const dialog = page.getByRole('dialog', { name: 'Choose a spreadsheet' });
    await dialog.getByText('You have no other spreadsheets here.').waitFor();
    await saw(page, 'pick-empty');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  it('should start a new file from the list, in the family that the person chose', async () => {
    const page = await fixture.open('alice');
    await page.goto('/');
    await page.keyboard.press('Escape');
    await page.locator('#new-open').click();
    await saw(page, 'new-menu');
    await page.getByRole('button', { name: 'OpenDocument' }).click();
    await page.waitForURL('**/#new');
    await page.locator('#new-open').click();
    await page.getByRole('button', { name: '.ods' }).click();
    await page.waitForURL('**/edit/*');
    await page
      .locator('[data-title]', { hasText: 'New spreadsheet.ods' })
      .first()
      .waitFor({ state: 'attached' });
  });

  it('should take data from another spreadsheet', async () => {
    await upload('Prices.csv', 'a,1');
    const page = await openEditor(await upload('Sum.csv', '1'));
    await tool(page, 'Refresh data').click();
    const dialog = page.getByRole('dialog', { name: 'Choose a spreadsheet' });
    await dialog.getByRole('button', { name: 'Prices.csv' }).click();
    await editorIn(page).getByText('Taken into the document: .csv, 3 bytes').waitFor();
    const opened = page.context().waitForEvent('page');
    await tool(page, 'Open source').click();
    const source = await opened;
    await source.waitForURL('**/edit/*');
    await editorFrameOf(source);
    expect(await editorIn(source).locator('#text').inputValue()).toBe('a,1');
  });

  it.each([
    ['en-GB', 'Open source', 'There is no such spreadsheet for you any more'],
    ['de-CH', 'Quelle öffnen', 'Diese Tabelle gibt es für Sie nicht mehr'],
    ['fr-CH', 'Ouvrir la source', 'Cette feuille de calcul n’existe plus pour vous'],
  ])('should say in %s that a source is gone', async (locale, name, says) => {
    const gone = await upload('Gone.csv', 'a,1');
    const id = await upload('Sum of it.csv', '1');
    const page = await fixture.open('alice', { locale });
    await page.goto(`/edit/${id}`);
    await editorFrameOf(page);
    await editorIn(page).locator('#refresh').click();
    await page.locator(`.pick-item[data-id="${gone}"]`).click();
    await tool(page, name).waitFor();
    await fixture.kontor.fetchAs('alice', `/api/documents/${gone}`, { method: 'DELETE' });
    await tool(page, name).click();
    await page.locator('#banner-text', { hasText: says }).waitFor();
    await saw(page, `source-gone-${locale}`);
    expect(page.context().pages()).toHaveLength(1);
  });

  it('should compare and merge in editors that know the older events alone', async () => {
    await upload('Older contract.txt', 'before');
    await upload('Older addresses.csv', 'a,b');
    const page = await fixture.open('alice');
    await page.route('**/api/documents/api.js*', async (route) => {
      const response = await route.fetch();
      const script = (await response.text()).replace(
        /onRequestSelect(Document|Spreadsheet)/g,
        'x$1',
      );
      await route.fulfill({ response, body: script });
    });
    await page.goto(`/edit/${await upload('Older.txt', 'after')}`);
    await editorFrameOf(page);
    await tool(page, 'Compare').click();
    const documents = page.getByRole('dialog', { name: 'Choose a document' });
    await documents.getByRole('button', { name: 'Older contract.txt' }).click();
    await editorIn(page).getByText('Taken into the document: .txt, 6 bytes').waitFor();
    await tool(page, 'Mail merge').click();
    const sheets = page.getByRole('dialog', { name: 'Choose a spreadsheet' });
    await sheets.getByRole('button', { name: 'Older addresses.csv' }).click();
    await editorIn(page).getByText('Taken into the document: .csv, 3 bytes').waitFor();
  });

  it.each([
    ['Draft.md', '# one', 'New document.md'],
    ['Figures.tsv', 'a\tb', 'New document.xlsx'],
  ])('should begin a new document of the same kind from inside %s', async (title, text, made) => {
    const page = await openEditor(await upload(title, text));
    await beginNew(page, made);
  });

  it('should begin a new form from inside a form', async () => {
    const answer = await fixture.kontor.fetchAs('alice', '/api/documents/blank', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'Form', file_type: 'pdf' }),
    });
    const { id } = (await answer.json()) as { id: string };
    await beginNew(await openEditor(id), 'New document.pdf');
  });

  async function beginNew(page: Page, made: string): Promise<void> {
    await editorIn(page).getByRole('button', { name: 'New', exact: true }).click();
    await page.locator('#banner', { hasText: `“${made}” is a new document` }).waitFor();
  }
});
