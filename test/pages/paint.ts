import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';

const ROUNDS = 8;
/** Text alone, without style, script, session or database. */
const plainPage = (rows: number) =>
  `<!doctype html><html lang="en"><title>plain</title>${'<p>Some text.</p>'.repeat(rows)}</html>`;

/**
 * How many times as long the first paint of a page takes as that of a plain one with as many rows, loaded in turn in
 * the same browser; of each the quickest of some rounds. A busy machine slows both.
 */
export async function paintRatio(page: Page, address: string, rows = 100): Promise<number> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end(plainPage(rows));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const plain = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    const quickest = { page: Infinity, plain: Infinity };
    for (let round = 0; round < ROUNDS; round++) {
      quickest.plain = Math.min(quickest.plain, await paintOf(page, plain));
      quickest.page = Math.min(quickest.page, await paintOf(page, address));
    }
    return quickest.page / quickest.plain;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function paintOf(page: Page, address: string): Promise<number> {
  await page.goto(address, { waitUntil: 'networkidle' });
  return page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity,
  );
}
