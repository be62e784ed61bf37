import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { AccountRepository } from '../../src/access/accounts/account.repository.js';
import { editorIn, openFixture, type BrowserFixture } from './browser.js';

/** One pixel, green and half transparent. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('pictures of people on pages', () => {
  let fixture: BrowserFixture;

  beforeAll(async () => {
    fixture = await openFixture();
    const accounts = fixture.kontor.app.get(AccountRepository, { strict: false });
    const alice = await accounts.find('alice');
    // As somebody of a directory, which is not there.
    await accounts.setDirectoryId(alice!.id, 'S-1-5-21-1-2-3-1104');
  });
  afterEach(() => fixture.closeWindows());
  afterAll(() => fixture.stop());

  const boxesOn = async (page: Page) => {
    const row = page.locator('.admin-row', { hasText: 'Alice Muster' });
    const portrait = row.locator('.portrait');
    await portrait.evaluate((image: HTMLImageElement) => image.decode());
    return {
      initials: await row.locator('.initials').boundingBox(),
      portrait: await portrait.boundingBox(),
      text: await row.locator('.initials').textContent(),
    };
  };

  it('should lie over the initials, which stay where there is none', async () => {
    const page = await fixture.open('admin');
    await page.goto('/admin/people?q=al');
    const without = await boxesOn(page);
    expect(without.text).toBe('AM');
    expect(without.portrait).toEqual(without.initials);

    const other = await fixture.open('admin');
    await other.route('**/api/people/*/picture?or=blank', (route) =>
      route.fulfill({ contentType: 'image/png', body: PNG }),
    );
    await other.goto('/admin/people?q=al');
    expect(await boxesOn(other)).toEqual(without);
    expect(fixture.complaints()).toEqual([]);
  });

  it('should show in the editor, whose frame is signed in nowhere', async () => {
    const page = await fixture.open('alice');
    const init = { method: 'POST', body: 'text' };
    const made = await fixture.kontor.fetchAs('alice', '/api/documents?title=Faces.txt', init);
    const { id } = (await made.json()) as { id: string };
    const asked: { readonly referrer: string | undefined; readonly cookie: string | undefined }[] =
      [];
    await page.route('**/api/eurooffice/pictures/*?cap=*', async (route) => {
      const { referer: referrer, cookie } = await route.request().allHeaders();
      asked.push({ referrer, cookie });
      await route.fulfill({ contentType: 'image/png', body: PNG });
    });
    await page.goto(`/edit/${id}`);
    const face = editorIn(page).locator('#people img');
    await face.evaluate((image: HTMLImageElement) => image.decode());
    expect(await face.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
    expect(asked).toEqual([{ referrer: undefined, cookie: undefined }]);
    expect(fixture.complaints()).toEqual([]);
  });
});
