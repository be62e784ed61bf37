import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { MESSAGES } from '../../src/desk/language/messages.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';
import { barriersOf } from './axe.js';
import { openFixture, type BrowserFixture } from './browser.js';
import { LONG, makeKey, TEST_MS, unlockWith, PASSPHRASE } from './own-key.js';
import { keepPicture } from './pictures.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

const LANGUAGES = ['de', 'fr', 'en'] as const;
const WIDTHS = [390, 1280] as const;

describe('sharing a private document with somebody who has no key yet', () => {
  let fixture: BrowserFixture;

  beforeAll(async () => {
    fixture = await openFixture();
  }, TEST_MS);
  afterEach(async () => {
    await fixture.closeWindows();
    // The browser notes that Bob had no key when Alice shared with him.
    expect(fixture.complaints().filter((text) => !/status of 404/.test(text))).toEqual([]);
  });
  afterAll(() => fixture.stop());

  const speak = (who: string, locale: string): Promise<Response> =>
    fixture.kontor.fetchAs(who, '/api/me', {
      ...{ method: 'PATCH', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ locale }),
    });

  /** In each language and width, without a barrier and without scrolling sideways. */
  async function look(
    page: Page,
    who: string,
    name: string,
    seen: (lang: 'de' | 'fr' | 'en') => Promise<void>,
  ) {
    for (const lang of LANGUAGES) {
      await speak(who, lang);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await page.reload();
        await seen(lang);
        expect(await barriersOf(page)).toEqual([]);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(over).toBeLessThanOrEqual(0);
        await keepPicture(page, `${name}-${lang}-${width}`);
      }
    }
  }

  it(
    'should say so in the dialog, ask the owner later, and open once she comes',
    async () => {
      await Promise.all([speak('alice', 'en'), speak('bob', 'en')]);
      const alice = await fixture.open('alice', { viewport: { width: 1280, height: 900 } });
      const secret = await makeKey(alice);
      const me = await ZeroKnowledgePerson.withSecret(fixture.kontor, 'alice', secret);
      await me.choosePrivate();
      const created = await me.fetch('/api/documents?title=Offer.txt', {
        ...{ method: 'POST', body: 'for Bob' },
      });
      const { id }: Wire = await created.json();
      await alice.goto(`/documents/${id}`);
      await alice.locator('[popovertarget=share]').first().click();
      await alice.locator('#share-add input[name=username]').fill('bob');
      await alice.getByRole('option', { name: /Bob/ }).click();
      await alice.locator('#share-add button').click();
      await alice.getByText(/^Shared with bob, who has no key yet and cannot open it\./).waitFor();
      await alice.locator('#shares li', { hasText: 'No key of their own yet' }).waitFor();
      await look(alice, 'alice', 'share-without-key', async (lang) => {
        await alice.locator('[popovertarget=share]').first().click();
        await alice.locator('#shares').getByText(MESSAGES[lang].private.shareNoKey).waitFor();
      });

      const bob = await fixture.open('bob', { viewport: { width: 390, height: 844 } });
      await bob.goto('/');
      await bob.getByRole('link', { name: '“Offer.txt” is not open to you yet; see why' }).click();
      await bob.getByText(MESSAGES.en.private.makeKeyFirst('Alice Muster')).waitFor();
      await makeKey(bob, 'bob has another one');
      await bob.goto(`/documents/${id}`);
      await bob.getByText(/Alice Muster was asked .*, and does it by opening the page/).waitFor();

      // In a new tab her key is locked: she is shown who waits, and gives the key herself.
      const later = await fixture.open('alice', { viewport: { width: 1280, height: 900 } });
      await later.goto(`/documents/${id}`);
      await look(later, 'alice', 'waits-for-key', async (lang) => {
        await later.getByRole('heading', { name: MESSAGES[lang].private.waiting(1) }).waitFor();
        await later.locator('[popovertarget=share]').first().click();
        await later.locator('#shares').getByText(MESSAGES[lang].private.shareWaiting).waitFor();
        await later.keyboard.press('Escape');
      });
      await later.goto('/notifications');
      await later
        .getByRole('link', { name: /^One person waits for access to “Offer\.txt”/ })
        .click();
      await later.getByRole('button', { name: 'Give them the key' }).click();
      await unlockWith(later, PASSPHRASE);
      await later.getByText('They can open it now.').waitFor(LONG);
      await later.goto('/notifications');
      expect(await later.getByText(/waits for access/).count()).toBe(0);

      await bob.goto(`/documents/${id}`);
      const [download] = await Promise.all([
        bob.waitForEvent('download', LONG),
        bob.getByRole('link', { name: 'Download', exact: true }).click(),
      ]);
      expect(await readFile(await download.path(), 'utf8')).toBe('for Bob');
    },
    TEST_MS,
  );
});
