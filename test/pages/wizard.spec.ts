import { EventEmitter, once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import {
  startLargeBackend,
  startTemplateBackend,
  type RunningBackend,
} from '../template-backend.js';
import { OfficeConnectorSimulator } from '../../playground/index.js';
import type { OneoffixxSimulator } from '../../playground/oneoffixx-simulator.js';
import { drawing } from './drawing.js';
import { openFixture, type BrowserFixture } from './browser.js';

/** Times the work for a plain page of as many rows: 0.8 to 6 were seen. */
const MOST_WORK = 15;
/** Times what hiding and showing all rows takes by itself: 1.0 was seen. */
const MOST_FILTER = 3;

const shown = (page: Page): Promise<string[]> =>
  page.locator('.template:not([hidden]) .template-title').allTextContents();
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName || '');

const WORD = '275af32e-bc40-45c2-85b7-afb1c0382653';

interface HandedOver {
  readonly urls: readonly string[];
  /** Resolves when there are so many. */
  reached(count: number): Promise<void>;
}

/** What the page asks the operating system to open. */
async function handedOver(page: Page): Promise<HandedOver> {
  const urls: string[] = [];
  const heard = new EventEmitter();
  const client = await page.context().newCDPSession(page);
  await client.send('Page.enable');
  client.on('Page.frameRequestedNavigation', ({ url }) => {
    if (url.startsWith('oc:')) urls.push(url);
    heard.emit('navigation');
  });
  return {
    urls,
    async reached(count) {
      while (urls.length < count) await once(heard, 'navigation');
    },
  };
}

/** This browser knows nobody who opens `oc:`; everything else it complains of counts. */
const refusals = (fixture: BrowserFixture): string[] =>
  fixture.complaints().filter((text) => !text.startsWith("Failed to launch 'oc:"));

