import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { MESSAGES } from '../../src/desk/language/messages.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';
import { barriersOf } from './axe.js';
import { openFixture, type BrowserFixture } from './browser.js';
import { keepPicture } from './pictures.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

describe('handing over single documents of somebody who leaves', () => {
  let fixture: BrowserFixture;

  beforeAll(async () => {
    fixture = await openFixture();
  }, 300_000);
  afterEach(async () => {
    await fixture.closeWindows();
    expect(fixture.complaints()).toEqual([]);
  });
  afterAll(() => fixture.stop());

  async function upload(title: string): Promise<string> {
    const init = { method: 'POST', body: 'text' };
    const created = await fixture.kontor.fetchAs('bob', `/api/documents?title=${title}`, init);
    const { id }: Wire = await created.json();
    return id;
  }
  const ownerOf = async (who: string, id: string): Promise<string | undefined> => {
    const found = await fixture.kontor.fetchAs(who, `/api/documents/${id}`);
    const { owner }: Wire = await found.json();
    return owner;
  };

  it('should list them without titles, in each language, and give what is ticked', async () => {
    const bob = await ZeroKnowledgePerson.register(fixture.kontor, 'bob');
    const [kept, given, deleted] = [
      await upload('Salaries.txt'),
      await upload('Minutes.txt'),
      await upload('Old.txt'),
    ];
    await bob.fetch(`/api/documents/${deleted}`, { method: 'DELETE' });
    await bob.send('PUT', `/api/documents/${given}/shares/alice`, { role: 'viewer' });
    await bob.choosePrivate();
    await upload('Private.txt');
    const { id: account }: Wire = await (await bob.fetch('/api/me')).json();

    const page = await fixture.open('admin', { viewport: { width: 1280, height: 900 } });
    const rows = page.locator('.admin-documents li');
    for (const lang of ['de', 'fr', 'en'] as const) {
      const { person } = MESSAGES[lang].admin;
      await fixture.kontor.fetchAs('admin', '/api/me', {
        ...{ method: 'PATCH', headers: { 'content-type': 'application/json' } },
        body: JSON.stringify({ locale: lang }),
      });
      await page.goto(`/admin/people/${account}`);
      await page.getByRole('link', { name: person.chooseSingle }).click();
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        await page.getByRole('heading', { level: 1, name: person.single }).waitFor();
        await page.waitForLoadState();
        expect(await rows.count()).toBe(4);
        expect(await page.locator('main').textContent()).not.toMatch(
          /Salaries|Minutes|Old|Private\.txt/,
        );
        await rows.nth(1).getByText(person.sharedWith(1)).waitFor();
        await rows.nth(2).getByText(person.isDeleted, { exact: true }).waitFor();
        expect(await barriersOf(page)).toEqual([]);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(over).toBeLessThanOrEqual(0);
        await keepPicture(page, `single-documents-${lang}-${width}`);
      }
    }

    const field = page.getByRole('combobox', { name: 'New owner' });
    const give = page.getByRole('button', { name: 'Hand over the ticked ones' });
    await field.fill('alice');
    await page.getByRole('option').first().click();
    await give.click();
    await page.getByText('No document is ticked.').waitFor();
    expect(await ownerOf('bob', given)).toBe('bob');

    // By keyboard: the row of the document is its label.
    await rows.nth(1).getByRole('checkbox').press('Space');
    await field.fill('alice');
    await page.getByRole('option').first().click();
    await give.press('Enter');
    await page.getByText('The documents have been handed over.').waitFor();
    await page.waitForLoadState();
    expect(await rows.count()).toBe(3);
    expect(await ownerOf('alice', given)).toBe('alice');
    expect(await ownerOf('bob', kept)).toBe('bob');

    // The private one needs a word more, and nothing is given without it.
    await rows.nth(0).getByRole('checkbox').check();
    await rows.nth(2).getByRole('checkbox').check();
    await field.fill('alice');
    await page.getByRole('option').first().click();
    await give.click();
    await page.getByText(MESSAGES.en.admin.outcomes['owner-cannot-open']).waitFor();
    expect(await ownerOf('bob', kept)).toBe('bob');
  });
});
