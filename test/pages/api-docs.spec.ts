import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { openFixture, type BrowserFixture } from './browser.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const operationId = 'Documents_list';
/** The markup of Swagger UI, which is not ours to change. */
const KNOWN = ['nested-interactive', 'heading-order', 'region'];

/** Of all groups, which are closed at first. */
async function countOperations(page: Page): Promise<number> {
  let count = 0;
  for (const tag of await page.locator('.opblock-tag').all()) {
    await tag.click();
    await page.locator('.opblock').first().waitFor();
    count += await page.locator('.opblock').count();
    await tag.click();
    await page.locator('.opblock').first().waitFor({ state: 'detached' });
  }
  return count;
}

describe('/api/docs', () => {
  let fixture: BrowserFixture;

  beforeAll(async () => {
    fixture = await openFixture();
  });

  afterEach(() => fixture.closeWindows());

  afterAll(() => fixture.stop());

  async function openDocs(
    width: number,
    colorScheme: 'light' | 'dark' = 'light',
  ): Promise<{ page: Page; foreign: string[] }> {
    const page = await fixture.open('alice', { viewport: { width, height: 800 }, colorScheme });
    const foreign: string[] = [];
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(fixture.kontor.url))
        foreign.push(request.url());
    });
    await page.goto('/api/docs');
    await page.locator('.opblock-tag').first().waitFor();
    return { page, foreign };
  }

  it.each([360, 1440])(
    'should show every route at a width of %d, from this server alone and within its policy',
    async (width) => {
      const { page, foreign } = await openDocs(width);
      const { paths } = (await (
        await fixture.kontor.fetchAs('alice', '/api/openapi.json')
      ).json()) as { paths: Record<string, object> };
      const described = Object.values(paths).flatMap((path) => Object.keys(path)).length;
      expect(await countOperations(page)).toBe(described);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
      expect(foreign).toEqual([]);
      expect(fixture.complaints()).toEqual([]);
    },
  );

  it('should be usable by keyboard, and call the API as the person who is signed in', async () => {
    const { page, foreign } = await openDocs(1440);
    await page.locator('.opblock-tag[data-tag="Documents"] button').focus();
    await page.keyboard.press('Enter');
    const operation = page.locator(`[id$="${operationId}"]`);
    await operation.locator('.opblock-summary-control').focus();
    await page.keyboard.press('Enter');
    await operation.getByRole('button', { name: 'Try it out' }).focus();
    await page.keyboard.press('Enter');
    await operation.getByRole('button', { name: 'Execute' }).focus();
    await page.keyboard.press('Enter');
    const status = operation.locator('.live-responses-table .response-col_status').last();
    await status.waitFor();
    expect(await status.textContent()).toContain('200');
    expect(foreign).toEqual([]);
    expect(fixture.complaints()).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('should have no barrier, %s', async (colorScheme) => {
    const { page } = await openDocs(1440, colorScheme);
    await page.locator('.opblock-tag[data-tag="Documents"]').click();
    await page.locator(`[id$="${operationId}"]`).waitFor();
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
      const checker = (window as unknown as { axe: { run(o: object): Promise<AxeResults> } }).axe;
      const results = await checker.run({ iframes: false });
      return results.violations.map(({ id, nodes }) => [id, nodes[0]?.html ?? '']);
    });
    expect(found.filter(([id]) => !KNOWN.includes(id!))).toEqual([]);
  });
});
