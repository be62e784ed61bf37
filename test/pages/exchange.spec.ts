import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
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

  it('should insert an image that was chosen with the keyboard alone', async () => {
    await upload('Seal of the office.png', PNG);
    await upload('Another.png', PNG);
    const page = await openEditor(await upload('Letter.txt', 'Dear'));
    await tool(page, 'Insert image').click();
    const dialog = page.getByRole('dialog', { name: 'Choose an image' });
    await dialog.getByRole('button', { name: 'Another.png' }).waitFor();
    await saw(page, 'pick-image');
    await page.keyboard.type('seal');
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
  });

  it('should begin a new document of the same format from inside the editor', async () => {
    const page = await openEditor(await upload('Draft.md', '# one'));
    await editorIn(page).getByRole('button', { name: 'New', exact: true }).click();
    await page.locator('#banner', { hasText: '“New document.md” is a new document' }).waitFor();
  });
});
