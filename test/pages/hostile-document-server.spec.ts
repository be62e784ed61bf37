import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { HostileDocumentServer, type Loot } from '../fakes/hostile-document-server.js';
import { freePorts } from '../free-port.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';
import { openFixture, type BrowserFixture } from './browser.js';
import { LONG, makeKey, PASSPHRASE, TEST_MS, unlockWith } from './own-key.js';

const OTHER_TITLE = 'Merger, strictly confidential.txt';

const EMPTY: Loot = { cookies: '', storage: '[[],[]]', databases: '[]', caches: '[]' };
/** What says by its answer only that it was tried. */
const TRIED: Loot = {
  askForSecrets: 'asked',
  forgeEvents: 'sent',
  frameElement: 'null',
  opener: 'null',
  // The browser lets the script go on, and does nothing; the address is looked at in the next test.
  navigateTopByLink: 'clicked',
  navigateTopByName: 'opened',
};

describe.each([
  ['in an origin of its own', false],
  ['in our own origin, for comparison', true],
])('a hostile Document Server %s', (_, sharesOrigin) => {
  let hostile: HostileDocumentServer;
  let fixture: BrowserFixture;
  let alice: Page;
  let secret: string;
  let open: string;

  const create = async (title: string): Promise<string> => {
    const created = await fixture.kontor.fetchAs(
      'alice',
      `/api/documents?title=${encodeURIComponent(title)}`,
      { method: 'POST', body: 'text' },
    );
    return ((await created.json()) as { id: string }).id;
  };

  /** The tab that made the key has it unlocked: that is the one to be robbed. */
  const openIt = async (): Promise<void> => {
    await alice.goto(`/edit/${open}`);
    const dialog = alice.getByRole('dialog');
    await alice.locator('.editor-frame').or(dialog).first().waitFor(LONG);
    if (await dialog.isVisible()) await unlockWith(alice, PASSPHRASE);
  };

  beforeAll(async () => {
    hostile = await HostileDocumentServer.start();
    const port = String(await freePorts());
    fixture = await openFixture({
      PORT: port,
      EUROOFFICE_URL: hostile.url,
      EUROOFFICE_INTERNAL_URL: hostile.internalUrl,
      EUROOFFICE_JWT_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
      // The Document Server calls the second name: then the editor has none, and is with us.
      ...(sharesOrigin ? { EUROOFFICE_CALLBACK_URL: `http://localhost:${port}` } : {}),
    });
    hostile.target = fixture.kontor.url;
    await create(OTHER_TITLE);
    alice = await fixture.open('alice');
    secret = await makeKey(alice);
    const me = await ZeroKnowledgePerson.withSecret(fixture.kontor, 'alice', secret);
    await me.choosePrivate();
    open = await create('Open.txt');
  }, TEST_MS);

  afterAll(async () => {
    await fixture.stop();
    await hostile.stop();
  });

  if (sharesOrigin) {
    it(
      'should get everything: what it tries would work',
      async () => {
        await openIt();
        const loot = await hostile.lootWith('config');
        expect(loot.fetchByParent).toContain(OTHER_TITLE);
        expect(loot.parentStorage).toContain('kontor.unlocked');
        expect(loot.tabKeyByParent).toBe('200');
        expect(loot.parentPage).toContain('Open.txt');
      },
      TEST_MS,
    );
    return;
  }

  it(
    'should get the document that is open, and nothing else',
    async () => {
      await openIt();
      const { config, messages, ...loot } = await hostile.lootWith('config');
      expect(JSON.parse(config!)).toMatchObject({ document: { title: 'Open.txt' } });
      const got = Object.fromEntries(
        Object.entries(loot).filter(([, found]) => !found.startsWith('denied: ')),
      );
      // A browser that keeps nothing for foreign frames denies even what is empty.
      expect({ ...EMPTY, ...TRIED }).toMatchObject(got);
      const everything = JSON.stringify([config, messages, loot]);
      expect(everything).not.toContain(secret);
      expect(everything).not.toContain('AGE-SECRET-KEY');
      expect(everything).not.toContain(OTHER_TITLE);
    },
    TEST_MS,
  );

  it(
    'should lead nobody elsewhere, whatever is clicked',
    async () => {
      const popups = alice.context().waitForEvent('page', LONG);
      await alice
        .frameLocator('.editor-frame')
        .frameLocator('iframe')
        .first()
        .locator('html')
        .click();
      const popup = await popups;
      const loot = await hostile.lootWith('popupDone');
      await hostile.lootWith('clickedTop');
      expect(loot).toMatchObject({ popup: 'no handle', popupOpener: 'null' });
      expect(loot.popupNavigatesTop).toMatch(/^denied: /);
      expect(loot.popupDocuments).toMatch(/^denied: /);
      expect(loot.clickedTop).toMatch(/^denied: /);
      expect(loot.clickedParent).toMatch(/^denied: /);
      await popup.close();
      expect(alice.url()).toBe(`${fixture.kontor.url}/edit/${open}`);
      expect(hostile.visits.filter(({ path }) => path === '/evil')).toEqual([]);
      // Nor was alice signed out by the window's request.
      const me = await alice.request.get('/api/me');
      expect(me.status()).toBe(200);
    },
    TEST_MS,
  );

  it('should find no other door: its host name answers for the frame alone', async () => {
    const editorUrl = fixture.kontor.url.replace('127.0.0.1', 'localhost');
    const cookies = await alice.context().cookies(fixture.kontor.url);
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    for (const path of ['/', '/login', '/api/me', '/api/documents', `/edit/${open}`, '/keys']) {
      const here = await fetch(fixture.kontor.url + path, { headers: { cookie } });
      expect([path, here.status]).toEqual([path, 200]);
      const there = await fetch(editorUrl + path, { headers: { cookie } });
      expect([path, there.status, there.headers.get('set-cookie')]).toEqual([path, 404, null]);
      expect(await there.text()).toContain(fixture.kontor.url);
    }
    const posted = await fetch(`${editorUrl}/api/auth/token`, { method: 'POST' });
    expect(posted.status).toBe(404);
    const worker = await fetch(`${editorUrl}/assets/desk/editor-frame.js`, {
      headers: { 'service-worker': 'script' },
    });
    expect(worker.status).toBe(404);
    expect((await fetch(`${editorUrl}/editor-frame`)).status).toBe(200);
    expect(
      (await fetch(`${fixture.kontor.url}/editor-frame`, { headers: { cookie } })).status,
    ).toBe(404);
  });

  it('should be sent no cookie of ours, and be framed by our page only', async () => {
    expect(hostile.visits.filter(({ hasCookie }) => hasCookie)).toEqual([]);
    const frame = await fetch(
      fixture.kontor.url.replace('127.0.0.1', 'localhost') + '/editor-frame',
    );
    const policy = frame.headers.get('content-security-policy')!;
    expect(policy).toContain(`frame-ancestors ${fixture.kontor.url}`);
    expect(policy).toContain(`frame-src ${hostile.url};`);
    expect(policy).not.toMatch(/connect-src|unsafe-inline|unsafe-eval/);
    const page = await fetch(`${fixture.kontor.url}/login`);
    expect(page.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin');
  });
});
