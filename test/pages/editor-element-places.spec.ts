import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { EmbeddingApplication } from '../embedding-application.js';
import type { BrowserFixture } from './browser.js';
import { createDocument, editorIn, startWithElement, told } from './element-page.js';

/** Puts the element into the page, which listens to it. Runs before `then`, which may load the module. */
const script = (place: string, then = ''): string => `
  ${then === '' ? "import '/kontor-editor.js';" : ''}
  globalThis.told = [];
  const made = () => {
    const editor = document.createElement('kontor-editor');
    for (const name of ['ready', 'error', 'closed'])
      editor.addEventListener(name, ({ detail }) => told.push({ name, ...detail }));
    return editor;
  };
  const main = document.querySelector('main');
  const ids = new URLSearchParams(location.search).getAll('id');
  ${place}
  ${then}`;

describe('<kontor-editor>, wherever and however it is put into a page', () => {
  let fixture: BrowserFixture;
  let application: EmbeddingApplication;

  beforeAll(async () => {
    ({ fixture, application } = await startWithElement());
  });
  afterEach(() => fixture.closeWindows());
  afterAll(async () => {
    await application.stop();
    await fixture.stop();
  });

  const create = (title: string) => createDocument(fixture, title);

  async function open(body: string, ...ids: string[]): Promise<Page> {
    const page = await fixture.open();
    await page.route('**/page.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body }),
    );
    const query = new URLSearchParams(ids.map((id) => ['id', id]));
    await page.goto(`${application.url}/?${query}`);
    return page;
  }

  it('should open what a page named before the module had loaded', async () => {
    const id = await create('Early.txt');
    const early = `const editor = made();
      Object.assign(editor, { documentId: ids[0], sessionUrl: '/kontor/session', theirs: 1 });
      main.append(editor);`;
    const page = await open(script(early, `await import('/kontor-editor.js');`), id);
    expect(await told(page, 'ready')).toMatchObject({ documentId: id, title: 'Early.txt' });
    const editor = page.locator('kontor-editor');
    expect(await editor.getAttribute('document-id')).toBe(id);
    expect(await editor.evaluate((element) => Object.keys(element))).toEqual(['theirs']);
  });

  it('should speak the language of the page around the shadow tree that it is in', async () => {
    const inside = `document.documentElement.lang = 'de-CH';
      const root = document.createElement('my-panel');
      main.append(root);
      const editor = made();
      editor.setAttribute('session-url', '/kontor/session');
      root.attachShadow({ mode: 'open' }).append(editor);`;
    const page = await open(script(inside));
    await page.getByRole('alert').getByText('Hier ist kein Dokument angegeben').waitFor();
  });

  it('should go on where it was moved to, and again when it comes back', async () => {
    const id = await create('Moved.txt');
    const moved = `const editor = made();
      Object.assign(editor, { documentId: ids[0], sessionUrl: '/kontor/session' });
      const details = document.createElement('details');
      details.append(editor);
      main.append(details);
      Object.assign(globalThis, { editor, details });`;
    const page = await open(script(moved), id);
    await told(page, 'ready');
    for (const step of ['main', 'away', 'back']) {
      await page.evaluate((to) => {
        const { editor, told: list } = globalThis as unknown as {
          editor: HTMLElement;
          told: unknown[];
        };
        list.length = 0;
        if (to === 'away') editor.remove();
        document.querySelector('main')!.append(editor);
      }, step);
      await told(page, 'ready');
      await editorIn(page).locator('#text:enabled').waitFor();
      expect(
        await page.evaluate(() => (globalThis as unknown as { told: unknown[] }).told),
      ).toHaveLength(1);
    }
  });

  it('should keep two in one page apart', async () => {
    const ids = [await create('One.txt'), await create('Two.txt')];
    const both = `for (const id of ids) {
        const editor = made();
        Object.assign(editor, { documentId: id, sessionUrl: '/kontor/session' });
        main.append(editor);
      }`;
    const page = await open(script(both), ...ids);
    await page.waitForFunction(
      () => (globalThis as unknown as { told: unknown[] }).told.length === 2,
    );
    await page
      .locator('kontor-editor')
      .first()
      .evaluate((element) => element.remove());
    expect(await page.locator('kontor-editor').count()).toBe(1);
    await editorIn(page).locator('#text:enabled').fill('only the second');
    expect(
      await page.evaluate(() => (globalThis as unknown as { told: unknown[] }).told),
    ).toHaveLength(2);
  });
});
