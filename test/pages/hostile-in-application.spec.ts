import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { EmbeddingApplication } from '../embedding-application.js';
import { HostileDocumentServer } from '../fakes/hostile-document-server.js';
import { freePorts } from '../free-port.js';
import { becomes } from '../provider-browser.js';
import { openFixture, type BrowserFixture } from './browser.js';

const LONG = { timeout: 120_000 };
const OTHER_TITLE = 'Merger, strictly confidential.txt';
/** More often than the element follows what changes something. */
const TIMES = 50;
/** In a minute. */
const MOST_REFRESHES = 120;

/** Every event that asks something of a page, with an address that is not the Document Server's. */
const EVENTS = [
  { name: 'onRequestRename', title: 'Robbed' },
  { name: 'onRequestRestore', version: 1 },
  { name: 'onRequestRestore', version: 1, url: 'http://127.0.0.1:9/x', fileType: 'txt' },
  { name: 'onRequestSaveAs', title: 'Loot', fileType: 'txt', url: 'http://127.0.0.1:9/x' },
  { name: 'onRequestInsertImage', c: 'add' },
  { name: 'onRequestSelectDocument', c: 'compare' },
  { name: 'onRequestSelectSpreadsheet', c: 'mailmerge' },
  { name: 'onRequestCompareFile' },
  { name: 'onRequestMailMergeRecipients' },
  { name: 'onRequestReferenceSource' },
  { name: 'onRequestReferenceData', path: OTHER_TITLE },
  { name: 'onRequestSharingSettings' },
  { name: 'onRequestUsers', c: 'mention' },
  { name: 'onRequestSendNotify', message: 'Click here', emails: ['bob@kontor.invalid'] },
  { name: 'onRequestHistory' },
  { name: 'onRequestHistoryData', version: 1 },
  { name: 'onRequestSecret' },
  { name: 'onSaveDocument', data: 'forged' },
];

