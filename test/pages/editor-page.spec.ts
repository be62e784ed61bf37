import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page, Request } from 'playwright-core';
import {
  editorFrameOf,
  editorShows,
  editorIn,
  openFixture,
  type BrowserFixture,
} from './browser.js';

describe('the page around the editor', () => {
  let fixture: BrowserFixture;
  let id: string;

  const api = async (who: string, path: string, init: RequestInit = {}): Promise<Response> => {
    const json = { 'content-type': 'application/json' };
    const headers = { ...(init.body === undefined ? {} : json), ...(init.headers as object) };
    const response = await fixture.kontor.fetchAs(who, path, { ...init, headers });
    expect([path, response.status < 300]).toEqual([path, true]);
    return response;
  };
  const share = (role: 'viewer' | 'editor') =>
    api('alice', `/api/documents/${id}/shares/bob`, {
      method: 'PUT',
      body: JSON.stringify({ role }),
    });
  const replace = async (body: string): Promise<void> => {
    const { etag } = (await (await api('alice', `/api/documents/${id}`)).json()) as {
      etag: string;
    };
    await api('alice', `/api/documents/${id}/content`, {
      method: 'PUT',
      headers: { 'if-match': `"${etag}"`, 'content-type': 'text/plain' },
      body,
    });
  };
  const openEditor = async (who: string, path = `/edit/${id}`): Promise<Page> => {
    const page = await fixture.open(who);
    await page.goto(path);
    await editorFrameOf(page);
    return page;
  };
  const showed = (page: Page, text: string) =>
    page.locator('#banner', { hasText: text }).waitFor({ state: 'visible' });
  /** As if the editor reported it: the frame is not ours to trust, so anybody's word will do. */
  const report = async (page: Page, event: object): Promise<void> => {
    const frame = page.frames().find((each) => each.url().endsWith('/editor-frame'))!;
    await frame.evaluate((reported) => {
      const message = { protocol: 'kontor-editor-frame/1', type: 'event', event: reported };
      parent.postMessage(message, document.body.dataset.parent!);
    }, event);
  };

  beforeAll(async () => {
    fixture = await openFixture();
  });

  beforeEach(async () => {
    const created = await fixture.kontor.fetchAs('alice', '/api/documents?title=Plan.txt', {
      method: 'POST',
      body: 'first',
    });
    id = ((await created.json()) as { id: string }).id;
  });

  afterEach(async () => {
    await fixture.closeWindows();
    // Of what the server refused the browser takes note itself; no policy was violated.
    expect(fixture.complaints().filter((text) => !/status of (40[0134])/.test(text))).toEqual([]);
  });

  afterAll(() => fixture.stop());

  it('should lead back from inside the editor, and not into it again', async () => {
    const page = await fixture.open('alice');
    await page.goto(`/documents/${id}`);
    await page.getByRole('link', { name: 'Open', exact: true }).click();
    await editorFrameOf(page);
    await editorIn(page).getByRole('button', { name: 'Close' }).click();
    await page.waitForURL(`**/documents/${id}`);
    await page.goBack();
    expect(new URL(page.url()).pathname).not.toContain('/edit/');
  });

  it('should say without scripts that it needs them, and lead back', async () => {
    const page = await fixture.open('alice', { javaScriptEnabled: false, reducedMotion: 'reduce' });
    await page.goto(`/edit/${id}`);
    const said = page.locator('noscript .banner');
    const seen = await said.screenshot();
    await page.locator('#loading').evaluate((shape) => shape.remove());
    // Nothing lay over it.
    expect(seen.equals(await said.screenshot())).toBe(true);
    await said.getByRole('link', { name: 'Back to the document' }).click();
    await page.waitForURL(`/documents/${id}`);
  });

  it('should say that an earlier version is one, and lead to the newest', async () => {
    await replace('second');
    const page = await openEditor('alice', `/edit/${id}?version=1`);
    expect(await editorIn(page).locator('#text').inputValue()).toBe('first');
    const bar = page.locator('#earlier-version');
    expect(await bar.textContent()).toMatch(/^This is version 1 of \d+ \w+ \d{4} at \d\d:\d\d\./);
    await bar.getByRole('link', { name: 'Open the newest version' }).click();
    await page.waitForURL(`**/edit/${id}`);
    await editorFrameOf(page);
    expect(await editorIn(page).locator('#text').inputValue()).toBe('second');
    expect(await bar.count()).toBe(0);
    const unknown = await page.goto(`/edit/${id}?version=99`);
    expect(unknown?.status()).toBe(404);
  });

  it('should put a refused title right in the editor', async () => {
    const page = await openEditor('alice');
    const editor = editorIn(page);
    await editor.getByRole('button', { name: 'Rename' }).click();
    // What no title may be is for the server to say, of which the editor knows nothing.
    await page.route(`**/api/documents/${id}`, (route) => {
      if (route.request().method() !== 'PATCH') return route.continue();
      return route.continue({ postData: JSON.stringify({ title: ' ' }) });
    });
    await editor.getByRole('textbox', { name: 'New name' }).fill('Nonsense');
    await editor.getByRole('textbox', { name: 'New name' }).press('Enter');
    await showed(page, 'The title could not be changed. It stays “Plan.txt”.');
    await editor.locator('#title', { hasText: 'Plan.txt' }).waitFor();
    expect(await page.title()).toContain('Plan.txt');
  });

  it('should show a title that somebody else gave', async () => {
    const page = await openEditor('alice');
    expect(await page.title()).toBe('Plan.txt – Editor · Kontor');
    const title = 'Plan $& B.txt';
    await api('alice', `/api/documents/${id}`, {
      method: 'PATCH',
      body: JSON.stringify({ title }),
    });
    await page.locator('h1[data-title]', { hasText: title }).first().waitFor({ state: 'attached' });
    expect(await page.title()).toBe(`${title} – Editor · Kontor`);
    expect(await page.locator('.editor-frame').getAttribute('title')).toBe(`Editor: ${title}`);
    await editorIn(page).locator('#title', { hasText: title }).waitFor();
  });

  it('should move who only reads on to the newest version', async () => {
    await share('viewer');
    const page = await openEditor('bob');
    expect(await editorIn(page).getByRole('button', { name: 'Rename' }).count()).toBe(0);
    await replace('second');
    await showed(page, 'There was a newer version. It is shown now.');
    await editorShows(page, 'second');
  });

  it('should say that a right has ended, with the way back', async () => {
    await share('editor');
    const page = await openEditor('bob');
    await share('viewer');
    await showed(page, 'You can only read this document now.');
    await share('editor');
    await showed(page, 'You can edit this document now.');
    await api('alice', `/api/documents/${id}/shares/bob`, { method: 'DELETE' });
    await page.getByRole('heading', { name: 'You can no longer open this document' }).waitFor();
    expect(await page.locator('.editor-frame').count()).toBe(0);
    await page.getByRole('link', { name: 'To the documents' }).click();
    await page.waitForURL(`${fixture.kontor.url}/`);
  });

  it('should say that a right has ended to who only reads', async () => {
    await share('viewer');
    const page = await openEditor('bob');
    await api('alice', `/api/documents/${id}/shares/bob`, { method: 'DELETE' });
    await page.getByRole('heading', { name: 'You can no longer open this document' }).waitFor();
    expect(await page.locator('.editor-frame').count()).toBe(0);
  });

  it('should say who took it to their desktop', async () => {
    const page = await openEditor('alice');
    // A check-out waits for who edits; one that came before they were reported is reported like this.
    await page.route('**/api/eurooffice/opening/**', async (route) => {
      const state = (await (await route.fetch()).json()) as object;
      const holder = { username: 'bob', display_name: 'Bob Muster' };
      await route.fulfill({ json: { ...state, mode: 'view', checked_out_by: holder } });
    });
    await showed(page, 'Bob Muster is working on it on their desktop now.');
  });

  it('should go on after signing in again elsewhere', async () => {
    const page = await openEditor('alice');
    const cookies = await page.context().cookies();
    await page.context().clearCookies({ name: /session/ });
    await showed(page, 'You are signed out.');
    expect(await page.getByRole('link', { name: 'Sign in' }).getAttribute('target')).toBe('_blank');
    await page.context().addCookies(cookies);
    await page.locator('#banner').waitFor({ state: 'hidden' });
  });

  it('should show what the editor reports as text', async () => {
    const page = await openEditor('alice');
    const text =
      'It <b>broke</b>.<br>Call <a href="https://x.test">them</a><img src=x onerror=alert(1)>';
    await report(page, { name: 'onError', code: -3, text });
    await showed(page, 'The editor reports a problem: It broke. Call them');
    expect(await page.locator('#banner img, #banner b').count()).toBe(0);
    await report(page, { name: 'onError', code: -82, text: '' });
    await showed(page, 'The editor reports a problem: -82');
    await report(page, { name: 'onInfo', mode: 'view' });
    await showed(page, 'The editor opened it read-only.');
  });

  it('should take no message from anybody else', async () => {
    const page = await openEditor('alice');
    await page.evaluate(() => {
      const event = { name: 'onError', code: -1, text: 'forged' };
      postMessage({ protocol: 'kontor-editor-frame/1', type: 'event', event }, '*');
    });
    const inside = await editorFrameOf(page);
    await inside.evaluate(() => {
      const event = { name: 'onError', code: -1, text: 'forged' };
      top!.postMessage({ protocol: 'kontor-editor-frame/1', type: 'event', event }, '*');
    });
    await report(page, { name: 'onError', code: -2, text: 'true' });
    await showed(page, 'true');
    expect(await page.locator('#banner').textContent()).not.toContain('forged');
  });

  it('should ask for the editor that fits the window, in its language, time and colours', async () => {
    const asked = async (width: number, colorScheme: 'light' | 'dark') => {
      const page = await fixture.open('alice', { colorScheme, timezoneId: 'Asia/Tokyo' });
      await page.setViewportSize({ width, height: 800 });
      const isOpening = (request: Request) => request.url().endsWith('/api/eurooffice/session');
      const [request] = await Promise.all([
        page.waitForRequest(isOpening),
        page.goto(`/edit/${id}`),
      ]);
      await editorFrameOf(page);
      const { config } = (await (await request.response())!.json()) as { config: Config };
      const frame = page.frames().find((each) => each.url().includes('/web-apps/'))!;
      return { body: request.postDataJSON() as object, config, frame: frame.url() };
    };
    interface Config {
      type: string;
      document: { info: { uploaded: string } };
      editorConfig: { customization: Record<string, unknown> };
    }
    const desktop = await asked(1280, 'light');
    expect(desktop.body).toMatchObject({ type: 'desktop', lang: 'en-GB', time_zone: 'Asia/Tokyo' });
    expect(desktop.config.document.info.uploaded).toMatch(/^\d+ \w+ \d{4} at \d\d:\d\d$/);
    expect(desktop.config.editorConfig.customization).toMatchObject({
      close: { visible: true },
      goback: { url: `${fixture.kontor.url}/documents/${id}`, blank: true },
    });
    const phone = await asked(390, 'dark');
    expect(phone.body).toMatchObject({ type: 'mobile' });
    expect(phone.config.type).toBe('mobile');
    expect(phone.config.editorConfig.customization).not.toHaveProperty('goback');
    expect(new URL(phone.frame).searchParams.get('type')).toBe('mobile');
  });

  it('should say that it takes long, and go on waiting', async () => {
    const page = await fixture.open('alice');
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await page.route('**/api.js*', async (route) => {
      await held;
      await route.continue();
    });
    await page.clock.install();
    // It stands still: nothing takes long, however busy the machine is.
    await page.clock.pauseAt(Date.now() + 60_000);
    const answered = page.waitForResponse('**/api/eurooffice/session');
    await page.goto(`/edit/${id}`);
    await (await answered).finished();
    await page.locator('.editor-frame').waitFor();
    const slow = page.locator('#slow');
    expect(await slow.isVisible()).toBe(false);
    while (!(await slow.isVisible())) await page.clock.runFor(21_000);
    await page.clock.resume();
    expect(await slow.getByRole('link').allTextContents()).toEqual([
      'Try again',
      'Back to the document',
    ]);
    letGo();
    await editorFrameOf(page);
    await slow.waitFor({ state: 'hidden' });
  });

  it('should say when its own address does not answer', async () => {
    const page = await fixture.open('alice');
    await page.route('**/editor-frame', (route) => route.abort());
    await page.clock.install();
    await page.goto(`/edit/${id}`);
    await page.clock.runFor(10_000);
    await page.getByRole('heading', { name: 'The editor could not be loaded' }).waitFor();
    const port = new URL(fixture.kontor.url).port;
    await page.getByText(`Browsers must reach http://localhost:${port}`).waitFor();
    fixture.complaints();
  });

  it('should begin anew when the browser brings back a page that was left', async () => {
    const page = await openEditor('alice');
    await Promise.all([
      page.waitForResponse('**/api/eurooffice/session'),
      page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))),
    ]);
    await editorFrameOf(page);
  });

  it('should open again when the editor loads its frame anew', async () => {
    const page = await openEditor('alice');
    const frame = page.frames().find((each) => each.url().endsWith('/editor-frame'))!;
    await Promise.all([
      page.waitForResponse('**/api/eurooffice/session'),
      frame.evaluate(() => location.reload()),
    ]);
    await editorFrameOf(page);
    expect(await editorIn(page).locator('#text').inputValue()).toBe('first');
  });

  it('should hand the keyboard to the editor', async () => {
    const page = await openEditor('alice');
    await page.waitForFunction(() => document.activeElement?.className === 'editor-frame');
    const frame = page.frames().find((each) => each.url().endsWith('/editor-frame'))!;
    await frame.waitForFunction(() => document.activeElement?.tagName === 'IFRAME');
  });
});
