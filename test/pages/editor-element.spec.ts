import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import { BUNDLE, buildElement, EmbeddingApplication } from '../embedding-application.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';
import { openFixture, type BrowserFixture } from './browser.js';

const MAX_BYTES = 15 * 1024;

interface Told {
  readonly name: string;
  readonly [member: string]: unknown;
}

/** What the page was told by the element; waits for the first one of this name. */
async function told(page: Page, name: string): Promise<Told> {
  const found = await page.waitForFunction(
    (wanted) =>
      (globalThis as unknown as { told?: Told[] }).told?.find((each) => each.name === wanted),
    name,
  );
  return (await found.jsonValue()) as Told;
}

const editorIn = (page: Page): FrameLocator =>
  page.locator('kontor-editor').frameLocator('iframe').frameLocator('iframe');

describe('<kontor-editor> in a page of another application', () => {
  let fixture: BrowserFixture;
  let application: EmbeddingApplication;

  beforeAll(async () => {
    buildElement();
    fixture = await openFixture();
    application = await EmbeddingApplication.start(fixture.kontor);
  });

  afterEach(() => fixture.closeWindows());

  afterAll(async () => {
    await application.stop();
    await fixture.stop();
  });

  async function create(title: string, body = 'Dear Bob'): Promise<string> {
    const path = `/api/documents?title=${encodeURIComponent(title)}`;
    const created = await fixture.kontor.fetchAs('alice', path, { method: 'POST', body });
    return ((await created.json()) as { id: string }).id;
  }

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
