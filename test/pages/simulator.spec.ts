import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type FrameLocator, type Page } from 'playwright-core';
import type { EditorConfig } from '../../playground/index.js';
import { newDocx, openContent } from '../../playground/document-content.js';
import { SimulatorFixture, type OpeningWishes } from '../medium/simulator-fixture.js';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Folder for pictures of what the tests saw; nothing is kept by default. */
const pictures = process.env.KONTOR_TEST_PICTURES;

/** A page of another origin that frames the editor, as a connector's page does. */
class HostPage implements AsyncDisposable {
  config: object = {};
  readonly #server: Server;
  readonly #api: string;

  constructor(api: string) {
    this.#api = api;
    this.#server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(this.#html());
    });
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #html(): string {
    const events = [
      'onAppReady',
      'onDocumentReady',
      'onInfo',
      'onError',
      'onMetaChange',
      'onRequestRefreshFile',
      'onRequestClose',
      'onRequestRename',
      'onDocumentStateChange',
    ];
    const handlers = events
      .map((name) => `${name}: (e) => seen.push(['${name}', e.data])`)
      .join(', ');
    return `<!doctype html><html lang="en"><title>host</title><style>html,body{height:100%;margin:0}</style>
      <div id="editor"></div><script src="${this.#api}"></script>
      <script>const seen = []; const config = ${JSON.stringify(this.config)};
      const editor = new DocsAPI.DocEditor('editor', { ...config, height: '100%', events: { ${handlers} } });</script>`;
  }
}

