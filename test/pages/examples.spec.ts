import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { FrameLocator, Page } from 'playwright-core';
import { freePorts } from '../free-port.js';
import { Stranger } from '../stranger.js';
import { openFixture, type BrowserFixture } from './browser.js';

/** The page's code as connectors show it, to the letter. */
const USUAL_CODE = [
  '// Create an editing session',
  "fetch('/api/eurooffice/session', {",
  "    method: 'POST',",
  "    headers: { 'Content-Type': 'application/json' },",
  '    body: JSON.stringify({ file_id: fileId })',
  '})',
  '.then(r => r.json())',
  '.then(data => {',
  '    // Load the Euro-Office JS API',
  "    var script = document.createElement('script');",
  '    script.src = data.api_js_url;',
  '    script.onload = function() {',
  "        new DocsAPI.DocEditor('editor-container', data.config);",
  '    };',
  '    document.head.appendChild(script);',
  '});',
  '',
].join('\n');

describe('examples with a page', () => {
  const stranger = new Stranger();
  let fixture: BrowserFixture;

  beforeAll(async () => {
    fixture = await openFixture({ KONTOR_WEBHOOK_ALLOW_PRIVATE: 'true' });
  });
  afterEach(() => fixture.closeWindows());
  afterAll(async () => {
    await stranger.leave();
    await fixture.stop();
  });

  /** Starts it, signs in, and opens the editor of a new document; returns the document's id. */
  async function openIn(example: string): Promise<{ page: Page; address: string; id: string }> {
    const port = String(await freePorts());
    await stranger.run(example, { KONTOR_URL: fixture.kontor.url, PORT: port });
    const address = `http://127.0.0.1:${port}`;
    const page = await fixture.open();
    await page.goto(address);
    await page.fill('input[name=name]', 'alice');
    await page.fill('input[name=password]', 'of alice');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'New' }).click();
    await page.waitForURL(`${address}/edit/*`);
    return { page, address, id: page.url().split('/').at(-1)! };
  }

  async function typeAndSave(page: Page, editor: FrameLocator): Promise<void> {
    await editor.locator('#text:enabled').press('Control+End');
    await page.keyboard.type(', see you');
    await editor.getByRole('button', { name: 'Save', exact: true }).click();
  }

  const contentOf = async (id: string): Promise<string> =>
    (await fixture.kontor.fetchAs('alice', `/api/documents/${id}/content`)).text();

  it('should save from the page of a Flask-like blueprint', async () => {
    const code = readFileSync(join(stranger.folder, 'examples/seed-python/editor.js'), 'utf8');
    expect(code).toBe(USUAL_CODE);
    const { page, address, id } = await openIn('seed-python');
    expect(await page.content()).toContain('script.src = data.api_js_url;');
    const editor = page.frameLocator('iframe');
    await typeAndSave(page, editor);
    await editor.getByRole('status').getByText('Saved.').waitFor();
    expect(await contentOf(id)).toBe('Dear Bob, see you');
    const stranded = await fetch(`${address}/api/eurooffice/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ file_id: id }),
    });
    expect(stranded.status).toBe(401);
  });

  it('should tell its page of a save, by a webhook that Kontor signed', async () => {
    await stranger.install('application', 'client', 'editor');
    const { page, address, id } = await openIn('application');
    await typeAndSave(page, page.frameLocator('kontor-editor iframe').frameLocator('iframe'));
    await page.locator('#saves', { hasText: 'saved as version 2' }).waitFor();
    expect(await contentOf(id)).toBe('Dear Bob, see you');
    const forged = await fetch(`${address}/webhook`, {
      method: 'POST',
      headers: {
        'webhook-id': 'of-nobody',
        'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
        'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')}`,
      },
      body: JSON.stringify({ data: { document: { id }, version: { number: 9 } } }),
    });
    expect(forged.status).toBe(401);
    await page.goto(address);
    await page.getByRole('link', { name: 'Edit' }).first().waitFor();
  });
});
