import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { FrameLocator, Page } from 'playwright-core';
import { EmbeddingApplication } from '../embedding-application.js';
import { openFixture, type BrowserFixture } from './browser.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Kontor, a browser, and another application with the element. */
export async function startWithElement(): Promise<{
  fixture: BrowserFixture;
  application: EmbeddingApplication;
}> {
  const fixture = await openFixture();
  return { fixture, application: await EmbeddingApplication.start(fixture.kontor) };
}

/** Resolves with the id. */
export async function createDocument(
  { kontor }: BrowserFixture,
  title: string,
  body: string | Buffer<ArrayBuffer> = 'Dear',
  owner = 'alice',
): Promise<string> {
  const path = `/api/documents?title=${encodeURIComponent(title)}`;
  const created = await kontor.fetchAs(owner, path, { method: 'POST', body });
  return ((await created.json()) as { id: string }).id;
}

interface Told {
  readonly name: string;
  readonly [member: string]: unknown;
}

/** What the page was told by the element; waits for the first one of this name. */
export async function told(page: Page, name: string): Promise<Told> {
  const found = await page.waitForFunction(
    (wanted) =>
      (globalThis as unknown as { told?: Told[] }).told?.find((each) => each.name === wanted),
    name,
  );
  return (await found.jsonValue()) as Told;
}

/** What the checker finds in the page and the element's own parts; the editor in the frame is the Document Server's. */
export async function barriersIn(page: Page): Promise<unknown[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const checker = (window as unknown as { axe: { run(o: object): Promise<AxeResults> } }).axe;
    const { violations } = await checker.run({ iframes: false });
    return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  });
}

/** As the Document Server's script does, for what the simulator has no reason to raise. */
export async function raise(page: Page, event: string, data: unknown): Promise<void> {
  const text = editorIn(page).locator('#text');
  await text.evaluate((_, message) => parent.postMessage(message, '*'), { event, data });
}

export const editorIn = (page: Page): FrameLocator =>
  page.locator('kontor-editor').frameLocator('iframe').frameLocator('iframe');
