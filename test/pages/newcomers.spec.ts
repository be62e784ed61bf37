import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { MESSAGES } from '../../src/desk/language/messages.js';
import { sendAs } from '../send-as.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';
import { barriersOf } from './axe.js';
import { useFixture } from './browser.js';
import { LONG, makeKey, TEST_MS } from './own-key.js';
import { keepPicture } from './pictures.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

describe('coming to a group after a private document was shared with it', () => {
  const name = 'Rechtsdienst & Käthi';
  const fixture = useFixture(/status of 404/);

  const send = (who: string, method: string, path: string, body?: object): Promise<Wire> =>
    sendAs(fixture.kontor, who, method, path, body);

  async function upload(title: string): Promise<string> {
    const init = { method: 'POST', body: 'for the group' };
    const created = await fixture.kontor.fetchAs('alice', `/api/documents?title=${title}`, init);
    const { id }: Wire = await created.json();
    return id;
  }

  const isOver = (page: Page): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

  it(
    'should ask the owner for somebody who comes later, who is let in when the owner opens the page',
    async () => {
      await send('alice', 'PATCH', '/api/me', { locale: 'en' });
      await send('bob', 'PATCH', '/api/me', { locale: 'en' });
      const { id: groupId } = await send('admin', 'POST', '/api/groups', { name });
      const alice = await fixture.open('alice', { viewport: { width: 1280, height: 844 } });
      const me = await ZeroKnowledgePerson.withSecret(
        fixture.kontor,
        'alice',
        await makeKey(alice),
      );
      await me.choosePrivate();
      const id = await upload('Newcomers.txt');
      await alice.goto(`/documents/${id}`);
      await alice.locator('[popovertarget=share]').first().click();
      await alice.locator('#share-add input[name=username]').fill(name);
      await alice.getByRole('option', { name }).click();
      await alice.locator('#share-add button').click();
      await alice.locator('#shares li', { hasText: name }).waitFor(LONG);
      const askedOf = async () => {
        const { notifications } = await send('alice', 'GET', '/api/notifications');
        return notifications.filter((one: Wire) => one.document_id === id);
      };

      // Bob comes to the group, without a key: he learns what to do.
      await send('admin', 'PUT', `/api/groups/${groupId}/members/bob`);
      const bob = await fixture.open('bob', { viewport: { width: 390, height: 844 } });
      await bob.goto('/');
      const badge = bob.getByRole('link', {
        name: '“Newcomers.txt” is not open to you yet; see why',
      });
      await badge.waitFor();
      expect(await barriersOf(bob)).toEqual([]);
      expect(await isOver(bob)).toBeLessThanOrEqual(0);
      await keepPicture(bob, 'awaits-key-list-en-390');
      await badge.click();
      await bob.getByText(MESSAGES.en.private.makeKeyFirst('Alice Muster')).waitFor();
      expect(await bob.getByRole('link', { name: 'Download', exact: true }).count()).toBe(0);
      expect(await barriersOf(bob)).toEqual([]);
      await keepPicture(bob, 'awaits-key-none-en-390');
      await bob.setViewportSize({ width: 1280, height: 844 });
      await keepPicture(bob, 'awaits-key-none-en-1280');
      await bob.setViewportSize({ width: 390, height: 844 });
      expect(await askedOf()).toEqual([]);

      // He makes one: Alice is asked, and he sees that she was.
      await makeKey(bob, 'bob has another one');
      await bob.goto(`/documents/${id}`);
      await bob.getByText(/Alice Muster was asked .*, and does it by opening the page/).waitFor();
      expect(await askedOf()).toMatchObject([{ kind: 'key-requested', text: `1 ${name}` }]);
      for (const lang of ['de', 'fr', 'en'] as const) {
        await send('bob', 'PATCH', '/api/me', { locale: lang });
        await send('alice', 'PATCH', '/api/me', { locale: lang });
        const { private: messages, notifications } = MESSAGES[lang];
        await bob.reload();
        await bob.getByRole('heading', { name: messages.cannotOpen }).waitFor();
        expect(await barriersOf(bob)).toEqual([]);
        expect(await isOver(bob)).toBeLessThanOrEqual(0);
        await keepPicture(bob, `awaits-key-asked-${lang}-390`);
        await alice.goto('/notifications');
        const told = { name: '', title: 'Newcomers.txt', text: `1 ${name}` };
        const line = notifications.kind['key-requested'](told);
        await alice.getByRole('link', { name: line, exact: true }).waitFor();
        expect(await barriersOf(alice)).toEqual([]);
        await keepPicture(alice, `key-requested-${lang}-1280`);
      }
      await bob.goto(`/edit/${id}`);
      await bob.getByRole('heading', { name: MESSAGES.en.edit.keyless }).waitFor();
      await keepPicture(bob, 'awaits-key-editor-en-390');

      // She follows the notification; her key is unlocked in this tab.
      await alice.getByRole('link', { name: /waits for access to “Newcomers\.txt”/ }).click();
      await alice.getByText('They can open it now.').waitFor(LONG);
      expect(await askedOf()).toEqual([]);

      await bob.goto(`/documents/${id}`);
      const [download] = await Promise.all([
        bob.waitForEvent('download'),
        bob.getByRole('link', { name: 'Download', exact: true }).click(),
      ]);
      expect(await readFile(await download.path(), 'utf8')).toBe('for the group');
      await bob.goto('/');
      await bob.getByRole('link', { name: 'Newcomers.txt' }).first().waitFor();
      expect(await badge.count()).toBe(0);
    },
    TEST_MS,
  );
});
