import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { EditingSessions } from '../../src/editor-connector/sessions/editing-sessions.js';
import { editorFrameOf, editorIn, openFixture, type BrowserFixture } from './browser.js';

/** Folder for pictures of what the tests saw; nothing is kept by default. */
const pictures = process.env.KONTOR_TEST_PICTURES;

describe('the history in the editor', () => {
  let fixture: BrowserFixture;
  let id: string;

  const api = async (who: string, path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fixture.kontor.fetchAs(who, path, { ...init, headers });
    expect([path, response.ok]).toEqual([path, true]);
    return response;
  };
  const share = (role: string, switches = {}) =>
    api('alice', `/api/documents/${id}/shares/bob`, {
      method: 'PUT',
      body: JSON.stringify({ role, ...switches }),
    });
  const content = async (): Promise<string> =>
    (await api('alice', `/api/documents/${id}/content`)).text();
  const openEditor = async (who: string): Promise<Page> => {
    const page = await fixture.open(who);
    await page.goto(`/edit/${id}`);
    await editorFrameOf(page);
    return page;
  };
  const saw = async (page: Page, name: string): Promise<void> => {
    if (pictures === undefined) return;
    for (const width of [360, 390, 1280]) {
      await page.setViewportSize({ width, height: 740 });
      await page.screenshot({ path: `${pictures}/${name}-${width}.png` });
    }
  };

  const type = async (page: Page, text: string): Promise<void> => {
    await editorIn(page).locator('#text:enabled').focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(text);
    await editorIn(page).locator('#state', { hasText: 'has reached the server' }).waitFor();
  };
  const save = async (page: Page): Promise<void> => {
    await editorIn(page).getByRole('button', { name: 'Save', exact: true }).click();
    await editorIn(page).getByText('Saved.').waitFor();
  };
  /** Two people, two steps, and the end of their session: versions 2, 3 and 4. */
  async function write(): Promise<void> {
    await share('editor');
    const [alice, bob] = [await openEditor('alice'), await openEditor('bob')];
    await type(alice, ' from Alice,');
    await save(alice);
    await type(bob, ' then Bob');
    await save(bob);
    await type(alice, ' and the end');
    await Promise.all([alice.close(), bob.close()]);
    const page = await fixture.open('alice');
    await page.goto(`/documents/${id}`);
    await page.locator('#version-4').waitFor();
    await page.context().close();
  }

  const versions = (page: Page) => editorIn(page).getByRole('region', { name: 'Versions' });
  const version = (page: Page) => editorIn(page).locator('#version');
  const written = (page: Page) =>
    version(page).evaluate((view) =>
      [...view.querySelectorAll<HTMLElement>('ins, del')].map(
        ({ title, textContent, tagName }) => `${tagName.toLowerCase()} ${title}:${textContent}`,
      ),
    );

  beforeAll(async () => {
    fixture = await openFixture();
  });

  beforeEach(async () => {
    const created = await fixture.kontor.fetchAs('alice', '/api/documents?title=Plan.txt', {
      method: 'POST',
      body: 'A text',
    });
    id = ((await created.json()) as { id: string }).id;
  });

  afterEach(async () => {
    await fixture.closeWindows();
    expect(fixture.complaints()).toEqual([]);
  });

  afterAll(() => fixture.stop());

  it('should show both steps and the end of a session, with who wrote what', async () => {
    await write();
    const page = await fixture.open('alice');
    await page.goto(`/documents/${id}`);
    await saw(page, 'history-document');
    await page.getByRole('link', { name: 'Show changes in version 3' }).click();
    await page.waitForURL(`**/edit/${id}?history=3`);
    await version(page).getByText('A text from Alice, then Bob').waitFor();
    expect(await written(page)).toEqual([
      'ins Alice Muster: from Alice,',
      'ins Bob Beispiel: then Bob',
    ]);
    await saw(page, 'history-editor');

    await versions(page).getByRole('button', { name: /^4 · / }).click();
    await version(page).getByText('A text from Alice, then Bob and the end').waitFor();
    expect(await written(page)).toEqual([
      'ins Alice Muster: from Alice,',
      'ins Bob Beispiel: then Bob',
      'ins Alice Muster: and the end',
    ]);
    await versions(page)
      .getByRole('button', { name: /^2 · .* · Alice Muster$/ })
      .click();
    await version(page).getByText('A text from Alice,', { exact: true }).waitFor();
    await versions(page).getByRole('button', { name: /^1 · / }).click();
    await editorIn(page).getByText('No changes are shown.').waitFor();
    expect(await version(page).textContent()).toBe('A text');
    await versions(page).getByRole('button', { name: 'Back to the document' }).click();
    await page.waitForURL(`**/edit/${id}`);
    await editorFrameOf(page);
  });

  const chosen = async (page: Page, to: number, from: number): Promise<void> => {
    await page.goto(`/documents/${id}`);
    await page.getByText('Compare two versions').click();
    const form = page.locator('.comparing-form');
    const [newer, older] = [form.getByLabel(/^Version/).first(), form.getByLabel(/^compared with/)];
    await newer.selectOption(String(to));
    await older.selectOption(String(from));
    await saw(page, 'history-compare');
    await form.getByRole('button', { name: 'Show the changes' }).click();
  };

  it('should compare the two versions that a person chooses', async () => {
    await write();
    const page = await fixture.open('alice');
    await chosen(page, 3, 1);
    await page.locator('#banner', { hasText: 'Version 3 compared with version 1.' }).waitFor();
    await version(page).getByText('A text from Alice, then Bob').waitFor();
    expect(await written(page)).toHaveLength(2);

    // Changes name places in the version that the session began with: no other has them marked.
    await chosen(page, 4, 2);
    const banner = page.locator('#banner', { hasText: 'This is version 4 as it is' });
    await banner.getByText('made by Alice Muster and Bob Beispiel.').waitFor();
    await version(page).getByText('and the end').waitFor();
    expect(await written(page)).toEqual([]);
    await saw(page, 'history-compared-plainly');
    await banner.getByRole('button', { name: 'Changes of the last session' }).click();
    await page.waitForURL(`**/edit/${id}?history=4`);
    await version(page).getByText('and the end').waitFor();
    expect(await written(page)).toHaveLength(3);
  });

  it('should list what somebody saves while it is open, and stay at the version shown', async () => {
    await share('editor');
    const alice = await openEditor('alice');
    await type(alice, ' from Alice');
    await save(alice);
    const bob = await openEditor('bob');
    await editorIn(bob).getByRole('button', { name: 'Versions' }).click();
    await versions(bob).getByRole('button', { name: /^1 · / }).click();
    await editorIn(bob).getByText('No changes are shown.').waitFor();
    await type(alice, ' again');
    await save(alice);
    await versions(bob).getByRole('button', { name: /^3 · / }).waitFor();
    await versions(bob).locator('[aria-current]', { hasText: /^1 · / }).waitFor();
    expect(await version(bob).textContent()).toBe('A text');
  });

  it('should restore a step inside a version, and then a whole one', async () => {
    await write();
    const page = await openEditor('alice');
    await type(page, ' and more');
    await editorIn(page).getByRole('button', { name: 'Versions' }).click();
    await version(page).getByText('and the end').waitFor();
    // Inside version 4: what Bob had written last.
    await versions(page)
      .locator('.step')
      .getByRole('button', { name: /Bob Beispiel$/ })
      .first()
      .click();
    await version(page).getByText('A text from Alice, then Bob', { exact: true }).waitFor();
    await versions(page).getByRole('button', { name: 'Restore step' }).click();
    // What Alice had typed since was saved before, as version 5.
    await page.locator('#banner', { hasText: 'Restored as version 6.' }).waitFor();
    expect(await content()).toBe('A text from Alice, then Bob');
    await versions(page)
      .getByRole('listitem')
      .filter({ has: editorIn(page).getByRole('button', { name: /^5 · / }) })
      .getByRole('button', { name: 'Restore' })
      .click();
    await page.locator('#banner', { hasText: 'Restored as version 7.' }).waitFor();
    expect(await content()).toBe('A text from Alice, then Bob and the end and more');
  });

  it('should show a reader the same, without restoring', async () => {
    await write();
    await share('viewer', { download: false });
    const page = await fixture.open('bob');
    await page.goto(`/edit/${id}?history=4`);
    await version(page).getByText('and the end').waitFor();
    expect(await written(page)).toHaveLength(3);
    expect(await versions(page).getByRole('button', { name: 'Restore' }).count()).toBe(0);
  });

  it('should go on when the session of the page is over', async () => {
    const page = await fixture.open('alice');
    const answer = page.waitForResponse('**/api/eurooffice/session');
    await page.goto(`/edit/${id}`);
    await editorFrameOf(page);
    const { session_id: sessionId } = (await (await answer).json()) as { session_id: string };
    await fixture.kontor.app.get(EditingSessions, { strict: false }).end(sessionId);
    await editorIn(page).getByRole('button', { name: 'Versions' }).click();
    await version(page).getByText('A text').waitFor();
    expect(fixture.complaints()).toEqual([expect.stringContaining('status of 404')]);
  });

  it('should say that somebody else is editing, and restore nothing', async () => {
    await share('editor');
    const alice = await openEditor('alice');
    await type(alice, ' from Alice');
    await save(alice);
    const bob = await openEditor('bob');
    await editorIn(bob).getByRole('button', { name: 'Versions' }).click();
    await versions(bob).getByRole('button', { name: 'Restore' }).first().click();
    await bob.locator('#banner', { hasText: 'Somebody is editing this document.' }).waitFor();
    expect(fixture.complaints()).toEqual([expect.stringContaining('status of 409')]);
    expect(await content()).toBe('A text from Alice');
  });

  it('should say when the right to restore is gone', async () => {
    await share('editor');
    const alice = await openEditor('alice');
    await type(alice, ' from Alice');
    await save(alice);
    await alice.close();
    const bob = await openEditor('bob');
    await editorIn(bob).getByRole('button', { name: 'Versions' }).click();
    await versions(bob).getByRole('button', { name: 'Restore' }).first().waitFor();
    await share('viewer');
    await versions(bob).getByRole('button', { name: 'Restore' }).first().click();
    await bob.locator('#banner', { hasText: 'you may not edit this document' }).waitFor();
    expect(fixture.complaints()).toEqual([expect.stringContaining('status of 403')]);
  });
});
