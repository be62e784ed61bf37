import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { barriersOf } from './axe.js';
import { openFixture, type BrowserFixture } from './browser.js';

describe('the groups among the pages of administration', () => {
  let fixture: BrowserFixture;

  beforeAll(async () => {
    fixture = await openFixture();
  });
  afterEach(() => fixture.closeWindows());
  afterAll(() => fixture.stop());

  /** What alice shared with the group is bob's to read exactly while he is in it. */
  async function sharedWith(groupId: string): Promise<() => Promise<number>> {
    const created = await fixture.kontor.fetchAs('alice', '/api/documents?title=Plan.txt', {
      method: 'POST',
      body: 'text',
    });
    const { id } = (await created.json()) as { id: string };
    await fixture.kontor.fetchAs('alice', `/api/documents/${id}/shares/groups/${groupId}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'viewer' }),
    });
    return async () => (await fixture.kontor.fetchAs('bob', `/api/documents/${id}`)).status;
  }

  it('should create a group, add and remove people, undo that, and delete it, by keyboard', async () => {
    const page = await fixture.open('admin');
    await page.goto('/admin/groups');
    await page.getByText('There are no groups yet.').waitFor();
    await page.getByLabel('Name of the group').fill('Rechtsdienst & Käthi');
    await page.keyboard.press('Enter');
    await page.getByText('The group has been created.').waitFor();
    await page.getByRole('heading', { level: 1, name: 'Rechtsdienst & Käthi' }).waitFor();
    await page.getByText('Nobody is in this group yet.').waitFor();
    const groupId = new URL(page.url()).pathname.split('/').pop()!;
    const asBob = await sharedWith(groupId);
    expect(await asBob()).toBe(404);

    await page.getByLabel('Beginning of a name or mail address').fill('bo');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Add: / }).press('Enter');
    await page.getByText('The person is now in the group.').waitFor();
    await page.getByText('Already in it').waitFor();
    expect(await asBob()).toBe(200);
    expect(await barriersOf(page)).toEqual([]);

    await page.getByRole('button', { name: /^Remove: / }).press('Enter');
    await page.getByText('The person is no longer in the group.').waitFor();
    expect(await asBob()).toBe(404);
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await page.getByText('The person is now in the group.').waitFor();
    expect(await asBob()).toBe(200);

    await page.goto('/admin/groups?q=käthi');
    await page.getByText('1 person', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Rechtsdienst & Käthi' }).click();
    await page.getByText('Delete this group …').press('Enter');
    expect(await barriersOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Delete the group' }).press('Enter');
    await page.getByText('The group has been deleted.').waitFor();
    expect(await page.getByRole('link', { name: 'Rechtsdienst & Käthi' }).count()).toBe(0);
    expect(await asBob()).toBe(404);
    expect(fixture.complaints()).toEqual([]);
  });

  it('should say what to do when it is not possible', async () => {
    const page = await fixture.open('admin');
    for (const text of ['The group has been created.', 'A local group has this name already.']) {
      await page.goto('/admin/groups');
      await page.getByLabel('Name of the group').fill('Twice');
      await page.getByRole('button', { name: 'Create' }).click();
      await page.getByText(text).waitFor();
    }
    await page.goto('/admin/groups?q=nothing-like-it');
    await page.getByText('No group has such a name.').waitFor();
    expect((await page.goto('/admin/groups/none'))?.status()).toBe(404);
    fixture.complaints();
  });

  it('should show many by pages', async () => {
    for (let i = 0; i < 55; i++)
      await fixture.kontor.fetchAs('admin', '/api/groups', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: `Many ${String(i).padStart(2, '0')}` }),
      });
    const page = await fixture.open('admin');
    await page.goto('/admin/groups?q=many');
    const rows = page.locator('.admin-line');
    expect(await rows.count()).toBe(50);
    await page.getByRole('link', { name: 'Show more' }).click();
    await page.waitForURL(/after=/);
    expect(await rows.count()).toBe(5);
  });
});
