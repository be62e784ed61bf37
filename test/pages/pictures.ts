import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Where to keep pictures of the pages, to be looked at. */
const PICTURES = process.env.KONTOR_PAGE_PICTURES;

export async function keepPicture(page: Page, name: string): Promise<void> {
  if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}
