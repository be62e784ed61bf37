import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { barriersOf } from './axe.js';
import { openFixture, type BrowserFixture } from './browser.js';

describe('the connections among the pages of administration', () => {
  let fixture: BrowserFixture;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-places-'));
    const providers = ['a', 'b', 'c'].map((name) => ({
      name: `place-${name}`,
      url: pathToFileURL(join(folder, name)).href,
    }));
    const file = join(folder, 'storage.json');
    await writeFile(file, JSON.stringify({ k: 2, m: 1, min_durable: 2, providers }));
    fixture = await openFixture({ KONTOR_STORAGE: file });
  });
  afterEach(() => fixture.closeWindows());
  afterAll(async () => {
    await fixture.stop();
    await rm(folder, { recursive: true });
  });

  const rowOf = (page: Page, name: string): Locator => page.locator(`#connection-${name}`);
  const stateIn = (row: Locator, state: string): Promise<void> =>
    row.locator('.connection-state', { hasText: new RegExp(`^${state}$`) }).waitFor();

  it('should show each system with its state and try one without leaving the place', async () => {
    const page = await fixture.open('admin');
    await page.setViewportSize({ width: 390, height: 500 });
    await page.goto('/admin/people');
    await page.getByRole('link', { name: 'Connections' }).click();
    await page.waitForURL('/admin/connections');
    await stateIn(rowOf(page, 'database'), 'Works');
    await stateIn(rowOf(page, 'directory'), 'Not set up');
    expect(await rowOf(page, 'directory').getByRole('button').count()).toBe(0);
    const place = rowOf(page, 'storage-place-b');
    await stateIn(place, 'Works');

    await rename(join(folder, 'b'), join(folder, 'away'));
    const button = place.getByRole('button');
    await button.focus();
    const scrolled = await page.evaluate(() => scrollY);
    expect(scrolled).toBeGreaterThan(0);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/storage-place-b/test', async (route) => {
      await held;
      await route.continue();
    });
    await button.press('Enter');
    await place.getByRole('button', { name: 'Testing …' }).waitFor();
    release();
    await stateIn(place, 'Does not work');
    await page.getByRole('status').getByText('Storage provider place-b: Does not work').waitFor();
    expect(await place.locator('.check-hint').textContent()).toMatch(/^What to change./);
    expect(await place.locator('code').textContent()).toMatch(/^[a-z-]+$/);
    expect(await page.evaluate(() => scrollY)).toBe(scrolled);
    expect(await button.evaluate((each) => each === document.activeElement)).toBe(true);
    expect(await button.textContent()).toBe('Test now');
    expect(await barriersOf(page)).toEqual([]);

    await rename(join(folder, 'away'), join(folder, 'b'));
    await button.press('Enter');
    await stateIn(place, 'Works');
    expect(await place.locator('.check-hint').count()).toBe(0);
    expect(fixture.complaints()).toEqual([]);
  });

  it('should try one without script, too, and come back to it', async () => {
    const page = await fixture.open('admin', { javaScriptEnabled: false });
    await page.goto('/admin/connections');
    await rowOf(page, 'storage-place-c').getByRole('button', { name: 'Test now' }).click();
    await page.waitForURL(/tested=storage-place-c#connection-storage-place-c$/);
    await page.getByText('Storage provider place-c: Works').waitFor();
  });

  it('should not exist for others, nor a system that nobody has', async () => {
    const alice = await fixture.open('alice');
    expect((await alice.goto('/admin/connections'))?.status()).toBe(404);
    const test = (who: string, name: string) =>
      fixture.kontor.fetchAs(who, `/admin/connections/${name}/test`, { method: 'POST' });
    expect((await test('alice', 'database')).status).toBe(403);
    expect((await test('admin', 'fax')).status).toBe(404);
    fixture.complaints();
  });
});
