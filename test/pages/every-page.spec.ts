import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Clock } from '../../src/platform/clock/clock.js';
import { barriersOf } from './axe.js';
import { drawing } from './drawing.js';
import { openFixture, type BrowserFixture } from './browser.js';

const WIDTHS = [360, 768, 1440];
const MAX_SCRIPT_BYTES = 60 * 1024;
/** Times the work for a plain page of two thousand rows: 0.1 to 1.6 were seen. */
const MOST_WORK = 4;

describe('every page', () => {
  let fixture: BrowserFixture;
  let paths: string[];

  beforeAll(async () => {
    fixture = await openFixture();
    const title = `A very long title ${'withoutend'.repeat(18)}.txt`;
    const created = await fixture.kontor.fetchAs('admin', `/api/documents?title=${title}`, {
      method: 'POST',
      body: 'text',
    });
    const { id } = (await created.json()) as { id: string };
    paths = [
      '/',
      '/?q=nothing',
      `/documents/${id}`,
      `/documents/${id}/give`,
      `/documents/${id}/preview`,
      `/documents/${id}/activity`,
      `/documents/${id}/formats`,
      `/edit/${id}`,
      '/status',
      '/admin/people',
      '/admin/groups',
      '/admin/applications',
      '/admin/connections',
      '/admin/settings',
      '/admin/audit',
      '/keys',
      '/account',
      '/account/password',
      '/account/second-factor',
      '/account/confirm',
      '/notifications',
      '/wizard',
      '/nowhere',
    ];
  });

  afterEach(() => fixture.closeWindows());

  afterAll(() => fixture.stop());

  it('should fit phones and desktops without scrolling sideways, light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await fixture.open('admin', { colorScheme });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        for (const path of paths) {
          await page.goto(path);
          const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect([path, width, over <= 0]).toEqual([path, width, true]);
        }
      }
      const ground = await page.evaluate(
        () => getComputedStyle(document.documentElement).backgroundColor,
      );
      expect(ground).toBe(colorScheme === 'dark' ? 'rgb(23, 24, 27)' : 'rgb(253, 253, 252)');
    }
    // Nothing but the 404 that one of the pages is.
    expect(fixture.complaints().filter((text) => !/status of 404/.test(text))).toEqual([]);
  });

  it('should name everything one can use, and have one main and one first heading', async () => {
    const page = await fixture.open('admin');
    for (const path of [...paths, '/login']) {
      if (path === '/login') await page.context().clearCookies();
      await page.goto(path);
      const found = await page.evaluate(() => {
        const nameOf = (element: Element): string => {
          const control = element as HTMLInputElement;
          const labels = [...(control.labels ?? [])].map((label) => label.textContent ?? '');
          return [element.getAttribute('aria-label') ?? '', element.textContent ?? '', ...labels]
            .join('')
            .trim();
        };
        const usable = document.querySelectorAll(
          'a, button, input:not([type=hidden]), select, summary',
        );
        return {
          nameless: [...usable].filter((each) => nameOf(each) === '').map((each) => each.outerHTML),
          mains: document.querySelectorAll('main').length,
          headings: [...document.querySelectorAll('h1')].filter(
            (each) => each.closest('[hidden]') === null,
          ).length,
          lang: document.documentElement.lang,
          doubles: [...document.querySelectorAll('[id]')]
            .map((each) => each.id)
            .filter((each, index, all) => all.indexOf(each) !== index),
        };
      });
      expect([path, found]).toEqual([
        path,
        { nameless: [], mains: 1, headings: 1, lang: 'en', doubles: [] },
      ]);
    }
    fixture.complaints();
  });

  it('should have no barrier that a checker can find, light and dark, menus open', async () => {
    const barriers: unknown[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await fixture.open('admin', { colorScheme });
      for (const path of [...paths, '/login']) {
        if (path === '/login') await page.context().clearCookies();
        await page.goto(path);
        const menu = page.locator('#new-open, [popovertarget=share]').first();
        if ((await menu.count()) > 0) await menu.click();
        const found = await barriersOf(page);
        if (found.length > 0) barriers.push([colorScheme, path, found]);
      }
    }
    expect(barriers).toEqual([]);
    fixture.complaints();
    // The checker works hard; a machine that runs tests has little left for it.
  });

  it('should say what to do when the Document Server does not answer', async () => {
    const alone = await openFixture({
      EUROOFFICE_URL: 'http://127.0.0.1:9',
      EUROOFFICE_JWT_SECRET: 'only-for-this-test-0123456789-abcdef',
    });
    try {
      const page = await alone.open('admin');
      await page.goto('/status');
      const row = page.locator('.check-down', { hasText: 'Document Server' });
      expect(await row.locator('.check-hint').textContent()).toContain('EUROOFFICE');
      const created = await alone.kontor.fetchAs('admin', '/api/documents?title=A.txt', {
        method: 'POST',
        body: 'text',
      });
      const { id } = (await created.json()) as { id: string };
      await page.goto(`/edit/${id}`);
      expect(await page.locator('h1').textContent()).toBe('The editor is not available');
      const hint = page.locator('.admin-hint');
      expect(await hint.textContent()).toContain('Nothing listens at EUROOFFICE_INTERNAL_URL.');
      expect(await hint.textContent()).toContain('or correct EUROOFFICE_INTERNAL_URL');
      expect(await page.locator('script[src]').count()).toBe(0);
      // All of it is in the language of the page.
      await page.context().addCookies([{ name: 'language', value: 'de', url: alone.kontor.url }]);
      await page.reload();
      expect(await hint.locator('summary').textContent()).toBe('Was zu tun ist');
      expect(await hint.textContent()).not.toMatch(/\b(?:the|listens|correct)\b/i);
    } finally {
      await alone.stop();
    }
  });

  it('should be drawn in time, without jumping, with little script', async () => {
    const page = await fixture.open('admin');
    const scripts = new Map<string, Promise<Buffer>>();
    page.on('response', (response) => {
      if (!response.url().endsWith('.js') && !response.url().includes('.js?')) return;
      if (response.url().startsWith(fixture.kontor.url))
        scripts.set(response.url(), response.body());
    });
    for (const path of ['/', paths[2]!, '/status', '/wizard']) {
      scripts.clear();
      await page.goto(path, { waitUntil: 'networkidle' });
      const jumped = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            let shift = 0;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries())
                shift += (entry as unknown as { value: number }).value;
            }).observe({ type: 'layout-shift', buffered: true });
            requestAnimationFrame(() => setTimeout(() => resolve(shift)));
          }),
      );
      expect(jumped).toBe(0);
      const bytes = (await Promise.all(scripts.values())).reduce(
        (sum, { length }) => sum + length,
        0,
      );
      expect(bytes).toBeGreaterThan(0);
      expect(bytes).toBeLessThan(MAX_SCRIPT_BYTES);
      const { work, waitsFor } = await drawing(page, new URL(path, fixture.kontor.url).href);
      expect(waitsFor).toEqual(['/assets/desk/desk.css']);
      expect(work).toBeLessThan(MOST_WORK);
    }
    fixture.complaints();
  });

  it('should keep scripts and styles for ever by their content, and serve nothing else', async () => {
    const html = await (
      await fixture.kontor.fetchAs('admin', '/', { headers: { accept: 'text/html' } })
    ).text();
    const [, address] = /href="(\/assets\/desk\/desk\.css\?v=[^"]+)"/.exec(html)!;
    const style = await fetch(fixture.kontor.url + address);
    expect(style.headers.get('cache-control')).toContain('immutable');
    expect(style.headers.get('content-type')).toContain('text/css');
    const again = await fetch(fixture.kontor.url + address, {
      headers: { 'if-none-match': style.headers.get('etag')! },
    });
    expect(again.status).toBe(304);
    const plain = await fetch(fixture.kontor.url + address, {
      headers: { 'accept-encoding': 'identity' },
    });
    expect(plain.headers.get('content-encoding')).toBeNull();
    const text = await plain.text();
    for (const coding of ['br', 'gzip']) {
      const packed = await fetch(fixture.kontor.url + address, {
        headers: { 'accept-encoding': coding },
      });
      expect(packed.headers.get('content-encoding')).toBe(coding);
      expect(packed.headers.get('vary')).toBe('accept-encoding');
      expect(Number(packed.headers.get('content-length'))).toBeLessThan(text.length / 3);
      expect(await packed.text()).toBe(text);
    }
    const [bare] = address!.split('?');
    const other = await fetch(`${fixture.kontor.url}${bare}?v=of-another-version`);
    expect(other.headers.get('cache-control')).toBe('public, no-cache');
    // Compressed, a page that holds a secret beside a stranger's words would give it away by its length.
    const page = await fixture.kontor.fetchAs('admin', '/', {
      headers: { accept: 'text/html', 'accept-encoding': 'br, gzip' },
    });
    expect(page.headers.get('content-encoding')).toBeNull();
    for (const path of [
      '..%2f..%2fpackage.json',
      'desk/',
      'desk/none.js',
      'desk/desk.css.br',
      '/etc/passwd',
    ]) {
      expect((await fetch(`${fixture.kontor.url}/assets/${path}`)).status).toBe(404);
    }
  });

  it('should answer 304 as long as nothing has changed, whatever the time is', async () => {
    // Of somebody who has nothing open: what admin edited above ends some seconds after its window.
    const ask = (tag?: string) =>
      fixture.kontor.fetchAs('bob', '/', {
        headers: { accept: 'text/html', ...(tag === undefined ? {} : { 'if-none-match': tag }) },
      });
    const create = (title: string) =>
      fixture.kontor.fetchAs('bob', `/api/documents?title=${title}`, { method: 'POST', body: 'x' });
    const clock = fixture.kontor.app.get(Clock, { strict: false });
    const startMs = clock.nowMs();
    const now = jest.spyOn(clock, 'nowMs').mockReturnValue(startMs);
    try {
      await create('Old.txt');
      const first = await ask();
      const tag = first.headers.get('etag')!;
      expect(await first.text()).toMatch(/>now<\/time>/);
      now.mockReturnValue(startMs + 120_000);
      expect((await ask(tag)).status).toBe(304);
      expect(await (await ask()).text()).toMatch(/>2 minutes ago<\/time>/);
      await create('New.txt');
      expect((await ask(tag)).status).toBe(200);
    } finally {
      now.mockRestore();
    }
  });
});
