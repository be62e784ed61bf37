import { readFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { MESSAGES } from '../../src/desk/language/messages.js';
import { sendAs } from '../send-as.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';
import { useFixture } from './browser.js';
import { LONG, makeKey, PASSPHRASE, TEST_MS, unlockWith } from './own-key.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

const BOBS_PASSPHRASE = 'bob has another one';

describe('sharing with a group', () => {
  const fixture = useFixture(/status of (404|422)/);
  let groupId: string;
  let name: string;
  let groups = 0;

  beforeEach(async () => {
    name = `Rechtsdienst & Käthi ${++groups}`;
    ({ id: groupId } = await send('admin', 'POST', '/api/groups', { name }));
    await send('admin', 'PUT', `/api/groups/${groupId}/members/bob`);
  });

  const send = (who: string, method: string, path: string, body?: object): Promise<Wire> =>
    sendAs(fixture.kontor, who, method, path, body);

  async function upload(title: string): Promise<string> {
    const init = { method: 'POST', body: 'for the group' };
    const created = await fixture.kontor.fetchAs('alice', `/api/documents?title=${title}`, init);
    const { id }: Wire = await created.json();
    return id;
  }

  const tabTo = async (page: Page, wanted: string): Promise<void> => {
    for (let steps = 0; steps < 20; steps++) {
      const focused = await page.evaluate(() => {
        const { activeElement: element } = document;
        return element?.getAttribute('name') ?? element?.textContent?.trim() ?? '';
      });
      if (focused === wanted) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`the keyboard does not come to ${wanted}`);
  };

  it.each(['de', 'fr', 'en'] as const)(
    'should take its name in the field of people, by keyboard, %s',
    async (lang) => {
      const { share } = MESSAGES[lang];
      const id = await upload(`Plan-${lang}.txt`);
      await send('alice', 'PATCH', '/api/me', { locale: lang });
      const page = await fixture.open('alice');
      await page.goto(`/documents/${id}`);
      await page.locator('[popovertarget=share]').first().press('Enter');
      await tabTo(page, 'username');
      // At once: what is found for its beginning would go while the arrows move through it.
      await page.keyboard.insertText(name);
      const { found } = MESSAGES[lang].client;
      await page.locator('#share-with-status').getByText(found.replace('{n}', '1')).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await tabTo(page, 'role');
      await page.keyboard.press('End');
      await tabTo(page, share.add);
      await page.keyboard.press('Enter');
      const row = page.locator('#shares li', { hasText: name });
      await row.getByText(share.members(1), { exact: true }).waitFor();
      const shares = await send('alice', 'GET', `/api/documents/${id}/shares`);
      expect(shares).toMatchObject({
        shares: [],
        groups: [{ group: { id: groupId, name, members: 1 }, role: 'editor' }],
      });
      const remove = row.getByRole('button', { name: share.removeOf(name) });
      await remove.focus();
      await page.keyboard.press('Enter');
      await row.waitFor({ state: 'detached' });
      expect((await send('alice', 'GET', `/api/documents/${id}/shares`)).groups).toEqual([]);
      expect(await page.locator('#share').textContent()).not.toMatch(/ß|undefined/);
    },
    TEST_MS,
  );

  it(
    'should give the key of a private document to who has one, and later to who gets one',
    async () => {
      await send('alice', 'PATCH', '/api/me', { locale: 'en' });
      const alice = await fixture.open('alice');
      const me = await ZeroKnowledgePerson.withSecret(
        fixture.kontor,
        'alice',
        await makeKey(alice),
      );
      await me.choosePrivate();
      const id = await upload('Private.txt');
      await alice.goto(`/documents/${id}`);
      await alice.locator('[popovertarget=share]').first().click();
      await alice.locator('#share-add input[name=username]').fill(name);
      await alice.getByRole('option', { name }).click();
      await alice.locator('#share-add button').click();
      // Bob has no key yet: said before he wonders.
      await alice.getByText(/Without a key of their own.*Bob/).waitFor(LONG);

      const bob = await fixture.open('bob');
      await makeKey(bob, BOBS_PASSPHRASE);
      await alice.evaluate(() => sessionStorage.removeItem('kontor.unlocked'));
      await alice.reload();
      await alice.getByText('One person waits for the key of this document.').waitFor();
      await alice.getByRole('button', { name: 'Give them the key' }).click();
      await unlockWith(alice, PASSPHRASE);
      await alice.getByText('They can open it now.').waitFor(LONG);

      await bob.goto(`/documents/${id}`);
      const [download] = await Promise.all([
        bob.waitForEvent('download'),
        bob.getByRole('link', { name: 'Download', exact: true }).click(),
      ]);
      expect(await readFile(await download.path(), 'utf8')).toBe('for the group');

      // Leaving the group ends the key as well.
      await send('admin', 'DELETE', `/api/groups/${groupId}/members/bob`);
      const deadline = Date.now() + LONG.timeout;
      const epochs = async () => (await me.keyrings(id)).keyrings.length;
      while ((await epochs()) < 2 && Date.now() < deadline) await alice.waitForTimeout(50);
      expect(await epochs()).toBe(2);
    },
    TEST_MS,
  );
});
