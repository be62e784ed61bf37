import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { MESSAGES } from '../../src/desk/language/messages.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';
import { useFixture } from './browser.js';

/** By keyboard alone, in each language of the desk. */
describe('the switches in the share dialog', () => {
  const fixture = useFixture();
  let alice: ZeroKnowledgePerson;
  let bob: ZeroKnowledgePerson;

  beforeAll(async () => {
    alice = await ZeroKnowledgePerson.register(fixture.kontor, 'alice');
    bob = await ZeroKnowledgePerson.register(fixture.kontor, 'bob');
  });

  async function upload(title: string): Promise<string> {
    const path = `/api/documents?title=${title}`;
    const created = await alice.fetch(path, { method: 'POST', body: 'text' });
    return ((await created.json()) as { id: string }).id;
  }
  const sharesOf = async (id: string): Promise<readonly object[]> =>
    ((await (await alice.fetch(`/api/documents/${id}/shares`)).json()) as { shares: object[] })
      .shares;
  const focused = (page: Page): Promise<string> =>
    page.evaluate(() => {
      const { activeElement: element } = document;
      return element?.getAttribute('name') ?? element?.textContent?.trim() ?? '';
    });
  /** Tab by tab; fails when the keyboard does not come there. */
  async function tabTo(page: Page, wanted: string): Promise<void> {
    for (let steps = 0; steps < 20; steps++) {
      if ((await focused(page)) === wanted) return;
      await page.keyboard.press('Tab');
    }
    expect(await focused(page)).toBe(wanted);
  }

  it.each(['de', 'fr', 'en'] as const)(
    'should be set and changed by keyboard, %s',
    async (lang) => {
      const { share, document } = MESSAGES[lang];
      const id = await upload(`Plan-${lang}.txt`);
      await alice.send('PATCH', '/api/me', { locale: lang });
      const page = await fixture.open('alice');
      await page.goto(`/documents/${id}`);
      await page.getByRole('button', { name: document.share, exact: true }).first().press('Enter');
      await page.getByRole('heading', { name: share.title, exact: true }).waitFor();
      const form = page.locator('#share-add');
      await form.getByText(share.switchesText, { exact: true }).waitFor();
      await tabTo(page, 'username');
      await page.keyboard.type('bob');
      await tabTo(page, 'role');
      await page.keyboard.press('End');
      await form.getByText(share.roleTexts.editor, { exact: true }).waitFor();
      for (const name of ['download', 'copy']) {
        await tabTo(page, name);
        await page.keyboard.press('Space');
      }
      await tabTo(page, share.add);
      await page.keyboard.press('Enter');
      const row = page.locator('#shares li', { hasText: 'Bob' });
      await row.getByText(share.keptBack.download).first().waitFor();
      const rights = { username: 'bob', role: 'editor' };
      expect(await sharesOf(id)).toMatchObject([
        { ...rights, download: false, print: true, copy: false },
      ]);

      const change = row.getByText(share.change, { exact: true });
      await change.focus();
      await page.keyboard.press('Enter');
      await tabTo(page, 'print');
      await page.keyboard.press('Space');
      await tabTo(page, share.save);
      // The label of the switch has the same word as the row that comes of it.
      const saved = page.waitForResponse((answer) => answer.request().method() === 'POST');
      await page.keyboard.press('Enter');
      await saved;
      await row.getByText(share.keptBack.print).first().waitFor();
      expect(await sharesOf(id)).toMatchObject([
        { ...rights, download: false, print: false, copy: false },
      ]);
      expect(await page.locator('#share').textContent()).not.toMatch(/ß|undefined/);
    },
  );

  it.each(['de', 'fr', 'en'] as const)(
    'should say what they can mean for a private document, %s',
    async (lang) => {
      const { share } = MESSAGES[lang];
      await alice.send('PATCH', '/api/me', { locale: lang });
      await alice.choosePrivate();
      const id = await upload(`Private-${lang}.txt`);
      const keyrings = await alice.sealings(id, [alice.recipient, bob.recipient]);
      const rights = { role: 'viewer', download: false, keyrings };
      expect((await alice.send('PUT', `/api/documents/${id}/shares/bob`, rights)).status).toBe(200);
      const page = await fixture.open('alice');
      await page.goto(`/documents/${id}`);
      await page.locator('[popovertarget=share]').first().press('Enter');
      await page.locator('#share-add').getByText(share.switchesPrivate, { exact: true }).waitFor();
      await page
        .locator('#shares li', { hasText: 'Bob' })
        .getByText(share.keptBack.download)
        .first()
        .waitFor();
      expect(await page.getByText(share.switchesText, { exact: true }).count()).toBe(0);
    },
  );
});
