import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CDPSession, Page } from 'playwright-core';

const ROUNDS = 7;
/** Text alone, without style, script, session or database. */
const plainPage = (rows: number) =>
  `<!doctype html><html lang="en"><title>plain</title>${'<p>Some text.</p>'.repeat(rows)}</html>`;

/** What a page costs until it is drawn, in figures that do not depend on who else uses the machine. */
export interface Drawing {
  /** Processor time that the browser needs for it, of that for a plain page with as many rows. */
  readonly work: number;
  /** Files that it waits for before it draws anything, beside the page itself. */
  readonly waitsFor: readonly string[];
}

/** Both pages are loaded in turn, each in a tab of its own. */
export async function drawing(page: Page, address: string, rows = 2000): Promise<Drawing> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end(plainPage(rows));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const plain = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const tabs = [await Tab.open(page, plain), await Tab.open(page, address)] as const;
  try {
    const before = [await tabs[0].worked(), await tabs[1].worked()] as const;
    for (let round = 0; round < ROUNDS; round++) for (const tab of tabs) await tab.load();
    const [ofPlain, ofPage] = tabs;
    const work = (await ofPage.worked()) - before[1];
    return {
      work: work / ((await ofPlain.worked()) - before[0]),
      waitsFor: await ofPage.blockingFiles(),
    };
  } finally {
    for (const tab of tabs) await tab.close();
    server.closeAllConnections();
    server.close();
  }
}

class Tab {
  private constructor(
    private readonly page: Page,
    private readonly session: CDPSession,
    private readonly address: string,
  ) {}

  static async open(beside: Page, address: string): Promise<Tab> {
    const page = await beside.context().newPage();
    // The first time it gets a process of its own, in which the ticks are counted from there on.
    await page.goto(address, { waitUntil: 'networkidle' });
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    return new Tab(page, session, address);
  }

  async load(): Promise<void> {
    await this.page.bringToFront();
    await this.page.goto(this.address, { waitUntil: 'networkidle' });
    // Drawn, and what was to be done after it.
    await this.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))),
    );
  }

  /**
   * Seconds of the thread that draws, since the tab was opened. A busy machine may draw the last of a page after it counts
   * as loaded: only all rounds together are complete.
   */
  async worked(): Promise<number> {
    const { metrics } = await this.session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')!.value;
  }

  blockingFiles(): Promise<string[]> {
    return this.page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(
          (each) => 'renderBlockingStatus' in each && each.renderBlockingStatus === 'blocking',
        )
        .map(({ name }) => new URL(name).pathname),
    );
  }

  close(): Promise<void> {
    return this.page.close();
  }
}
