import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { openFixture, type BrowserFixture } from './browser.js';

const titles = (page: Page): Promise<string[]> =>
  page.locator('#list .row-title').allTextContents();
const focused = (page: Page): Promise<string> =>
  page.evaluate(
    () => document.activeElement?.textContent?.trim() || document.activeElement?.id || '',
  );

describe('the documents page', () => {
  let fixture: BrowserFixture;
  let folder: string;

  beforeAll(async () => {
    fixture = await openFixture();
    folder = await mkdtemp(join(tmpdir(), 'kontor-files-'));
  });

  afterEach(async () => {
    await fixture.closeWindows();
    expect(fixture.complaints()).toEqual([]);
  });

  afterAll(async () => {
    await fixture.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const file = async (name: string, content = 'text'): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };

  it('should say in words when the password is wrong, and keep the name', async () => {
    const page = await fixture.open();
    await page.goto('/documents/whatever?x=1');
    expect(new URL(page.url()).searchParams.get('next')).toBe('/documents/whatever?x=1');
    await page.goto('/login');
    await page.fill('[name=username]', 'alice');
    await page.fill('[name=password]', 'wrong');
    await page.click('main button');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('do not match');
    expect(await page.inputValue('[name=username]')).toBe('alice');
    await page.locator('[name=password]:focus').waitFor();
    await page.fill('[name=password]', 'alice');
    await page.click('main button');
    await page.waitForURL('**/');
    // The browser itself notes the 401 of the first try.
    expect(fixture.complaints()).toHaveLength(1);
  });

  it('should never lead to another site after signing in', async () => {
    const page = await fixture.open();
    await page.goto('/login?next=//evil.example/');
    await page.fill('[name=username]', 'alice');
    await page.fill('[name=password]', 'alice');
    await page.click('main button');
    await page.waitForURL(`${fixture.kontor.url}/`);
  });

  it('should say what to do while there is nothing', async () => {
    const page = await fixture.open('admin');
    expect(await page.locator('#list h2').textContent()).toBe('No documents yet');
  });

  it('should upload chosen files, each with its own row, and list them without a reload', async () => {
    const page = await fixture.open('alice');
    await page.evaluate(() => Object.assign(window, { stayed: true }));
    await page.setInputFiles('#files', [
      await file('Minutes.txt'),
      await file('Budget.csv', 'a,b'),
    ]);
    await page.locator('.upload-row[data-state=done]').nth(1).waitFor();
    await page.getByRole('link', { name: 'Minutes.txt' }).waitFor();
    expect((await titles(page)).toSorted()).toEqual(['Budget.csv', 'Minutes.txt']);
    expect(await page.evaluate(() => 'stayed' in window)).toBe(true);
  });

  it('should take files dropped anywhere, and tell what it cannot take', async () => {
    const page = await fixture.open('alice');
    await page.evaluate(() => {
      const carried = new DataTransfer();
      carried.items.add(new File(['dropped'], 'Dropped.txt'));
      carried.items.add(new File(['x'], 'Strange.exe'));
      const send = (type: string) =>
        document.body.dispatchEvent(
          new DragEvent(type, { dataTransfer: carried, bubbles: true, cancelable: true }),
        );
      send('dragenter');
      Object.assign(window, { coverShown: !document.getElementById('drop-overlay')!.hidden });
      send('drop');
    });
    expect(
      await page.evaluate(() => (window as unknown as { coverShown: boolean }).coverShown),
    ).toBe(true);
    await page.locator('.upload-row[data-state=done]').waitFor();
    const failed = page.locator('.upload-row[data-state=failed]');
    await failed.waitFor();
    expect(await failed.textContent()).toContain('not accepted');
    await page.getByRole('link', { name: 'Dropped.txt' }).waitFor();
    await page.getByRole('button', { name: 'Dismiss Strange.exe' }).click();
    await failed.waitFor({ state: 'detached' });
    // The browser itself notes the 415.
    expect(fixture.complaints()).toHaveLength(1);
  });

  it('should show progress, let go on cancel, and try again after a failure', async () => {
    const page = await fixture.open('alice');
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/api/documents?title=*', async (route) => {
      await held;
      await route.abort();
    });
    await page.setInputFiles('#files', [await file('Slow.txt'), await file('Gone.txt')]);
    const gone = page.locator('.upload-row', { hasText: 'Gone.txt' });
    expect(await gone.locator('progress').getAttribute('aria-label')).toBe('Gone.txt');
    await page.getByRole('button', { name: 'Cancel Gone.txt' }).click();
    await gone.waitFor({ state: 'detached' });
    release();
    await page.locator('.upload-row[data-state=failed]', { hasText: 'Slow.txt' }).waitFor();
    await page.unroute('**/api/documents?title=*');
    await page.getByRole('button', { name: 'Upload Slow.txt again' }).click();
    await page.locator('.upload-row[data-state=done]', { hasText: 'Slow.txt' }).waitFor();
    expect(await titles(page)).not.toContain('Gone.txt');
    fixture.complaints();
  });

  it.each(['en-GB', 'de-CH', 'fr-CH'])(
    'should leave to read why an upload failed, beside its buttons: %s',
    async (locale) => {
      const page = await fixture.open('alice', { locale });
      await page.route('**/api/documents?title=*', (route) => route.fulfill({ status: 401 }));
      await page.setInputFiles('#files', await file('Failed.txt'));
      const row = page.locator('.upload-row[data-state=failed]');
      for (const width of [390, 900, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        const isCovered = await row.evaluate((element) => {
          const text = document.createRange();
          text.selectNodeContents(element.querySelector('.upload-state')!);
          return [...element.querySelectorAll('button')].some((button) => {
            const { left, right, top, bottom } = button.getBoundingClientRect();
            return [...text.getClientRects()].some(
              (line) =>
                line.right > left && line.left < right && line.bottom > top && line.top < bottom,
            );
          });
        });
        expect([width, isCovered]).toEqual([width, false]);
      }
      fixture.complaints();
    },
  );

  it('should search while typing, and as an ordinary form', async () => {
    const page = await fixture.open('alice');
    await page.locator('#q').pressSequentially('budg');
    // Whoever types slowly has found it before the last letter.
    await page.waitForURL('**/?q=budg');
    await page.waitForFunction(() => document.getElementById('list')?.dataset.count === '1');
    expect(await titles(page)).toEqual(['Budget.csv']);
    const plain = await fixture.open('alice', { javaScriptEnabled: false });
    await plain.fill('#q', 'minut');
    await plain.press('#q', 'Enter');
    await plain.waitForURL('**/?q=minut');
    expect(await titles(plain)).toEqual(['Minutes.txt']);
  });

  it('should be walked with the keyboard alone', async () => {
    const page = await fixture.open('alice');
    // Catching choosers starts some time after somebody listens: listen from the beginning.
    const choosers: unknown[] = [];
    page.on('filechooser', (chooser) => choosers.push(chooser));
    await page.locator('#q:focus').waitFor();
    await page.keyboard.press('ArrowDown');
    const [first, second] = await titles(page);
    expect(await focused(page)).toBe(first);
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe(second);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await focused(page)).toBe('q');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('/');
    expect(await focused(page)).toBe('q');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('n');
    expect(await focused(page)).toContain('Document');
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toContain('Spreadsheet');
    await page.keyboard.press('Escape');
    expect(await page.locator('#new').isVisible()).toBe(false);
    await page.locator('#q').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('u');
    while (choosers.length === 0) await page.evaluate(() => new Promise(requestAnimationFrame));
    await page.keyboard.press('Enter');
    await page.waitForURL('**/documents/*');
  });

  it('should take an upload without script', async () => {
    const page = await fixture.open('alice', { javaScriptEnabled: false });
    await page.setInputFiles('#files', await file('Plain.txt'));
    await page.locator('.upload-send').click();
    await page.waitForURL('**/documents/*');
    expect(await page.inputValue('[name=title]')).toBe('Plain.txt');
  });

  it('should take several files at once without script', async () => {
    const page = await fixture.open('alice', { javaScriptEnabled: false });
    await page.setInputFiles('#files', [await file('First.txt'), await file('Second.txt')]);
    await page.locator('.upload-send').click();
    await page.getByRole('link', { name: 'First.txt' }).waitFor();
    await page.getByRole('link', { name: 'Second.txt' }).waitFor();
  });

  it('should show who edits now without a reload, and keep the focus', async () => {
    const page = await fixture.open('alice');
    await page.locator('#q:focus').waitFor();
    await page.keyboard.press('ArrowDown');
    const before = await focused(page);
    const created = await fixture.kontor.fetchAs('bob', '/api/documents?title=From%20Bob.txt', {
      method: 'POST',
      body: 'hello',
    });
    const { id } = (await created.json()) as { id: string };
    await fixture.kontor.fetchAs('bob', `/api/documents/${id}/shares/alice`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"role":"viewer"}',
    });
    await page.getByRole('link', { name: 'From Bob.txt' }).waitFor();
    expect(await focused(page)).toBe(before);
    expect(await page.locator('.row', { hasText: 'From Bob' }).textContent()).toContain('from Bob');
  });

  it('should change the language for the person, everywhere', async () => {
    const page = await fixture.open('bob');
    await page.getByRole('button', { name: 'Français' }).click();
    await page.getByRole('button', { name: 'Nouveau' }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('fr');
    const again = await fixture.open('bob', { locale: 'de-CH' });
    expect(await again.getAttribute('html', 'lang')).toBe('fr');
  });
});