describe('a hostile Document Server in the page of an application', () => {
  let hostile: HostileDocumentServer;
  let fixture: BrowserFixture;
  let rich: EmbeddingApplication;
  let poor: EmbeddingApplication;

  beforeAll(async () => {
    hostile = await HostileDocumentServer.start();
    fixture = await openFixture({
      PORT: String(await freePorts()),
      EUROOFFICE_URL: hostile.url,
      EUROOFFICE_INTERNAL_URL: hostile.internalUrl,
      EUROOFFICE_JWT_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
    });
    // Before the first frame is asked for: origins are kept for some seconds.
    rich = await EmbeddingApplication.start(fixture.kontor);
    poor = await EmbeddingApplication.start(fixture.kontor, {
      scopes: ['sessions', 'act-for-people'],
    });
    await create(OTHER_TITLE);
  });
  afterEach(() => fixture.closeWindows());
  afterAll(async () => {
    await rich.stop();
    await poor.stop();
    await fixture.stop();
    await hostile.stop();
  });

  async function create(title: string): Promise<string> {
    const path = `/api/documents?title=${encodeURIComponent(title)}`;
    const created = await fixture.kontor.fetchAs('alice', path, { method: 'POST', body: 'text' });
    return ((await created.json()) as { id: string }).id;
  }

  /** Opens it, and waits until the script has tried everything. */
  async function rob(
    application: EmbeddingApplication,
    id: string,
    attributes: Record<string, string>,
  ): Promise<{ page: Page; loot: Record<string, string> }> {
    application.requests.length = 0;
    hostile.target = application.url;
    hostile.forget();
    const page = await fixture.open();
    await page.addInitScript(() => {
      const got: unknown[] = [];
      Object.assign(globalThis, { got });
      addEventListener('message', ({ data }) => got.push(data));
    });
    await page.goto(
      `${application.url}/?${new URLSearchParams({ 'document-id': id, ...attributes })}`,
    );
    // The element says so when the editor is over.
    const alert = page.getByRole('alert');
    const over = alert.waitFor({ timeout: 0 }).then(async () => {
      throw new Error(await alert.innerText());
    });
    const loot = { ...(await Promise.race([hostile.lootWith('config'), over])) };
    over.catch(() => undefined);
    return { page, loot };
  }

  it('should learn of the document that is open, and of nothing else', async () => {
    hostile.forged = { events: [], times: 0 };
    const id = await create('Open.txt');
    const { page, loot } = await rob(rich, id, { 'api-url': '/kontor' });
    expect(JSON.parse(loot.config!)).toMatchObject({ document: { title: 'Open.txt' } });
    const { config: _, messages: __, ...found } = loot;
    const got = Object.fromEntries(
      Object.entries(found).filter(([, value]) => !value.startsWith('denied: ')),
    );
    // What is its own and empty, and what says only that it was tried.
    expect({
      ...{ cookies: '', storage: '[[],[]]', databases: '[]', caches: '[]' },
      ...{ askForSecrets: 'asked', forgeEvents: 'sent', frameElement: 'null', opener: 'null' },
      ...{ navigateTopByLink: 'clicked', navigateTopByName: 'opened' },
    }).toMatchObject(got);
    for (const name of ['fetchByParent', 'parentPage', 'parentCookies', 'parentStorage'])
      expect([name, found[name]]).toEqual([name, expect.stringMatching(/^denied: /)]);
    expect(JSON.stringify(loot)).not.toContain(OTHER_TITLE);
    // The page is where it was, and what was sent to the hostile server had no cookie.
    expect(new URL(page.url()).origin).toBe(rich.url);
    expect(hostile.visits.filter(({ path }) => path === '/evil')).toEqual([]);
    expect(hostile.visits.filter(({ hasCookie }) => hasCookie)).toEqual([]);

    const popups = page.context().waitForEvent('page', LONG);
    const frames = page.frameLocator('kontor-editor iframe').frameLocator('iframe');
    await frames.first().locator('html').click();
    const popup = await popups;
    const then = await hostile.lootWith('popupDone');
    await hostile.lootWith('clickedTop');
    expect(then).toMatchObject({ popup: 'no handle', popupOpener: 'null' });
    for (const name of ['popupNavigatesTop', 'popupDocuments', 'clickedTop', 'clickedParent'])
      expect([name, then[name]]).toEqual([name, expect.stringMatching(/^denied: /)]);
    await popup.close();
    expect(new URL(page.url()).origin).toBe(rich.url);
  });

  it('should make the page ask for nothing where the application gave no api-url', async () => {
    hostile.forged = { events: EVENTS, times: TIMES };
    const id = await create('Alone.txt');
    const { page } = await rob(poor, id, {});
    const routes = new Set(poor.requests.map(({ route }) => route));
    expect([...routes]).toEqual(['POST /api/eurooffice/session']);
    // One for the opening, one for each time that a frame may load itself anew in a minute.
    expect(poor.requests.length).toBeLessThanOrEqual(21);
    for (const { body } of poor.requests) expect(JSON.parse(body)).toMatchObject({ file_id: id });
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('should change nothing but what is open, no more than a person could, and only what the scopes open', async () => {
    hostile.forged = { events: EVENTS, times: TIMES };
    const id = await create('Poor.txt');
    const { page } = await rob(poor, id, { 'api-url': '/kontor', mode: 'view' });
    const SAVE_AS = 'POST /api/eurooffice/save-as';
    const copies = () => poor.requests.filter(({ route }) => route === SAVE_AS).length;
    await becomes(() => Promise.resolve(copies() >= 20));
    const counts = new Map<string, number>();
    for (const { route, body } of poor.requests) {
      expect(route + body).toContain(id);
      const kind = route.replace(/\?.*/, '').replace(id, ':id');
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    for (const kind of counts.keys())
      expect(kind).toMatch(
        /^(GET|POST) \/api\/eurooffice\/(session$|opening|history\/:id(\/1)?$|save-as$)/,
      );
    expect(counts.get(SAVE_AS)).toBe(20);
    expect(counts.get('POST /api/eurooffice/session')).toBeLessThanOrEqual(21);
    expect(await page.getByRole('dialog').count()).toBe(0);
    // Nobody but the Document Server has files for a copy, and nothing happened to what there is.
    const answer = await fixture.kontor.fetchAs('alice', '/api/documents?q=');
    const { documents } = (await answer.json()) as { documents: { title: string }[] };
    const titles = documents.map(({ title }) => title);
    expect(titles).toContain('Poor.txt');
    expect(titles.filter((title) => /Robbed|Loot/.test(title))).toEqual([]);
    const bob = await fixture.kontor.fetchAs('bob', '/api/notifications');
    expect(await bob.json()).toMatchObject({ notifications: [] });
  });

  it('should get no file but one that the person chooses', async () => {
    const other = await create('Salaries.csv');
    const { config } = (await (
      await fixture.kontor.fetchAs('alice', '/api/eurooffice/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ file_id: other }),
      })
    ).json()) as { config: { document: { referenceData: { instanceId: string } } } };
    const { instanceId } = config.document.referenceData;
    const name = 'onRequestReferenceData';
    hostile.forged = {
      events: [
        ...EVENTS.filter((event) => /Select|Compare|Mail|Reference|Image/.test(event.name)),
        { name, referenceData: { fileKey: other, instanceId } },
        { name, path: 'Salaries.csv' },
        { name, link: `${instanceId}/documents/${other}` },
      ],
      times: TIMES,
    };
    const { page } = await rob(rich, await create('Rich.txt'), { 'api-url': '/kontor' });
    const calls = async (): Promise<{ method: string; argument: object }[]> => {
      const frame = page.frames().find((each) => each.url().includes('/editor-frame'));
      return frame!.evaluate(() =>
        (globalThis as unknown as { got: { type: string; method: string; argument: object }[] }).got
          .filter(({ type }) => type === 'call')
          .map(({ method, argument }) => ({ method, argument })),
      );
    };
    // One dialog at a time; neither is answered.
    for (const title of ['Choose an image', 'Data from another document']) {
      const dialog = page.getByRole('dialog', { name: title });
      await dialog.waitFor();
      expect(await page.getByRole('dialog').count()).toBe(1);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    }
    await becomes(async () => (await calls()).length === MOST_REFRESHES);
    const said = await calls();
    expect(new Set(said.map(({ method }) => method))).toEqual(new Set(['setReferenceData']));
    for (const { argument } of said) expect(Object.keys(argument)).toEqual(['error']);
    const asked = rich.requests.filter(({ route }) => /lend|reference-data/.test(route));
    expect(asked.map(({ route, body }) => [route, JSON.parse(body)])).toEqual([
      [
        'POST /api/eurooffice/reference-data',
        expect.objectContaining({ reference_data: { fileKey: other, instanceId } }),
      ],
    ]);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});
