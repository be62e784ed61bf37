import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What a checker of accessibility finds on the page as it is now: the rule, and the elements. */
export async function barriersOf(page: Page): Promise<readonly unknown[]> {
  await page.evaluate(source);
  return page.evaluate(async () => {
    const checker = (window as unknown as { axe: { run(o: object): Promise<AxeResults> } }).axe;
    const { violations } = await checker.run({ iframes: false });
    return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  });
}
