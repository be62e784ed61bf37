import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { editorFrameOf, editorIn, openFixture, type BrowserFixture } from './browser.js';

describe('what people ask each other in the editor', () => {
  let fixture: BrowserFixture;
  let id: string;

  const api = async (who: string, path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fixture.kontor.fetchAs(who, path, { ...init, headers });
    expect([path, response.ok]).toEqual([path, true]);
    return response;
  };
  const share = (role: string) =>
    api('alice', `/api/documents/${id}/shares/bob`, {
      method: 'PUT',
      body: JSON.stringify({ role }),
    });
  const openEditor = async (who: string): Promise<Page> => {
    const page = await fixture.open(who);
    await page.goto(`/edit/${id}`);
    await editorFrameOf(page);
    return page;
  };

  beforeAll(async () => {
    fixture = await openFixture();
  });

  beforeEach(async () => {
    const created = await fixture.kontor.fetchAs('alice', '/api/documents?title=Plan.txt', {
      method: 'POST',
      body: 'first line',
    });
    id = ((await created.json()) as { id: string }).id;
  });

  afterEach(() => fixture.closeWindows());
  afterAll(() => fixture.stop());

  it('should lead the mentioned from the desk to the place in the document', async () => {
    await share('commenter');
    const editor = editorIn(await openEditor('alice'));
    await editor.getByRole('button', { name: 'Comment' }).click();
    await editor
      .getByRole('listbox', { name: 'Whom to mention' })
      .selectOption({ label: 'Bob Beispiel' });
    await editor.getByRole('textbox', { name: 'Comment text' }).fill('Please <b>read</b>');
    await editor.getByRole('button', { name: 'Send' }).click();

    const page = await fixture.open('bob');
    await page.goto('/');
    const note = page.getByRole('link', { name: '1 notification' });
    await note.waitFor();
    await page.goto('/notifications');
    expect(await page.locator('.notification q').textContent()).toBe('Please <b>read</b>');
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      if (process.env.KONTOR_TEST_PICTURES !== undefined)
        await page.screenshot({
          path: `${process.env.KONTOR_TEST_PICTURES}/notifications-${width}.png`,
        });
    }
    const entry = page.getByRole('link', { name: 'Alice Muster mentioned you in “Plan.txt”' });
    await entry.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/edit/${id}?action=*`);
    await editorFrameOf(page);
    await editorIn(page).locator('#message', { hasText: 'Opened at _' }).waitFor();

    await page.goto('/notifications');
    await page.getByRole('button', { name: 'Remove the notification about Plan.txt' }).click();
    await page.getByRole('heading', { name: 'Nothing new' }).waitFor();
  });

  it('should tell the owner that a reader would like to edit', async () => {
    await share('viewer');
    const page = await openEditor('bob');
    await editorIn(page).getByRole('button', { name: 'Edit' }).click();
    await page.locator('#banner', { hasText: 'The owner was told' }).waitFor();
    const { notifications } = (await (await api('alice', '/api/notifications')).json()) as {
      notifications: { document_id: string; kind: string; link: string }[];
    };
    const about = notifications.find(({ document_id }) => document_id === id);
    expect(about).toMatchObject({ kind: 'edit-rights' });
    expect(about?.link).toMatch(new RegExp(`/documents/${id}$`));
  });

  it('should open for editing at once for somebody who may by now', async () => {
    await share('viewer');
    const page = await openEditor('bob');
    await share('editor');
    const reloaded = page.waitForEvent('load');
    await editorIn(page).getByRole('button', { name: 'Edit' }).click();
    await reloaded;
    await editorFrameOf(page);
    await editorIn(page).getByRole('button', { name: 'Rename' }).waitFor();
  });

  it('should open the share dialog beside the editor, for the owner alone', async () => {
    await share('viewer');
    const page = await openEditor('alice');
    const opened = page.waitForEvent('popup');
    await editorIn(page).getByRole('button', { name: 'Share' }).click();
    const dialog = await opened;
    await dialog.getByRole('heading', { name: 'Share' }).waitFor();
    await dialog.close();
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await editorIn(page).locator('#message', { hasText: 'Bob Beispiel: Can read' }).waitFor();
    const readers = editorIn(await openEditor('bob'));
    expect(await readers.getByRole('button', { name: 'Share' }).isVisible()).toBe(false);
  });

  it('should keep the place of a link through signing in', async () => {
    const page = await openEditor('alice');
    await editorIn(page).getByRole('button', { name: 'Link to this place' }).click();
    const shown = editorIn(page).locator('#message', { hasText: '/edit/' });
    const link = (await shown.textContent()) ?? '';
    expect(JSON.parse(new URL(link).searchParams.get('action')!)).toMatchObject({
      action: { type: 'bookmark' },
    });
    const stranger = await fixture.open();
    await stranger.goto(link);
    await stranger.waitForURL('**/login?**');
    await stranger.fill('input[name=username]', 'alice');
    await stranger.fill('input[name=password]', 'alice');
    await stranger.click('main button');
    await stranger.waitForURL(`**/edit/${id}?action=*`);
    await editorFrameOf(stranger);
    await editorIn(stranger).locator('#message', { hasText: 'Opened at _' }).waitFor();
  });

  it('should mark the tab while something typed is on its way', async () => {
    const page = await openEditor('alice');
    const titles = page.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          const seen: string[] = [];
          new MutationObserver(() => {
            seen.push(document.title);
            if (seen.length > 1 && !document.title.startsWith('●')) resolve(seen);
          }).observe(document.querySelector('title')!, { childList: true });
        }),
    );
    await editorIn(page).locator('#text').fill('second line');
    const seen = await titles;
    expect(seen[0]).toBe('● Plan.txt – Editor · Kontor');
    expect(seen.at(-1)).toBe('Plan.txt – Editor · Kontor');
  });
});
