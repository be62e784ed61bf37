import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { desktopProgram, docx, type DesktopProgram } from '../desktop-program.js';
import { openFixture, type BrowserFixture } from './browser.js';

describe('a new version on the page of a document', () => {
  let fixture: BrowserFixture;
  let program: DesktopProgram;

  beforeAll(async () => {
    fixture = await openFixture({ ONEOFFIXX_HOSTNAME: 'templates.invalid' });
    program = desktopProgram(fixture.kontor);
  });

  afterEach(() => fixture.closeWindows());
  afterAll(() => fixture.stop());

  const created = async (title: string, body: string): Promise<string> => {
    const response = await fixture.kontor.fetchAs('alice', `/api/documents?title=${title}`, {
      method: 'POST',
      body,
    });
    return ((await response.json()) as { id: string }).id;
  };
  const contentOf = async (id: string): Promise<string> =>
    (await fixture.kontor.fetchAs('alice', `/api/documents/${id}/content`)).text();
  const file = (name: string, content: string | Buffer) => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(content as string),
  });
  const newest = (page: Page, number: number) =>
    page.locator(`#history[data-newest="${number}"]`).waitFor();

  /** As if files were dragged over the page, and let go there. */
  const drop = (page: Page, files: Record<string, string>): Promise<boolean> =>
    page.evaluate((given) => {
      const carried = new DataTransfer();
      for (const [name, text] of Object.entries(given)) carried.items.add(new File([text], name));
      const send = (type: string) =>
        document.body.dispatchEvent(
          new DragEvent(type, { dataTransfer: carried, bubbles: true, cancelable: true }),
        );
      send('dragenter');
      const isCoverShown = !document.getElementById('drop-overlay')!.hidden;
      send('drop');
      return isCoverShown;
    }, files);

  it('should come from a file that is dropped, and be on the page at once', async () => {
    const id = await created('Plan.txt', 'first');
    const page = await fixture.open('alice');
    await page.goto(`/documents/${id}`);
    expect(await drop(page, { 'Mein Plan.TXT': 'second' })).toBe(true);
    await newest(page, 2);
    await page.locator('#toast', { hasText: 'Saved as version 2' }).waitFor();
    expect(await contentOf(id)).toBe('second');
    expect(await page.locator('#uploads').isHidden()).toBe(true);
    // The next one replaces what the page shows by now.
    await drop(page, { 'x.txt': 'third' });
    await newest(page, 3);
    expect(await contentOf(id)).toBe('third');
    expect(fixture.complaints()).toEqual([]);
  });

  it('should come from the button as well', async () => {
    const id = await created('Plan.txt', 'first');
    const page = await fixture.open('alice');
    await page.goto(`/documents/${id}`);
    await page.getByLabel('Upload new version').setInputFiles(file('plan.txt', 'second'));
    await newest(page, 2);
    expect(await contentOf(id)).toBe('second');
    expect(fixture.complaints()).toEqual([]);
  });

  it('should be refused with what to do, and lose nothing', async () => {
    const id = await created('Plan.txt', 'first');
    const page = await fixture.open('alice');
    // From the beginning: an answer that it had asked for before could come in between.
    await page.route(`**/documents/${id}`, (route) =>
      route.request().isNavigationRequest() ? route.continue() : route.fulfill({ status: 304 }),
    );
    await page.goto(`/documents/${id}`);
    await drop(page, { 'a.txt': '1', 'b.txt': '2' });
    await page.locator('#toast', { hasText: 'choose one file' }).waitFor();
    const failed = page.locator('.upload-row[data-state=failed]');
    await drop(page, { 'plan.pdf': 'x' });
    expect(await failed.textContent()).toContain('is a .txt file');

    // Somebody was faster, and the page has not heard of it yet.
    const etag = (await page.locator('#history').getAttribute('data-etag')) ?? '';
    const other = await fixture.kontor.fetchAs('alice', `/api/documents/${id}/content`, {
      method: 'PUT',
      headers: { 'if-match': `"${etag}"` },
      body: 'theirs',
    });
    expect(other.status).toBe(201);
    await drop(page, { 'plan.txt': 'mine' });
    await failed.filter({ hasText: 'saved a newer version' }).waitFor();
    expect(await contentOf(id)).toBe('theirs');
    await page.unroute(`**/documents/${id}`);
    await newest(page, 2);
    await page.getByRole('button', { name: 'Upload plan.txt again' }).click();
    await newest(page, 3);
    expect(await contentOf(id)).toBe('mine');
    // The browser itself notes the 412.
    expect(fixture.complaints()).toHaveLength(1);
  });

  it('should be the first one of a document that waits for the desktop', async () => {
    const { document: view } = await program.shadow('alice', 'Von Hand');
    const { id } = view.document;
    const page = await fixture.open('alice');
    await page.goto(`/documents/${id}`);
    await page.getByText('Or upload the finished file here').waitFor();
    await page.getByLabel('Upload the file').setInputFiles(file('fertig.docx', docx));
    await newest(page, 1);
    await page.locator('#actions').getByRole('link', { name: 'Open', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Open in Office' }).waitFor();
    expect(await program.document('alice', id)).toMatchObject({ state: 'active' });
    await page.getByLabel('Upload new version').setInputFiles(file('neuer.docx', docx));
    await newest(page, 2);
    expect(fixture.complaints()).toEqual([]);
  });

  it('should work without script', async () => {
    const id = await created('Plan.txt', 'first');
    const page = await fixture.open('alice', { javaScriptEnabled: false });
    await page.goto(`/documents/${id}`);
    await page.locator('input[type=file]').setInputFiles(file('plan.txt', 'second'));
    await page.locator('.upload-send').click();
    await page.getByText('Uploaded as version 2.').waitFor();
    expect(await contentOf(id)).toBe('second');
    const { document: view } = await program.shadow('alice', 'Ohne Skript');
    await page.goto(`/documents/${view.document.id}`);
    await page.locator('input[type=file]').setInputFiles(file('fertig.docx', docx));
    await page.locator('.upload-send').click();
    await page.getByText('Uploaded as version 1.').waitFor();
  });

  it('should not be offered to who may only read', async () => {
    const id = await created('Plan.txt', 'first');
    await fixture.kontor.fetchAs('alice', `/api/documents/${id}/shares/bob`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'viewer' }),
    });
    const page = await fixture.open('bob');
    await page.goto(`/documents/${id}`);
    expect(
      await page.locator('#uploads, #drop-overlay, #open-office, input[type=file]').count(),
    ).toBe(0);
  });

  it('should be made in Office, and say why not while somebody edits', async () => {
    const id = await program.uploaded('Vertrag');
    const page = await fixture.open('alice');
    await page.goto(`/documents/${id}`);
    await page.route('**/officeconnector_checkout_url', (route) => route.fulfill({ status: 403 }));
    await page.getByRole('link', { name: 'Open in Office' }).click();
    await page.locator('#toast', { hasText: 'Somebody is working' }).waitFor();

    // Last: the browser may ask whether it is to open this, and then lets nothing else through to the page.
    await page.unroute('**/officeconnector_checkout_url');
    const client = await page.context().newCDPSession(page);
    await client.send('Page.enable');
    const handedOver = new Promise<string>((resolve) => {
      client.on('Page.frameRequestedNavigation', ({ url }) => resolve(url));
    });
    await page.getByRole('link', { name: 'Open in Office' }).click();
    expect(await handedOver).toMatch(/^oc:/);
    await page.locator('#toast', { hasText: 'Office is being opened' }).waitFor();
  });
});
