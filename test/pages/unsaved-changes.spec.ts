import { describe, expect, it } from '@jest/globals';
import { crash } from '../forgotten-files-fixture.js';
import { editorPages } from './editor-pages.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

describe('unsaved changes on the pages', () => {
  const desk = editorPages();

  async function json(path: string, init: RequestInit = {}): Promise<Wire> {
    return (await desk.fixture.kontor.fetchAs('alice', path, init)).json();
  }

  const create = async (title: string): Promise<string> =>
    (await json(`/api/documents?title=${title}`, { method: 'POST', body: 'Minutes:' })).id;

  function session(id: string): Promise<Wire> {
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify({ file_id: id }) };
    return json('/api/eurooffice/session', init);
  }

  /** The Document Server is killed while Alice types, comes back, and says what it still has. */
  async function crashWhileTyping(id: string, text: string): Promise<void> {
    const { config } = await session(id);
    const { key } = config.document;
    const editor = await desk.server.connect(config);
    await desk.server.nextCallback({ status: 1, key });
    await editor.type(text);
    await crash(desk.server, desk.fixture.kontor);
    await desk.server.nextCallback({ status: 1, key });
  }

  it('should appear where a person looks, and be saved from there', async () => {
    const id = await create('Minutes.txt');
    const page = await desk.fixture.open('alice');
    await page.goto(`/documents/${id}`);
    expect(await page.getByRole('heading', { name: 'Unsaved changes' }).count()).toBe(0);
    await crashWhileTyping(id, ' all agreed');
    const note = page.getByRole('region', { name: 'Unsaved changes' });
    await note.waitFor();
    expect(await note.textContent()).toContain('by Alice Muster');

    await page.goto('/');
    await page.getByRole('link', { name: 'Open Minutes.txt with its unsaved changes' }).waitFor();
    await page.goto(`/documents/${id}`);
    await note.getByRole('link', { name: 'Open and save' }).click();
    await page.waitForURL(`**/edit/${id}`);
    await desk.server.nextCallback({ status: 1 });
    await page.goto(`/documents/${id}`);
    await desk.server.nextCallback({ status: 2 });
    await page.getByText('Version 2', { exact: true }).waitFor();
    await note.waitFor({ state: 'detached' });
    const content = await desk.fixture.kontor.fetchAs('alice', `/api/documents/${id}/content`);
    expect(await content.text()).toBe('Minutes: all agreed');
  });

  it('should be given up by the keyboard, after a second look', async () => {
    const id = await create('Draft.txt');
    await crashWhileTyping(id, ' never mind');
    const page = await desk.fixture.open('alice');
    await page.goto(`/documents/${id}`);
    const forGood = page.getByRole('button', { name: 'Discard permanently' });
    expect(await forGood.isVisible()).toBe(false);
    await page.getByText('Discard the changes').focus();
    await page.keyboard.press('Enter');
    await forGood.focus();
    await page.keyboard.press('Enter');
    await page.locator('#toast', { hasText: 'were discarded' }).waitFor({ state: 'attached' });
    await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' });
    expect((await json(`/api/documents/${id}`)).unsaved_changes).toBeNull();
  });

  it('should be no trap when the converter failed at the opening: the next one works', async () => {
    const id = await create('Stuck.txt');
    const page = await desk.fixture.open('alice');
    const keyAfter = async (act: () => Promise<unknown>): Promise<string> => {
      const answered = page.waitForResponse('**/api/eurooffice/session');
      await act();
      return (await (await answered).json()).config.document.key;
    };
    desk.server.failNextOpenings();
    const reported = page.waitForRequest((request) => request.url().endsWith('/errors'));
    const failed = await keyAfter(() => page.goto(`/edit/${id}`));
    expect((await (await reported).response())?.status()).toBe(204);
    expect((await reported).postDataJSON()).toEqual({ code: -80 });
    const key = await keyAfter(() => page.getByRole('button', { name: 'Reload' }).click());
    expect(key).not.toBe(failed);
    // The failed page has no progress bar either, so only this callback proves that the next page is there.
    await desk.server.nextCallback({ status: 1, key });
    await page.waitForFunction(() => document.querySelector('#loading')?.hasAttribute('hidden'));
    expect(await page.locator('#banner').isVisible()).toBe(false);
    await page.goto(`/documents/${id}`);
    await desk.server.nextCallback({ status: 4, key: failed });
    await desk.server.nextCallback({ status: 4, key });
    const again = await session(id);
    expect(again.config.document.key).toBe(key);
  });

  it.each([
    ['a phone', 360, 740],
    ['a desktop', 1280, 800],
  ])('should fit on %s', async (_, width, height) => {
    const id = await create(`Width-${width}.txt`);
    await crashWhileTyping(id, ' wide');
    const page = await desk.fixture.open('alice', { viewport: { width, height } });
    for (const path of [`/documents/${id}`, '/']) {
      await page.goto(path);
      await page.locator(path === '/' ? `#unsaved-${id}` : '.unsaved').waitFor();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
      const shots = process.env.KONTOR_TEST_PICTURES;
      if (shots !== undefined) {
        const name = path === '/' ? 'list' : 'document';
        await page.screenshot({ path: `${shots}/unsaved-${name}-${width}.png` });
      }
    }
  });
});
