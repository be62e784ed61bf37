import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { barriersOf } from './axe.js';
import { openFixture, type BrowserFixture } from './browser.js';

describe('the activity of a document', () => {
  let fixture: BrowserFixture;

  beforeAll(async () => {
    fixture = await openFixture();
  });
  afterEach(() => fixture.closeWindows());
  afterAll(() => fixture.stop());

  it('should tell its owner in sentences who did what, and nobody else', async () => {
    const created = await fixture.kontor.fetchAs('alice', '/api/documents?title=Plan.txt', {
      method: 'POST',
      body: 'text',
    });
    const { id } = (await created.json()) as { id: string };
    await fixture.kontor.fetchAs('alice', `/api/documents/${id}/shares/bob`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'viewer' }),
    });
    await fixture.kontor.fetchAs('bob', `/api/documents/${id}/content`);

    const page = await fixture.open('alice', { viewport: { width: 390, height: 800 } });
    await page.goto(`/documents/${id}`);
    await page.getByRole('link', { name: 'Activity' }).click();
    await page.waitForURL(`/documents/${id}/activity`);
    const lines = page.locator('.admin-line .admin-who');
    const sentences = (await lines.allTextContents()).map((line) => line.split('.')[0]);
    expect(sentences.slice(0, 2)).toEqual([
      'Bob Beispiel downloaded version 1',
      'Alice Muster shared it with bob',
    ]);
    expect(sentences).toContain('Alice Muster created the document');
    expect(await barriersOf(page)).toEqual([]);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over).toBeLessThanOrEqual(0);
    await page.getByRole('link', { name: 'To the document' }).click();
    await page.waitForURL(`/documents/${id}`);
    expect(fixture.complaints()).toEqual([]);

    const bob = await fixture.open('bob');
    await bob.goto(`/documents/${id}`);
    expect(await bob.getByRole('link', { name: 'Activity' }).count()).toBe(0);
    expect((await bob.goto(`/documents/${id}/activity`))?.status()).toBe(403);
    fixture.complaints();
  });
});
