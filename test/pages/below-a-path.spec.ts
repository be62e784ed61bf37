import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { freePorts } from '../free-port.js';
import { editorFrameOf, editorIn, openFixture, type BrowserFixture } from './browser.js';

const MOUNT = '/kontor';

describe('pages of a Kontor that lies below a path', () => {
  let fixture: BrowserFixture;
  let id: string;
  let astray: string[];

  beforeAll(async () => {
    const port = await freePorts();
    fixture = await openFixture({
      PORT: String(port),
      KONTOR_PUBLIC_URL: `http://127.0.0.1:${port}${MOUNT}`,
    });
    const init = { method: 'POST', body: 'Dear' };
    const created = await fixture.kontor.fetchAs('admin', '/api/documents?title=Letter.txt', init);
    ({ id } = (await created.json()) as { id: string });
  });
  afterEach(() => fixture.closeWindows());
  afterAll(() => fixture.stop());

  /** A window that notes every request to Kontor that is not below the path, and every one that fails. */
  async function open(): Promise<Page> {
    const page = await fixture.open();
    astray = [];
    page.on('response', (response) => {
      const { origin, pathname } = new URL(response.url());
      if (origin !== fixture.kontor.url) return;
      const isBelow = pathname === MOUNT || pathname.startsWith(`${MOUNT}/`);
      if (!isBelow || response.status() >= 400) astray.push(`${response.status()} ${pathname}`);
    });
    await page.goto(MOUNT);
    await page.fill('input[name=username]', 'admin');
    await page.fill('input[name=password]', 'admin');
    await page.click('main button');
    await page.locator('.row-title').first().waitFor();
    return page;
  }

  it('should lead from each page to others below the path, and ask for nothing else', async () => {
    const page = await open();
    const waiting = [page.url()];
    const seen = new Set<string>();
    for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
      const path = new URL(address).pathname;
      if (seen.has(path)) continue;
      seen.add(path);
      await page.goto(address);
      const found = await page.evaluate(() => ({
        links: [...document.querySelectorAll<HTMLAnchorElement>('a[href]')]
          .filter((link) => !/\/(?:content|export|thumbnail|office)(?:[/?]|$)/.test(link.href))
          .map((link) => link.href),
        targets: [
          ...[...document.forms].map((form) => form.action),
          ...[...document.querySelectorAll<HTMLButtonElement>('[formaction]')].map(
            (button) => button.formAction,
          ),
        ],
      }));
      const own = [...found.links, ...found.targets].filter(
        (each) => new URL(each).origin === fixture.kontor.url,
      );
      const outside = own.filter((each) => !`${new URL(each).pathname}/`.startsWith(`${MOUNT}/`));
      expect([path, outside]).toEqual([path, []]);
      waiting.push(...found.links.filter((each) => own.includes(each)));
    }
    for (const path of ['/', `/documents/${id}`, `/edit/${id}`, '/account', '/keys', '/status'])
      expect(seen).toContain(MOUNT + path);
    expect(astray).toEqual([]);
  });

  it('should upload, rename, edit and come back', async () => {
    const page = await open();
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'Note.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear') });
    await page.locator('.row-title', { hasText: 'Note.txt' }).click();
    await page.waitForURL(`**${MOUNT}/documents/*`);
    await page.getByRole('link', { name: 'Open', exact: true }).click();
    await editorFrameOf(page);
    await editorIn(page).locator('#text:enabled').press('Control+End');
    await page.keyboard.type(' Bob');
    await editorIn(page).getByRole('button', { name: 'Save', exact: true }).click();
    await editorIn(page).getByRole('status').getByText('Saved.').waitFor();
    await editorIn(page).getByRole('button', { name: 'Close' }).click();
    await page.waitForURL(`**${MOUNT}/documents/*`);
    const content = await page.request.get(
      page
        .url()
        .replace('/documents/', '/api/documents/')
        .replace(/[?#].*/, '') + '/content',
    );
    expect(await content.text()).toBe('Dear Bob');
    expect(astray).toEqual([]);
  });
});
