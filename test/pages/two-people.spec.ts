import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Frame, Page } from 'playwright-core';
import { editorFrameOf, openFixture, type BrowserFixture } from './browser.js';

interface VersionJson {
  readonly number: number;
  readonly state: string;
  readonly origin: string;
  readonly editing_session_id: string | null;
}

/** The Document Server saves five seconds after the last leaver. */
const FINAL_SAVE_MS = 120_000;

describe('two people in one document', () => {
  let fixture: BrowserFixture;
  let id: string;

  beforeAll(async () => {
    fixture = await openFixture();
    const created = await fixture.kontor.fetchAs('alice', '/api/documents?title=Protocol.txt', {
      method: 'POST',
      body: 'Agenda\n\nDecisions',
    });
    ({ id } = (await created.json()) as { id: string });
    await fixture.kontor.fetchAs('alice', `/api/documents/${id}/shares/bob`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"role":"editor"}',
    });
  });

  afterAll(() => fixture.stop());

  async function edit(username: string): Promise<{ page: Page; frame: Frame }> {
    const page = await fixture.open(username);
    await page.goto(`/edit/${id}`);
    return { page, frame: await editorFrameOf(page) };
  }

  /** The simulator's policy forbids evaluating a condition in its frame, so the value is asked for again. */
  async function showing(frame: Frame, text: string): Promise<void> {
    const deadline = Date.now() + 120_000;
    while ((await frame.inputValue('#text')) !== text && Date.now() < deadline) {
      await frame.waitForTimeout(25);
    }
    expect(await frame.inputValue('#text')).toBe(text);
  }

  async function saveBy({ page, frame }: { page: Page; frame: Frame }): Promise<void> {
    await frame.getByRole('button', { name: 'Save', exact: true }).click();
    await frame.getByRole('status').getByText('Saved.').waitFor();
    await page.bringToFront();
  }

  it('should edit at once, force-save twice, close, and find it all on the page of versions', async () => {
    const alice = await edit('alice');
    const bob = await edit('bob');
    await alice.frame.locator('#text:enabled').press('Control+Home');
    await bob.frame.locator('#text:enabled').press('Control+End');
    await Promise.all([
      alice.page.keyboard.type('The ', { delay: 20 }),
      bob.page.keyboard.type(' of today', { delay: 20 }),
    ]);
    await showing(alice.frame, 'The Agenda\n\nDecisions of today');
    await showing(bob.frame, 'The Agenda\n\nDecisions of today');

    const watching = await fixture.open('alice');
    await watching.goto(`/documents/${id}`);
    await watching.getByText('Bob').first().waitFor();

    await saveBy(alice);
    await bob.page.keyboard.type('!');
    await showing(alice.frame, 'The Agenda\n\nDecisions of today!');
    await saveBy(bob);
    await bob.frame.locator('#text:enabled').press('Control+End');
    await bob.page.keyboard.type('!');
    await showing(alice.frame, 'The Agenda\n\nDecisions of today!!');
    await alice.page.close();
    await bob.page.close();

    await watching.locator('.version-what').nth(3).waitFor({ timeout: FINAL_SAVE_MS });
    const { versions } = (await (
      await fixture.kontor.fetchAs('alice', `/api/documents/${id}/versions`)
    ).json()) as { versions: VersionJson[] };
    expect(versions.map(({ origin }) => origin)).toEqual([
      'save',
      'force-save',
      'force-save',
      'upload',
    ]);
    expect(versions.map(({ state }) => state)).toEqual([
      'current',
      'archived',
      'archived',
      'archived',
    ]);
    const content = await fixture.kontor.fetchAs('bob', `/api/documents/${id}/content`);
    expect(await content.text()).toBe('The Agenda\n\nDecisions of today!!');
    const first = await fixture.kontor.fetchAs('bob', `/api/documents/${id}/content?version=2`);
    expect(await first.text()).toBe('The Agenda\n\nDecisions of today');
    expect(fixture.complaints()).toEqual([]);
  });
});