describe('the simulator in a browser', () => {
  let table: SimulatorFixture;
  let host: HostPage;
  let address: string;
  let profile: string;
  let browser: BrowserContext;

  beforeAll(async () => {
    table = await SimulatorFixture.lay({ saveDelayMs: 100 });
    host = new HostPage(`${table.server.url}/web-apps/apps/api/documents/api.js`);
    address = await host.listen();
    profile = await mkdtemp(join(tmpdir(), 'kontor-chromium-'));
    browser = await chromium.launchPersistentContext(profile, {
      executablePath: '/usr/bin/chromium',
      args: flags,
    });
  });

  afterAll(async () => {
    await browser.close();
    await rm(profile, { recursive: true, force: true });
    await host[Symbol.asyncDispose]();
    await table[Symbol.asyncDispose]();
  });

  const seenBy = (page: Page) => page.evaluate<[string, unknown][]>('seen');
  const waitForEvent = (page: Page, event: string) =>
    page.waitForFunction(`seen.some(([name]) => name === '${event}')`);
  const picture = async (page: Page, name: string) => {
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
  };

  async function open(wishes: OpeningWishes, lang = 'en', change: object = {}) {
    const plain = table.config(wishes);
    const config: EditorConfig = {
      ...plain,
      editorConfig: {
        ...plain.editorConfig,
        lang,
        customization: { forcesave: true, close: { visible: true } },
      },
    };
    host.config = { ...config, token: table.server.sign(config, 'inbox'), ...change };
    const page = await browser.newPage();
    await page.goto(address);
    return { page, frame: page.frameLocator('iframe') };
  }

  const textOf = (frame: FrameLocator) => frame.locator('#text');
  const expectText = async (frame: FrameLocator, text: string) => {
    await frame.locator('#text').and(frame.locator(':enabled')).waitFor();
    for (let i = 0; i < 4000 && (await textOf(frame).inputValue()) !== text; i++) {
      await frame.locator('#text').page().waitForTimeout(25);
    }
    expect(await textOf(frame).inputValue()).toBe(text);
  };

  it('should show two people each other’s typing, keep their carets, and save both', async () => {
    table.connector.file = newDocx(['Dear Ann', 'Yours', 'Bob']);
    const wishes = { key: 'two', fileType: 'docx' };
    const one = await open(wishes);
    const two = await open({ ...wishes, user: 'u2' }, 'de');
    await expectText(one.frame, 'Dear Ann\nYours\nBob');
    await textOf(two.frame).focus();
    await two.page.keyboard.press('Control+End');
    await textOf(one.frame).focus();
    await one.page.keyboard.press('Control+Home');
    await Promise.all([
      one.page.keyboard.type('My ', { delay: 15 }),
      two.page.keyboard.type('by & co', { delay: 15 }),
    ]);
    const both = 'My Dear Ann\nYours\nBobby & co';
    await expectText(one.frame, both);
    await expectText(two.frame, both);
    expect(await one.frame.locator('#banner').textContent()).toContain('this is not Euro-Office');
    expect(await two.frame.locator('#banner').textContent()).toContain('Das ist nicht Euro-Office');
    expect(await one.frame.locator('#people li').allTextContents()).toEqual([
      'User One (you)',
      'User Two',
    ]);
    await picture(one.page, 'two-people');
    expect((await seenBy(one.page)).map(([name]) => name)).toEqual(
      expect.arrayContaining(['onAppReady', 'onInfo', 'onDocumentReady', 'onDocumentStateChange']),
    );
    await one.page.close();
    await two.page.close();
    const { body } = await table.server.nextCallback(2);
    const saved = Buffer.from(await (await fetch(body.url!)).arrayBuffer());
    expect(openContent('docx', saved).text).toBe(both);
  });

  it('should save by keyboard, and take a new title', async () => {
    table.connector.file = Buffer.from('a');
    const { page, frame } = await open({ key: 'save' });
    await expectText(frame, 'a');
    await textOf(frame).press('End');
    await page.keyboard.type('b');
    await page.keyboard.press('Control+s');
    expect((await table.server.nextCallback(6)).body.actions).toEqual([{ type: 2, userid: 'u1' }]);
    await frame.getByRole('status').getByText('Saved.').waitFor();
    await table.command({ c: 'meta', key: 'save', meta: { title: 'Renamed.txt' } });
    await frame.getByRole('heading', { name: 'Renamed.txt' }).waitFor();
    await frame.getByRole('button', { name: 'Close' }).click();
    await waitForEvent(page, 'onRequestClose');
    await page.close();
    await table.server.nextCallback(2);
    const later = await open({ key: 'save' });
    await later.frame.getByText('has to be opened again').waitFor();
    await waitForEvent(later.page, 'onRequestRefreshFile');
    await later.page.close();
  });

  it('should ask its host for a new name, and go on with a new key', async () => {
    table.connector.file = Buffer.from('first');
    const { page, frame } = await open({ key: 'old' });
    await expectText(frame, 'first');
    await frame.getByRole('button', { name: 'Rename' }).click();
    await page.keyboard.type('Better');
    await picture(page, 'rename');
    await page.keyboard.press('Enter');
    await waitForEvent(page, 'onRequestRename');
    expect(await seenBy(page)).toContainEqual(['onRequestRename', 'Better']);
    table.connector.file = Buffer.from('second');
    const next = table.config({ key: 'new' });
    const signed = { ...next, token: table.server.sign(next, 'inbox') };
    await page.evaluate(`editor.refreshFile(${JSON.stringify(signed)})`);
    await expectText(frame, 'second');
    await page.evaluate('editor.destroyEditor()');
    expect(await page.locator('iframe').count()).toBe(0);
    await page.close();
  });

  it('should let readers read only, on a phone as well', async () => {
    table.connector.file = Buffer.from('only to read');
    const { page, frame } = await open({ key: 'read', mode: 'view', user: 'u2' }, 'fr');
    await page.setViewportSize({ width: 360, height: 640 });
    await expectText(frame, 'only to read');
    expect(await textOf(frame).getAttribute('readonly')).not.toBeNull();
    const buttons = await frame.getByRole('button').allTextContents();
    expect(buttons.toSorted()).toEqual(['Fermer', 'Imprimer', 'Télécharger']);
    const overflow = await textOf(frame).evaluate(
      'document.documentElement.scrollWidth > innerWidth',
    );
    expect(overflow).toBe(false);
    await picture(page, 'phone');
    await page.close();
  });

  it('should name size and offer a small change for other formats', async () => {
    table.connector.file = Buffer.from('%PDF-1.4');
    const { page, frame } = await open({ key: 'pdf', fileType: 'pdf' }, 'de');
    await frame.getByText('8 Byte').waitFor();
    await frame.getByRole('button', { name: 'Kleine Änderung machen' }).click();
    await frame.getByRole('status').getByText('Geändert.').waitFor();
    await picture(page, 'opaque');
    await page.close();
    await table.server.nextCallback({ status: 2, key: 'pdf' });
  });

  it('should say what is wrong with a config or a token', async () => {
    const missing = await open({ key: 'x' }, 'en', { document: { fileType: 'txt' } });
    expect(await missing.page.getByRole('alert').textContent()).toContain('document.url');
    const forged = await open({ key: 'x' }, 'en', { token: 'x.y.z' });
    await forged.frame.getByText('access was refused').waitFor();
    await waitForEvent(forged.page, 'onError');
    await missing.page.close();
    await forged.page.close();
  });
});
