import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { People } from '../../src/platform/identity/people.js';
import { ScriptedDocumentServer } from '../medium/editor-connector-server.js';
import { openFixture, type BrowserFixture } from './browser.js';

const PAGE = '<!doctype html><html><body>Sign in</body></html>';
const SIZES = [
  { width: 390, height: 844 },
  { width: 1280, height: 900 },
];

describe('a save in whose place a login page came', () => {
  let server: ScriptedDocumentServer;
  let fixture: BrowserFixture;

  beforeAll(async () => {
    server = await ScriptedDocumentServer.start();
    fixture = await openFixture({
      EUROOFFICE_URL: server.url,
      EUROOFFICE_JWT_SECRET: server.secret,
    });
  });
  afterAll(async () => {
    await fixture.stop();
    await server.stop();
  });

  const json = async (path: string, body: string, type = 'text/plain') => {
    const init = { method: 'POST', headers: { 'content-type': type }, body };
    return (await fixture.kontor.fetchAs('alice', path, init)).json() as Promise<never>;
  };

  it('should be shown on the page of the document, and restored with one click', async () => {
    const { id } = (await json('/api/documents?title=note.txt', 'one')) as { id: string };
    const opening = JSON.stringify({ file_id: id });
    const session: Parameters<typeof server.post>[0] = await json(
      '/api/eurooffice/session',
      opening,
      'application/json',
    );
    const { key } = session.config.document;
    const people = fixture.kontor.app.get(People, { strict: false });
    const both = await Promise.all(['alice', 'bob'].map((name) => people.find(name)));
    const ids = both.map((person) => person!.id);
    const url = server.answering(key, 'txt', (_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE),
    );
    const changes = ['alice', 'bob'].map((name, n) => ({
      created: `2026-11-28 10:00:0${n}`,
      user: { id: ids[n]!, name },
    }));
    const claims = { key, status: 2, url, users: ids.slice(0, 1), history: { changes } };
    expect(await server.post(session, claims)).toEqual({ status: 200, error: 1 });

    for (const viewport of SIZES) {
      const page = await fixture.open('alice', { viewport });
      await page.goto(`/documents/${id}`);
      const history = page.locator('#version-2');
      await page.getByText('Version 2 was set aside. A web page arrived instead').waitFor();
      expect(await history.textContent()).toContain('perhaps a sign-in page');
      expect(await history.locator('.version-author').textContent()).toMatch(/Alice.* and Bob/);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
    }
    const page = await fixture.open('alice');
    await page.goto(`/documents/${id}`);
    await page.getByRole('button', { name: 'Restore version 2' }).click();
    await page.locator('#version-3 .badge', { hasText: 'Current' }).waitFor();
    const content = await fixture.kontor.fetchAs('alice', `/api/documents/${id}/content`);
    expect(await content.text()).toBe(PAGE);
    expect(fixture.complaints()).toEqual([]);
  });
});
