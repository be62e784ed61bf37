import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { MESSAGES } from '../../src/desk/language/messages.js';
import { sendAs } from '../send-as.js';
import { barriersOf } from './axe.js';
import { openFixture, type BrowserFixture } from './browser.js';
import { makeKey, TEST_MS } from './own-key.js';
import { keepPicture } from './pictures.js';

const LANGUAGES = ['de', 'fr', 'en'] as const;
const WIDTHS = [390, 1280] as const;

describe('making a document private whose people have no key', () => {
  let fixture: BrowserFixture;

  beforeAll(async () => {
    fixture = await openFixture();
  }, TEST_MS);
  afterEach(async () => {
    await fixture.closeWindows();
    expect(fixture.complaints()).toEqual([]);
  });
  afterAll(() => fixture.stop());

  const speak = (who: string, locale: string) =>
    sendAs(fixture.kontor, who, 'PATCH', '/api/me', { locale });

  async function look(page: Page, name: string, seen: (lang: 'de' | 'fr' | 'en') => Promise<void>) {
    const address = page.url();
    for (const lang of LANGUAGES) {
      await speak('alice', lang);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        // Its address has the question no more, so that it is not asked at each reload.
        await page.goto(`${address}?flash=private-asks`);
        await seen(lang);
        expect(await barriersOf(page)).toEqual([]);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(over).toBeLessThanOrEqual(0);
        await keepPicture(page, `${name}-${lang}-${width}`);
      }
    }
    await speak('alice', 'en');
    await page.goto(`${address}?flash=private-asks`);
  }

  it(
    'should say who could not open it, and go on only if the owner wants',
    async () => {
      await speak('alice', 'en');
      const { kontor } = fixture;
      const created = await kontor.fetchAs('alice', '/api/documents?title=Offer.txt', {
        ...{ method: 'POST', body: 'for Bob' },
      });
      const { id } = (await created.json()) as { id: string };
      await sendAs(kontor, 'alice', 'PUT', `/api/documents/${id}/shares/bob`, { role: 'editor' });
      const page = await fixture.open('alice', { viewport: { width: 1280, height: 900 } });
      await page.goto(`/documents/${id}`);
      await page.getByRole('button', { name: 'Make private' }).click();
      await page.getByText(MESSAGES.en.private.noOwnKey).waitFor();
      await makeKey(page);

      await page.goto(`/documents/${id}`);
      await page.getByRole('button', { name: 'Make private' }).click();
      const question = page.getByRole('region', { name: 'One person could not open it any more' });
      await question.getByText('Bob Beispiel').waitFor();
      await page.waitForURL(`/documents/${id}`);
      await look(page, 'making-private', async (lang) => {
        await page.getByRole('heading', { name: MESSAGES[lang].private.couldNotOpen(1) }).waitFor();
      });
      await question.getByRole('link', { name: 'Leave it as it is' }).click();
      await page.getByText(MESSAGES.en.private.isOrdinary).waitFor();
      expect(await question.count()).toBe(0);

      await page.getByRole('button', { name: 'Make private' }).click();
      await question.getByRole('button', { name: 'Make private anyway' }).click();
      await page.getByText(MESSAGES.en.private.madePrivate).waitFor();
      await page.getByText(MESSAGES.en.private.isPrivate).waitFor();
      await page.locator('[popovertarget=share]').first().click();
      await page.locator('#shares').getByText(MESSAGES.en.private.shareNoKey).waitFor();
    },
    TEST_MS,
  );
});
