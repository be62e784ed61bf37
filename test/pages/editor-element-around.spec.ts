import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { EmbeddingApplication } from '../embedding-application.js';
import type { BrowserFixture } from './browser.js';
import { barriersIn, createDocument, editorIn, startWithElement, told } from './element-page.js';

const PNG = Buffer.from('89504e470d0a1a0a0000000000000000', 'hex');
/** A folder for pictures to look at. */
const PICTURES = process.env.SHOTS;

describe('<kontor-editor> and what people do around the editor', () => {
  let fixture: BrowserFixture;
  let application: EmbeddingApplication;
  /** It may do no more than open sessions for people. */
  let poor: EmbeddingApplication;

  beforeAll(async () => {
    ({ fixture, application } = await startWithElement());
    // Before the first frame is asked for: origins are kept for some seconds.
    poor = await EmbeddingApplication.start(fixture.kontor, {
      scopes: ['sessions', 'act-for-people'],
    });
  });
  afterEach(async () => {
    await fixture.closeWindows();
    expect(fixture.complaints()).toEqual([]);
  });
  afterAll(async () => {
    await application.stop();
    await poor.stop();
    await fixture.stop();
  });

  const create = (title: string, body?: string | Buffer<ArrayBuffer>) =>
    createDocument(fixture, title, body);
  const send = (method: string, path: string, body: object): Promise<Response> =>
    fixture.kontor.fetchAs('alice', path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const read = async (username: string, path: string): Promise<ReturnType<typeof JSON.parse>> =>
    (await fixture.kontor.fetchAs(username, path)).json();

  async function open(
    id: string,
    attributes: Readonly<Record<string, string>> = {},
    at = application,
  ): Promise<Page> {
    const page = await fixture.open();
    const query = new URLSearchParams({ 'document-id': id, 'api-url': '/kontor', ...attributes });
    await page.goto(`${at.url}/?${query}`);
    await told(page, 'ready');
    return page;
  }
  const tool = (page: Page, name: string) =>
    editorIn(page).getByRole('button', { name, exact: true });
  /** Whatever is shown stands on a phone as well, and keeps nobody out. */
  async function look(page: Page, name: string): Promise<void> {
    for (const width of [360, 390, 1280]) {
      await page.setViewportSize({ width, height: 740 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([name, wide, await barriersIn(page)]).toEqual([name, width, []]);
      if (PICTURES) await page.screenshot({ path: `${PICTURES}/element-${name}-${width}.png` });
    }
  }

  it('should show an earlier version, which nobody changes', async () => {
    const id = await create('Old.txt', 'First');
    const head = await fixture.kontor.fetchAs('alice', `/api/documents/${id}/content`);
    const put = (etag: string | null, body: string): Promise<Response> =>
      fixture.kontor.fetchAs('alice', `/api/documents/${id}/content`, {
        method: 'PUT',
        headers: { 'if-match': etag! },
        body,
      });
    const second = await put(head.headers.get('etag'), 'Second');
    const page = await open(id, { version: '1' });
    expect(await told(page, 'ready')).toMatchObject({ mode: 'view', documentId: id });
    const shown = (): Promise<string> => editorIn(page).locator('#text').inputValue();
    expect(await shown()).toBe('First');
    for (const name of ['Save', 'Rename', 'Versions', 'Restore', 'Comment', 'Insert image'])
      expect([name, await tool(page, name).isVisible()]).toEqual([name, false]);
    const { body } = application.requests.findLast(({ route }) => route.endsWith('/session'))!;
    expect(JSON.parse(body)).toMatchObject({ file_id: id, version: 1 });

    // What happens to the document leaves it as it is.
    expect((await put(second.headers.get('etag'), 'Third')).status).toBe(201);
    const asked = page.waitForResponse((response) => response.url().includes('/opening/'));
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    expect(await (await asked).json()).toMatchObject({ current_version: 3, is_current: false });
    expect(await shown()).toBe('First');

    await page.locator('kontor-editor').evaluate((element) => {
      (globalThis as unknown as { told: unknown[] }).told.length = 0;
      Object.assign(element, { version: null });
    });
    expect(await told(page, 'ready')).toMatchObject({ mode: 'edit' });
    await editorIn(page).locator('#text:enabled').waitFor();
    expect(await shown()).toBe('Third');
  });

  it('should save a copy, and tell the application which one', async () => {
    const id = await create('Offer.txt', 'the offer');
    const page = await open(id);
    await tool(page, 'Save copy as').click();
    const copy = await told(page, 'saved-as');
    expect(copy).toEqual({
      name: 'saved-as',
      documentId: id,
      copyId: expect.any(String),
      title: 'Offer.txt',
    });
    expect(copy.copyId).not.toBe(id);
    await page.getByRole('status').getByText('“Offer.txt” is a new document.').waitFor();
    const path = `/api/documents/${String(copy.copyId)}`;
    expect(await read('alice', path)).toMatchObject({ owner: 'alice' });
    const content = await fixture.kontor.fetchAs('alice', `${path}/content`);
    expect(await content.text()).toBe('the offer');
  });

  it('should tell people that they are mentioned', async () => {
    const id = await create('Contract.txt');
    await send('PUT', `/api/documents/${id}/shares/bob`, { role: 'commenter' });
    const page = await open(id);
    await tool(page, 'Comment').click();
    const editor = editorIn(page);
    await editor
      .getByRole('listbox', { name: 'Whom to mention' })
      .selectOption({ label: 'Bob Beispiel' });
    await editor.getByLabel('Comment text').fill('Have a look');
    const answered = page.waitForResponse((response) => response.url().endsWith(`/mentions/${id}`));
    await tool(page, 'Send').click();
    await answered;
    const { notifications } = await read('bob', '/api/notifications');
    expect(notifications).toContainEqual(
      expect.objectContaining({
        ...{ document_id: id, kind: 'mention', text: 'Have a look' },
        from: { username: 'alice', display_name: 'Alice Muster' },
      }),
    );
  });

  it('should insert an image of one’s own documents', async () => {
    await create('Seal of the office.png', PNG);
    await create('Another.png', PNG);
    const id = await create('Letter.txt');
    const page = await open(id);
    await tool(page, 'Insert image').click();
    const dialog = page.getByRole('dialog', { name: 'Choose an image' });
    await dialog.getByRole('button', { name: 'Another.png' }).waitFor();
    expect(await dialog.getByRole('button', { name: 'Letter.txt' }).count()).toBe(0);
    await look(page, 'pick-image');
    // The field has the keyboard from the beginning. At once: another search would take the list from under the keys.
    await page.keyboard.insertText('seal');
    await dialog.getByRole('button', { name: 'Another.png' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await editorIn(page).getByText('Taken into the document: .png, 16 bytes').waitFor();
    expect(await dialog.count()).toBe(0);

    await tool(page, 'Insert image').click();
    await dialog.getByLabel('Find by title').fill('nowhere');
    await dialog.getByText('None of your documents fits.').first().waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('should share the document, for its owner', async () => {
    const id = await create('Plan.txt');
    const shares = async (): Promise<unknown> =>
      (await read('alice', `/api/documents/${id}/shares`)).shares;
    await send('PUT', `/api/documents/${id}/shares/admin`, { role: 'editor', print: false });
    const page = await open(id);
    await tool(page, 'Share').click();
    const dialog = page.getByRole('dialog', { name: 'Share' });
    await dialog.getByLabel('Permission', { exact: true }).selectOption('Can comment');
    await dialog.getByLabel('Name of a person or group').fill('bob');
    await dialog.getByRole('button', { name: /bob/i }).first().click();
    const ofBob = dialog.getByRole('combobox', { name: /^Permission of Bob/i });
    await ofBob.waitFor();
    expect(await shares()).toContainEqual(
      expect.objectContaining({ username: 'bob', role: 'commenter' }),
    );
    await look(page, 'share');
    // What the share keeps back stays so.
    const listed = page.waitForResponse((response) => response.url().endsWith('/shares'));
    await dialog
      .getByRole('list', { name: 'Who has access' })
      .getByRole('listitem')
      .filter({ hasText: 'Admin' })
      .getByRole('combobox')
      .selectOption('Can read');
    await listed;
    expect(await shares()).toContainEqual({
      ...{ id: expect.any(String), username: 'admin', display_name: expect.any(String) },
      ...{ role: 'viewer', download: true, print: false, copy: true, key: null },
    });
    await dialog.getByRole('button', { name: /^Remove Bob/i }).click();
    await ofBob.waitFor({ state: 'detached' });
    expect(await shares()).toHaveLength(1);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await editorIn(page)
      .getByText(/^Shared with .*: Can read$/)
      .waitFor();
  });

  it.each([
    ['en', 'Share', 'Name of a person or group', 'Group', 'Can read', 'Remove'],
    ['de', 'Teilen', 'Name einer Person oder Gruppe', 'Gruppe', 'Lesen', 'entfernen'],
    ['fr', 'Partager', 'Nom d’une personne ou d’un groupe', 'Groupe', 'Lecture', 'Retirer'],
  ])('should share with a group, in %s', async (lang, ...[share, find, kind, mayRead, remove]) => {
    const id = await create(`Gruppenplan-${lang}.txt`);
    const asAdmin = async (method: string, path: string, body?: object): Promise<Response> =>
      fixture.kontor.fetchAs('admin', path, {
        method,
        ...(body && {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      });
    const name = `Bauamt ${lang}`;
    const group = (await (await asAdmin('POST', '/api/groups', { name })).json()) as { id: string };
    await asAdmin('PUT', `/api/groups/${group.id}/members/bob`);
    const status = async (): Promise<number> =>
      (await fixture.kontor.fetchAs('bob', `/api/documents/${id}`)).status;
    expect(await status()).toBe(404);

    const page = await open(id, { lang });
    await tool(page, share).click();
    const dialog = page.getByRole('dialog', { name: share });
    await dialog.getByLabel(find).fill('baua');
    // Nobody takes a group for a person of that name.
    await dialog.getByRole('button', { name: `${name} ${kind}` }).click();
    const held = dialog.getByRole('listitem').filter({ hasText: `${name} ${kind}` });
    const role = held.getByRole('combobox');
    await role.waitFor();
    expect(await role.locator('option:checked').textContent()).toBe(mayRead);
    expect(await status()).toBe(200);
    await look(page, `share-with-group-${lang}`);

    const given = page.waitForResponse((response) => response.request().method() === 'PUT');
    await role.selectOption('editor');
    expect((await given).status()).toBe(200);
    expect(await read('bob', `/api/documents/${id}`)).toMatchObject({ role: 'editor' });
    const removed = page.waitForResponse((response) => response.request().method() === 'DELETE');
    await held.getByRole('button', { name: new RegExp(remove) }).click();
    await removed;
    await held.waitFor({ state: 'detached' });
    expect(await status()).toBe(404);
  });

  it('should open no door that the application or its scopes keep shut', async () => {
    const id = await create('Shut.txt');
    const doors = [
      ...['Rename', 'Comment', 'Save copy as', 'Insert image'],
      ...['Compare', 'Mail merge', 'Refresh data', 'Share'],
    ];
    const openIn = async (page: Page): Promise<string[]> => {
      await editorIn(page).locator('#text:enabled').waitFor();
      const seen = await Promise.all(doors.map((name) => tool(page, name).isVisible()));
      return doors.filter((_, at) => seen[at]);
    };
    expect(await openIn(await open(id))).toEqual(doors);
    expect(await openIn(await open(id, { 'api-url': '' }))).toEqual([]);
    expect(await openIn(await open(id, {}, poor))).toEqual(['Comment', 'Save copy as']);
  });
});
