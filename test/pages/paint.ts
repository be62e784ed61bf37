import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';

const ROUNDS = 5;
/** About as much text as a page of the desk, without style, script, session or database. */
const PLAIN = `<!doctype html><html lang="en"><title>plain</title>${'<p>Some text.</p>'.repeat(100)}</html>`;

/**
 * How many times as long the first paint of a page takes as that of a plain one, loaded in turn in the same browser;
 * of each the quickest of some rounds. A busy machine slows both.
 */
export async function paintRatio(page: Page, address: string): Promise<number> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end(PLAIN);
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
