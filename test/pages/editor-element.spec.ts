import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { BUNDLE, EmbeddingApplication } from '../embedding-application.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';
import type { BrowserFixture } from './browser.js';
import { barriersIn, createDocument, editorIn, startWithElement, told } from './element-page.js';

const MAX_BYTES = 15 * 1024;
/** A folder for pictures to look at. */
const PICTURES = process.env.SHOTS;

describe('<kontor-editor> in a page of another application', () => {
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

  const create = (title: string, body = 'Dear Bob') => createDocument(fixture, title, body);

  async function open(
    attributes: Record<string, string>,
    options: BrowserContextOptions = {},
    at = application.url,
  ): Promise<Page> {
    const page = await fixture.open(undefined, options);
    await page.goto(`${at}/?${new URLSearchParams(attributes)}`);
    return page;
  }

  const withApi = (id: string): Record<string, string> => ({
    'document-id': id,
    'api-url': '/kontor',
  });

  it('should be small', () => {
    const bytes = gzipSync(readFileSync(BUNDLE), { level: 9 }).length;
    process.stdout.write(`<kontor-editor>: ${bytes} bytes compressed\n`);
    expect(bytes).toBeLessThanOrEqual(MAX_BYTES);
  });

  it('should load where there are no elements, as on a server that renders pages', async () => {
    const loaded = await import(pathToFileURL(BUNDLE).href);
    expect(Object.keys(loaded as object)).toEqual(['KontorEditor']);
  });

  it('should edit a document, and tell what happens to it', async () => {
    const id = await create('Letter.txt');
    const page = await open(withApi(id));
    expect(await told(page, 'ready')).toEqual({
      name: 'ready',
      documentId: id,
      title: 'Letter.txt',
      mode: 'edit',
    });
    const editor = editorIn(page);
    await editor.locator('#text:enabled').press('Control+End');
    await page.keyboard.type(', see you');
    await editor.getByRole('button', { name: 'Save', exact: true }).click();
    expect(await told(page, 'saved')).toEqual({ name: 'saved', documentId: id, version: 2 });
    const content = await fixture.kontor.fetchAs('alice', `/api/documents/${id}/content`);
    expect(await content.text()).toBe('Dear Bob, see you');

    await editor.getByRole('button', { name: 'Rename' }).click();
    await editor.locator('#name').fill('Invitation');
    await editor.locator('#renamed').click();
    expect(await told(page, 'rename')).toEqual({
      name: 'rename',
      documentId: id,
      title: 'Invitation.txt',
    });
    expect(await page.locator('kontor-editor iframe').getAttribute('title')).toBe(
      'Editor: Invitation.txt',
    );

    await editor.getByRole('button', { name: 'Close' }).click();
    expect(await told(page, 'closed')).toEqual({ name: 'closed', documentId: id });
    await page.getByText('The document is closed').waitFor();
    expect(await page.locator('kontor-editor iframe').count()).toBe(0);
    expect(fixture.complaints()).toEqual([]);

    await page.getByRole('button', { name: 'Open it again' }).click();
    await editor.locator('#text:enabled').waitFor();
  });

  it('should say what went wrong and what to do, and open when it is tried again', async () => {
    const id = await create('Later.txt');
    application.refusal = {
      status: 503,
      body: JSON.stringify({ code: 'platform/busy', detail: 'The database is being moved.' }),
    };
    const page = await open({ 'document-id': id, lang: 'de-CH' });
    const alert = page.getByRole('alert');
    await alert.getByText('Das Dokument konnte nicht geöffnet werden').waitFor();
    await alert.getByText('The database is being moved.').waitFor();
    expect(await told(page, 'error')).toMatchObject({
      code: 'session',
      status: 503,
      problem: 'platform/busy',
      isOver: true,
    });
    application.refusal = { status: 401, body: '{}' };
    await page.getByRole('button', { name: 'Noch einmal versuchen' }).click();
    await alert.getByText('Sie sind abgemeldet').waitFor();
    application.refusal = undefined;
    await page.getByRole('button', { name: 'Noch einmal versuchen' }).click();
    await told(page, 'ready');
    expect(fixture.complaints().filter((text) => !/status of (401|503)/.test(text))).toEqual([]);
  });

  it('should offer another try while the application does not answer', async () => {
    const id = await create('Silent.txt');
    const page = await fixture.open();
    await page.clock.install();
    const asked = page.waitForRequest('**/kontor/session');
    await page.route('**/kontor/session', () => undefined);
    await page.goto(`${application.url}/?${new URLSearchParams({ 'document-id': id })}`);
    await asked;
    await page.clock.runFor(21_000);
    await page.getByRole('status').getByText('This is taking unusually long').waitFor();
    await page.unroute('**/kontor/session');
    await page.getByRole('button', { name: 'Try again' }).click();
    await told(page, 'ready');
    expect(fixture.complaints()).toEqual([]);
  });

  it('should refuse a page whose origin no administrator allowed', async () => {
    const id = await create('Elsewhere.txt');
    const stranger = await EmbeddingApplication.start(fixture.kontor, { allowed: false });
    try {
      const page = await open({ 'document-id': id }, {}, stranger.url);
      await page.getByRole('alert').getByText('The editor could not be loaded').waitFor();
      expect(await told(page, 'error')).toMatchObject({ code: 'frame', isOver: true });
      const frame = `${application.editorOrigin}/editor-frame?parent=`;
      const foreign = await fetch(frame + encodeURIComponent(stranger.url));
      expect(foreign.status).toBe(404);
      expect(foreign.headers.get('content-security-policy')).not.toContain(stranger.url);
      const own = await fetch(frame + encodeURIComponent(application.url));
      expect(own.headers.get('content-security-policy')).toMatch(
        new RegExp(`frame-ancestors ${application.url};`),
      );
    } finally {
      await stranger.stop();
    }
  });

  it('should follow the light and dark of the system, or the one it is given', async () => {
    const id = await create('Colours.txt');
    const groundOf = (page: Page): Promise<string> =>
      page
        .locator('kontor-editor')
        .evaluate((element) => getComputedStyle(element).backgroundColor);
    const light = 'rgb(253, 253, 252)';
    const dark = 'rgb(23, 24, 27)';
    const page = await open({ 'document-id': id }, { colorScheme: 'light' });
    await told(page, 'ready');
    expect(await groundOf(page)).toBe(light);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await groundOf(page)).toBe(dark);
    await page.locator('kontor-editor').evaluate((each) => each.setAttribute('theme', 'light'));
    expect(await groundOf(page)).toBe(light);
    // Only how it looks has changed: the document is open as it was.
    expect(await editorIn(page).locator('#text:enabled').count()).toBe(1);
  });

  it('should let the keyboard in and out, and around', async () => {
    const id = await create('Keys.txt');
    const page = await open(withApi(id));
    await told(page, 'ready');
    const focused = (): Promise<string> =>
      page.evaluate(() => {
        const { activeElement } = document;
        const inside = activeElement?.shadowRoot?.activeElement ?? activeElement;
        return inside?.id || inside?.className || inside?.localName || '';
      });
    /** In the page, or in the editor's frame: which of its elements. Empty while it is on the way. */
    const place = async (): Promise<string> => {
      const outer = await focused();
      if (outer !== 'frame') return outer === 'body' ? '' : outer;
      const inside = await page
        .frames()
        .find((frame) => frame.url().includes('/web-apps/'))!
        .evaluate(() => [...document.body.querySelectorAll('*')].indexOf(document.activeElement!));
      return inside === -1 ? '' : `frame ${inside}`;
    };
    /** The frame is another process: the page and it say later who has the focus. */
    const press = async (key: string): Promise<string> => {
      const from = await place();
      await page.keyboard.press(key);
      let to = await place();
      while (to === from || to === '') to = await place();
      return to;
    };
    await page.locator('#before').focus();
    expect(await press('Tab')).toBe('skip');
    expect(await press('Tab')).toMatch(/^frame/);
    const seen: string[] = [];
    for (let presses = 0; presses < 20 && seen.at(-1) !== 'after'; presses++)
      seen.push(await press('Tab'));
    expect(seen.at(-1)).toBe('after');
    const back: string[] = [];
    for (let presses = 0; presses < 20 && back.at(-1) !== 'before'; presses++)
      back.push(await press('Shift+Tab'));
    expect(back.at(-1)).toBe('before');
    // Around it, by its own button.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('after');
    await page.locator('kontor-editor').evaluate((element: HTMLElement) => element.focus());
    expect(await focused()).toBe('frame');
  });

  it('should have no barrier and no room to scroll sideways, however it stands', async () => {
    const id = await create('Barriers.txt');
    const barriers: unknown[] = [];
    for (const [name, width, colorScheme] of [
      ['phone', 360, 'light'],
      ['desktop', 1280, 'dark'],
    ] as const) {
      const page = await open(withApi(id), { viewport: { width, height: 740 }, colorScheme });
      const look = async (state: string): Promise<void> => {
        // Taking a frame of another process away ends Chromium's emulation.
        await page.emulateMedia({ colorScheme });
        if (PICTURES) await page.screenshot({ path: `${PICTURES}/element-${name}-${state}.png` });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect([state, wide]).toEqual([state, width]);
        for (const found of await barriersIn(page)) barriers.push([name, state, found]);
      };
      await told(page, 'ready');
      await look('open');
      await page.locator('kontor-editor').evaluate(async (element) => {
        await (element as unknown as { close(): Promise<void> }).close();
      });
      await look('closed');
      application.refusal = { status: 404, body: '{}' };
      await page.getByRole('button', { name: 'Open it again' }).click();
      await page.getByRole('alert').getByText('This document is not available').waitFor();
      await look('failed');
      application.refusal = undefined;
    }
    expect(barriers).toEqual([]);
  });

  it('should ask for a session again when the one it was given is over', async () => {
    const id = await create('Given.txt');
    const asked = await fixture.kontor.fetchAs('alice', '/api/eurooffice/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ file_id: id }),
    });
    const session = (await asked.json()) as { config: { token: string } };
    const page = await open({ 'session-url': '' });
    await page.getByText('No document is named here').waitFor();
    const give = (given: object, url?: string): Promise<void> =>
      page.locator('kontor-editor').evaluate(
        (element, [value, address, documentId]) => {
          (globalThis as unknown as { told: unknown[] }).told.length = 0;
          if (address) element.setAttribute('session-url', address as string);
          element.setAttribute('document-id', documentId as string);
          Object.assign(element, { session: value });
        },
        [given, url, id],
      );
    const asksNow = (): number =>
      application.requests.filter(({ body }) => body.includes(id)).length;
    await give(session);
    await told(page, 'ready');
    expect(asksNow()).toBe(0);

    const [head, , signature] = session.config.token.split('.');
    const over = Buffer.from(JSON.stringify({ exp: 1 })).toString('base64url');
    const expired = {
      ...session,
      config: { ...session.config, token: [head, over, signature].join('.') },
    };
    await give(expired);
    await page.getByText('The editor has to be opened again').waitFor();
    await give(expired, '/kontor/session');
    await told(page, 'ready');
    expect(asksNow()).toBe(1);
    const { body } = application.requests.findLast((each) => each.body.includes(id))!;
    expect(JSON.parse(body)).toMatchObject({ file_id: id, lang: 'en', type: 'desktop' });
  });

  it('should leave nothing behind when it is taken out', async () => {
    const id = await create('Gone.txt');
    const page = await open(withApi(id));
    await told(page, 'ready');
    await page.locator('kontor-editor').evaluate((element) => {
      const { contentWindow } = element.shadowRoot!.querySelector('iframe')!;
      element.remove();
      Object.assign(globalThis, { removed: element, contentWindow });
    });
    const before = application.requests.length;
    const left = await page.evaluate(async () => {
      const { removed, told: list } = globalThis as unknown as {
        removed: HTMLElement;
        told: unknown[];
      };
      const events = list.length;
      document.dispatchEvent(new Event('visibilitychange'));
      const data = { protocol: 'kontor-editor-frame/1', type: 'ready' };
      dispatchEvent(new MessageEvent('message', { data, origin: location.origin }));
      await new Promise((resolve) => setTimeout(resolve));
      return [removed.shadowRoot!.querySelectorAll('iframe').length, list.length - events];
    });
    expect(left).toEqual([0, 0]);
    expect(page.frames()).toHaveLength(1);
    // Its connection is gone as well: nobody edits any more.
    const editors = async (): Promise<string[]> => {
      const answer = await fixture.kontor.fetchAs('alice', `/api/documents/${id}`);
      return ((await answer.json()) as { editors: string[] }).editors;
    };
    while ((await editors()).length > 0) await page.waitForTimeout(50);
    expect(application.requests.length).toBe(before);
  });

  it('should show the versions, and go back to the document', async () => {
    const id = await create('Old.txt', 'First');
    const head = await fixture.kontor.fetchAs('alice', `/api/documents/${id}/content`);
    await head.text();
    const changed = await fixture.kontor.fetchAs('alice', `/api/documents/${id}/content`, {
      method: 'PUT',
      headers: { 'if-match': head.headers.get('etag')! },
      body: 'Second',
    });
    expect(changed.status).toBe(201);
    const page = await open(withApi(id));
    const editor = editorIn(page);
    await editor.locator('#text:enabled').waitFor();
    await editor.getByRole('button', { name: 'Versions' }).click();
    await editor.locator('#versions li button').filter({ hasText: /^1 / }).click();
    await editor.locator('#version').getByText('First').waitFor();
    await editor.getByRole('button', { name: 'Restore' }).click();
    expect(await told(page, 'saved')).toMatchObject({ version: 3 });
    await editor.locator('#versions li button').filter({ hasText: /^3 / }).waitFor();
    await editor.locator('#versions').getByRole('button', { name: 'Back to the document' }).click();
    await editor.locator('#text:enabled').waitFor();
    expect(await editor.locator('#text').inputValue()).toBe('First');
  });

  // The last one: from here on, what alice creates is private.
  it('should open a private document nowhere but in Kontor', async () => {
    const person = await ZeroKnowledgePerson.register(fixture.kontor, 'alice');
    await person.choosePrivate();
    const id = await create('Private.txt');
    const page = await open({ 'document-id': id, lang: 'fr' });
    await page.getByText('Ce document est privé').waitFor();
    const link = page.getByRole('link', { name: 'Ouvrir dans Kontor' });
    expect(await link.getAttribute('href')).toBe(`${fixture.kontor.url}/edit/${id}`);
    expect(await link.getAttribute('rel')).toContain('noopener');
    expect(await page.locator('kontor-editor iframe').count()).toBe(0);
    expect(await told(page, 'error')).toMatchObject({ code: 'private' });
  });
});
