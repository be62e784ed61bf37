import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { MESSAGES } from '../../src/desk/language/messages.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';
import { barriersOf } from './axe.js';
import { useFixture } from './browser.js';
import { keepPicture } from './pictures.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

describe('giving a document to somebody else', () => {
  const fixture = useFixture();
  let alice: ZeroKnowledgePerson;

  beforeAll(async () => {
    alice = await ZeroKnowledgePerson.register(fixture.kontor, 'alice');
  });

  async function upload(title: string): Promise<string> {
    const path = `/api/documents?title=${title}`;
    const created = await alice.fetch(path, { method: 'POST', body: 'text' });
    const { id }: Wire = await created.json();
    return id;
  }
  const asSeenBy = async (who: string, id: string): Promise<Wire> =>
    (await fixture.kontor.fetchAs(who, `/api/documents/${id}`)).json();
  const isOver = (page: Page): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

  async function open(lang: 'de' | 'fr' | 'en', id: string, width: number): Promise<Page> {
    await alice.send('PATCH', '/api/me', { locale: lang });
    const page = await fixture.open('alice', { viewport: { width, height: 844 } });
    await page.goto(`/documents/${id}`);
    await keepPicture(page, `give-button-${lang}-${width}`);
    await page.getByRole('link', { name: MESSAGES[lang].give.title, exact: true }).press('Enter');
    await page.waitForURL(`/documents/${id}/give`);
    return page;
  }

  it.each([
    ['de', 390],
    ['en', 1280],
    ['fr', 390],
  ] as const)(
    'should be done by keyboard, and told to the new owner, %s %i',
    async (lang, width) => {
      const { give, notifications } = MESSAGES[lang];
      const title = `Given-${lang}.txt`;
      const id = await upload(title);
      const page = await open(lang, id, width);
      await page.getByText(give.lead).waitFor();
      await page.locator('#give-to:focus').waitFor();
      // At once: what is found for its beginning would go while the arrows move through it.
      await page.keyboard.insertText('beispiel');
      await page.getByRole('option', { name: /Bob Beispiel/ }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await keepPicture(page, `give-whom-${lang}-${width}`);
      await page.keyboard.press('Enter');
      await page.getByText(give.willOwn('Bob Beispiel', title)).waitFor();
      await page.getByText(give.youStay).waitFor();
      expect(await barriersOf(page)).toEqual([]);
      expect(await isOver(page)).toBeLessThanOrEqual(0);
      await keepPicture(page, `give-confirm-${lang}-${width}`);
      expect(await asSeenBy('bob', id)).toMatchObject({ status: 404 });
      await page.locator('button:focus').waitFor();
      await page.keyboard.press('Enter');
      await page.getByText(give.given('Bob Beispiel')).waitFor();
      expect(await asSeenBy('alice', id)).toMatchObject({ owner: 'bob', role: 'editor' });
      expect(await page.getByRole('link', { name: give.title, exact: true }).count()).toBe(0);

      await fixture.kontor.fetchAs('bob', '/api/me', {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ locale: lang }),
      });
      const bob = await fixture.open('bob', { viewport: { width, height: 844 } });
      await bob.goto('/notifications');
      const told = notifications.kind['documents-given']({
        ...{ name: 'Alice Muster', title, text: '1' },
      });
      const entry = bob.getByRole('link', { name: told, exact: true });
      await entry.waitFor();
      expect(await barriersOf(bob)).toEqual([]);
      await keepPicture(bob, `given-told-${lang}-${width}`);
      await entry.click();
      await bob.waitForURL(`/documents/${id}`);
    },
  );

  it.each([
    ['de', 390],
    ['en', 1280],
  ] as const)('should say of a private one who can open it then, %s %i', async (lang, width) => {
    const { give } = MESSAGES[lang];
    await alice.choosePrivate();
    const id = await upload(`Private-${lang}.txt`);
    const page = await open(lang, id, width);
    await page.locator('#give-to').fill('bob');
    await page.getByRole('option').click();
    await page.getByRole('button', { name: give.next }).click();
    await page.getByText(give.cannotOpen('Bob Beispiel')).waitFor();
    await page.getByText(give.opens('alice')).waitFor();
    await page.getByText(give.shareFirst('Bob Beispiel')).waitFor();
    expect(await barriersOf(page)).toEqual([]);
    expect(await isOver(page)).toBeLessThanOrEqual(0);
    await keepPicture(page, `give-private-${lang}-${width}`);
    await page.getByRole('button', { name: give.nowAnyway }).press('Enter');
    await page.getByText(give.given('Bob Beispiel')).waitFor();
    expect(await asSeenBy('bob', id)).toMatchObject({ owner: 'bob' });
  });

  it('should come back to the form of who was signed out meanwhile', async () => {
    const id = await upload('Later.txt');
    const page = await fixture.open('alice', { locale: 'en-GB' });
    await page.goto(`/documents/${id}/give`);
    await page.locator('#give-to').fill('bob');
    await page.getByRole('option').click();
    await page.context().clearCookies();
    await page.locator('#give-to').press('Enter');
    await page.locator('input[name=username]').fill('alice');
    await page.locator('input[name=password]').fill('alice');
    await page.locator('input[name=password]').press('Enter');
    await page.waitForURL(`/documents/${id}/give`);
  });

  it('should refuse who is not known, and who has it already, in words', async () => {
    const { give } = MESSAGES.en;
    const init = { method: 'POST', body: 'text' };
    const created = await fixture.kontor.fetchAs('bob', '/api/documents?title=Bobs.txt', init);
    const { id }: Wire = await created.json();
    const page = await fixture.open('admin');
    // An administrator need not be able to see it.
    await page.goto(`/documents/${id}/give`);
    await page.getByText(give.leadAdmin('Bob Beispiel')).waitFor();
    const whom = page.locator('#give-to');
    await whom.fill('nobody like that');
    await page.getByRole('button', { name: give.next }).click();
    await page.getByText(give.refusals['no-such-person']).waitFor();
    await whom.fill('bob');
    await page.getByRole('button', { name: give.next }).click();
    await page.getByText(give.refusals['is-owner']).waitFor();
    await whom.fill('alice');
    await page.getByRole('option').click();
    await page.getByRole('button', { name: give.next }).click();
    await page.getByText(give.ownerLoses('Bob Beispiel')).waitFor();
    await keepPicture(page, 'give-admin-en-1280');
    await page.getByRole('button', { name: give.now }).click();
    await page.getByText(give.belongsTo('Alice Muster')).waitFor();
    expect(await asSeenBy('alice', id)).toMatchObject({ owner: 'alice' });
    expect(await asSeenBy('bob', id)).toMatchObject({ status: 404 });
  });

  it('should tell of many that were handed over at once in one notification', async () => {
    for (const n of [1, 2, 3]) {
      const init = { method: 'POST', body: 'text' };
      await fixture.kontor.fetchAs('admin', `/api/documents?title=Many-${n}.txt`, init);
    }
    const me: Wire = await (await fixture.kontor.fetchAs('admin', '/api/me')).json();
    const path = `/api/admin/accounts/${me.id}/hand-over`;
    const handed = await fixture.kontor.fetchAs('bob', path, { method: 'POST' });
    expect(handed.status).toBe(403);
    await alice.send('PATCH', '/api/me', { locale: 'en' });
    const before: Wire = await (await alice.fetch('/api/notifications')).json();
    const moved = await fixture.kontor.fetchAs('admin', path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to: 'alice' }),
    });
    expect(await moved.json()).toMatchObject({ moved: 3 });
    // The administrator gave their own: the sender is named all the same.
    const page = await fixture.open('alice');
    await page.goto('/notifications');
    await page.getByRole('link', { name: /gave you 3 documents$/ }).waitFor();
    const after: Wire = await (await alice.fetch('/api/notifications')).json();
    expect(after.notifications.length - before.notifications.length).toBe(1);
    await page.getByRole('link', { name: /gave you 3 documents$/ }).click();
    await page.getByRole('link', { name: 'Many-1.txt' }).waitFor();
  });
});