describe('the wizard', () => {
  let templates: RunningBackend<OneoffixxSimulator>;
  let fixture: BrowserFixture;

  beforeAll(async () => {
    templates = await startTemplateBackend();
    fixture = await openFixture(templates.env);
  });

  afterEach(() => fixture.closeWindows());

  afterAll(async () => {
    await fixture.stop();
    await templates.stop();
  });

  it('should open with the favourites, from New, ready to filter', async () => {
    const page = await fixture.open('alice');
    await page.click('#new-open');
    await page.click('#new a.menu-item');
    await page.waitForURL('**/wizard');
    await page.locator('#filter:focus').waitFor();
    expect(await page.locator('#groups [aria-current]').textContent()).toContain('Favourites');
    expect(await shown(page)).toEqual([
      'Brief',
      'Beschlussprotokoll',
      'Procès-verbal',
      'Meine Aktennotiz',
    ]);
    expect(await page.locator('.missing-templates').textContent()).toContain(
      '1 template has a format',
    );
    expect(fixture.complaints()).toEqual([]);
  });

  it('should offer what can be read, and say what could not', async () => {
    templates.backend.fault = (step) => (step === 'favorites' ? { status: 500 } : undefined);
    try {
      const page = await fixture.open('bob');
      await page.goto('/wizard');
      expect(await page.locator('.notice').textContent()).toContain('Your favourites could not');
      expect((await shown(page)).length).toBeGreaterThan(10);
    } finally {
      templates.backend.fault = () => undefined;
    }
  });

  it('should count damaged entries under the question why one is missing', async () => {
    const letter = { id: 'a', localizedName: 'Brief', metaTemplateId: WORD, languages: null };
    const json = [
      { id: 'g', localizedName: 'Briefe', templates: [letter, { ...letter, id: '' }, null] },
    ];
    templates.backend.fault = (step) => {
      if (step === 'favorites') return { status: 204 };
      return step === 'groups' ? { status: 200, json } : undefined;
    };
    try {
      const page = await fixture.open('admin');
      await page.goto('/wizard');
      expect(await shown(page)).toEqual(['Brief']);
      expect(await page.locator('.missing-templates').textContent()).toContain(
        '2 entries of the template',
      );
    } finally {
      templates.backend.fault = () => undefined;
    }
  });

  it('should show the favourites before any script has run, and groups without script', async () => {
    const page = await fixture.open('alice', { javaScriptEnabled: false });
    await page.goto('/wizard');
    expect(await shown(page)).toHaveLength(4);
    await page.click('#groups a:has-text("Etiketten")');
    await page.waitForURL(/group=/);
    expect(await shown(page)).toEqual(['Adressetiketten']);
    await page.click('#groups a:has-text("All templates")');
    await page.waitForURL(/group=--NOVALUE--/);
    expect((await shown(page)).length).toBeGreaterThan(15);
    await page.fill('#filter', 'proces');
    await page.press('#filter', 'Enter');
    await page.waitForURL(/q=proces/);
    expect(await shown(page)).toEqual(['Procès-verbal']);
  });

  it('should filter as one types, in the chosen group and beyond', async () => {
    const page = await fixture.open('alice');
    await page.goto('/wizard');
    await page.fill('#filter', 'kredit');
    expect(await shown(page)).toEqual([]);
    await page.click('#no-matches a');
    expect(await shown(page)).toEqual(['Kreditantrag']);
    expect(await page.locator('#count').textContent()).toBe('Templates: 1');
    await page.fill('#filter', 'verbal chancellerie');
    expect(await shown(page)).toEqual(['Procès-verbal']);
    expect(fixture.complaints()).toEqual([]);
  });

  it('should be usable with the keyboard alone, and hand over once', async () => {
    const page = await fixture.open('alice');
    await page.goto('/wizard');
    const { urls, reached } = await handedOver(page);
    await page.locator('#filter:focus').waitFor();
    await page.keyboard.type('protok');
    await page.keyboard.press('Enter');
    expect(await page.locator('#chosen').textContent()).toBe('Beschlussprotokoll');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('title');
    await page.keyboard.type('Sitzung vom Montag');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/documents/*');
    await reached(1);
    expect(urls).toHaveLength(1);
    expect(urls[0]).toMatch(/^oc:[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(new URL(page.url()).pathname).toMatch(/^\/documents\/[\w-]+$/);
    expect(await page.locator('.awaiting-office').textContent()).toContain('Beschlussprotokoll');
    await page.reload();
    // Loading the page again has opened nothing: only the button does.
    expect(urls).toHaveLength(1);
    // In another window: the browser may be asking in this one whether it is to open the first.
    const other = await page.context().newPage();
    await other.goto(page.url());
    const again = await handedOver(other);
    await other.locator('#open-desktop').press('Enter');
    await again.reached(1);

    // The desktop saves; the page follows without being asked.
    await new OfficeConnectorSimulator(() => undefined).open(again.urls[0]!);
    await page.waitForSelector('.awaiting-office', { state: 'detached' });
    expect(await page.locator('#actions > .actions > a.primary').textContent()).toBe('Open');
    expect(refusals(fixture)).toEqual([]);
  });

  it('should keep what was typed when a name does not work', async () => {
    const page = await fixture.open('alice');
    await page.goto('/wizard');
    await page.fill('#title', 'no/such name');
    await page.click('.naming button');
    // Nothing is chosen yet: it says so, and stays.
    expect(await page.locator('#toast').textContent()).toBe('Please choose a template.');
    await page.keyboard.press('ArrowDown');
    await page.click('.naming button');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('This name cannot be used');
    expect(await page.inputValue('#title')).toBe('no/such name');
    expect(await page.locator('#chosen').textContent()).toBe('Brief');
    await page.goto('/');
    expect(await page.locator('.row-title', { hasText: 'no' }).count()).toBe(0);
    // The browser notes the 400 itself.
    expect(fixture.complaints()).toHaveLength(1);
  });
});

describe('a wizard in trouble', () => {
  it('should say so, and go on when the library is back', async () => {
    const templates = await startTemplateBackend();
    const fixture = await openFixture(templates.env);
    try {
      templates.backend.fault = () => ({ status: 500 });
      const page = await fixture.open('bob');
      const answer = await page.goto('/wizard');
      expect(answer?.status()).toBe(502);
      expect(await page.locator('h1').textContent()).toBe('The templates cannot be displayed');
      expect(await page.locator('.admin-hint').count()).toBe(0);
      // Administrators are told more, in the language of the page.
      const told = await fixture.open('admin');
      await told.context().addCookies([{ name: 'language', value: 'de', url: fixture.kontor.url }]);
      await told.goto('/wizard');
      expect(await told.locator('.admin-hint').textContent()).toContain(
        'es hat einen eigenen Fehler gemeldet (HTTP 500). Ein weiterer Versuch kann helfen.',
      );
      templates.backend.fault = () => undefined;
      await page.click('.empty-state-actions .primary');
      await page.locator('#filter').waitFor();
      await page.waitForLoadState();
      expect(await shown(page)).toHaveLength(4);
      // The browser notes each 502 itself.
      expect(fixture.complaints()).toHaveLength(2);
    } finally {
      await fixture.stop();
      await templates.stop();
    }
  });
});

describe('a wizard with two thousand templates', () => {
  it('should be there at once, and follow the typing', async () => {
    const templates = await startLargeBackend(2000);
    const fixture = await openFixture(templates.env);
    try {
      const page = await fixture.open('alice');
      await page.goto('/wizard');
      await page.goto('/wizard', { waitUntil: 'networkidle' });
      const { work, waitsFor } = await drawing(page, `${fixture.kontor.url}/wizard`, 2000);
      expect(waitsFor).toEqual(['/assets/desk/desk.css']);
      expect(work).toBeLessThan(MOST_WORK);
      expect(await shown(page)).toHaveLength(2000);
      const ratio = await page.evaluate(async () => {
        const filter = document.querySelector<HTMLInputElement>('#filter')!;
        const rows = [...document.querySelectorAll<HTMLElement>('.template')];
        const timed = async (change: () => void): Promise<number> => {
          const started = performance.now();
          change();
          await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
          return performance.now() - started;
        };
        const typed = (query: string) =>
          timed(() => {
            filter.value = query;
            filter.dispatchEvent(new Event('input', { bubbles: true }));
          });
        const toggled = (hidden: boolean) =>
          timed(() => {
            for (const row of rows) row.hidden = hidden;
          });
        const [follow, bare] = [[] as number[], [] as number[]];
        for (let round = 0; round < 5; round++) {
          bare.push((await toggled(true)) + (await toggled(false)));
          follow.push((await typed('vorlage 19')) + (await typed('')));
        }
        await typed('vorlage 199');
        return Math.min(...follow) / Math.min(...bare);
      });
      expect(await shown(page)).toHaveLength(12);
      expect(ratio).toBeLessThan(MOST_FILTER);
    } finally {
      await fixture.stop();
      await templates.stop();
    }
  });
});
