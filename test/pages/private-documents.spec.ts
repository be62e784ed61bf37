import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Frame, Locator, Page } from 'playwright-core';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';
import { editorFrameOf, editorIn, openFixture, signIn, type BrowserFixture } from './browser.js';
import { LONG, makeKey, PASSPHRASE, TEST_MS, unlockWith } from './own-key.js';

interface VersionJson {
  readonly number: number;
  readonly origin: string;
}

const editorOf = (page: Page): Promise<Frame> => editorFrameOf(page, LONG);

async function save(frame: Frame): Promise<void> {
  await frame.getByRole('button', { name: 'Save', exact: true }).click();
  await frame.getByRole('status').getByText('Saved.').waitFor();
}

describe('private documents', () => {
  let fixture: BrowserFixture;
  let alice: Page;
  let me: ZeroKnowledgePerson;
  const bobsPassphrase = 'bob has another one';

  beforeAll(async () => {
    fixture = await openFixture();
    alice = await fixture.open('alice');
    me = await ZeroKnowledgePerson.withSecret(fixture.kontor, 'alice', await makeKey(alice));
  }, TEST_MS);

  afterEach(() => {
    // What the server refused on the way is the browser's to note; nothing else is.
    expect(
      fixture.complaints().filter((text) => !/status of (401|403|404|409|422)/.test(text)),
    ).toEqual([]);
  });

  afterAll(() => fixture.stop());

  async function create(title: string, content: string): Promise<string> {
    const created = await me.fetch(`/api/documents?title=${title}`, {
      method: 'POST',
      body: content,
    });
    const document = (await created.json()) as { id: string; custody: string };
    expect(document.custody).toBe('zero-knowledge');
    return document.id;
  }

  async function idOf(title: string): Promise<string> {
    const found = await me.fetch(`/api/documents?q=${encodeURIComponent(title)}`);
    const { documents } = (await found.json()) as { documents: { id: string }[] };
    return documents[0]!.id;
  }

  async function versions(id: string): Promise<readonly VersionJson[]> {
    const answer = await me.fetch(`/api/documents/${id}/versions`);
    return ((await answer.json()) as { versions: VersionJson[] }).versions;
  }

  /** Waits for what a click leads to, with the passphrase when this tab is asked for it. */
  async function unlockedFor(outcome: Locator): Promise<void> {
    const dialog = alice.getByRole('dialog');
    // Not `or`: what is in the editor's frame and the dialog of the page are looked for in different documents.
    await Promise.any([outcome.waitFor(LONG), dialog.waitFor(LONG)]);
    if (await dialog.isVisible()) await unlockWith(alice, PASSPHRASE);
    await outcome.waitFor(LONG);
  }

  /** The editor says so before the version is there; this tells when it is. */
  async function saved(id: string, number: number): Promise<void> {
    const deadline = Date.now() + 120_000;
    while ((await versions(id))[0]?.number !== number && Date.now() < deadline) {
      await alice.waitForTimeout(50);
    }
    expect((await versions(id))[0]?.number).toBe(number);
  }

  it(
    'should be edited, and what was typed is saved when its person signs out',
    async () => {
      const id = await create('Notes.txt', 'first line');
      await alice.goto(`/edit/${id}`);
      const frame = await editorOf(alice);
      await frame.locator('#text:enabled').press('Control+End');
      await alice.keyboard.type(', typed');
      await save(frame);

      await frame.locator('#text:enabled').press('Control+End');
      await alice.keyboard.type(', not saved yet');
      await frame.locator('#state', { hasText: 'has reached the server' }).waitFor();
      const other = await alice.context().newPage();
      await other.goto('/');
      await other.getByRole('button', { name: /Your account/ }).click();
      await other.getByRole('button', { name: 'Sign out' }).click();
      await other.waitForURL(/login/);
      // Signing out ends the editor; the Document Server saves what was typed in it.
      await saved(id, 3);
      expect(await me.read(id, 3)).toBe('first line, typed, not saved yet');
      await other.close();
      await signIn(alice, 'alice');
    },
    TEST_MS,
  );

  it(
    'should open again without the passphrase in a tab that saved in between',
    async () => {
      const id = await create('Reload.txt', 'one');
      await alice.goto(`/edit/${id}`);
      await unlockedFor(editorIn(alice).locator('#text:enabled'));
      let frame = await editorOf(alice);
      await frame.locator('#text:enabled').press('Control+End');
      await alice.keyboard.type(' two');
      await save(frame);
      await saved(id, 2);
      await alice.evaluate(() => sessionStorage.removeItem('kontor.unlocked'));
      await alice.reload();
      frame = await editorOf(alice);
      expect(await alice.getByRole('dialog').isVisible()).toBe(false);
      expect(await frame.inputValue('#text')).toBe('one two');

      const elsewhere = await fixture.open('alice');
      await elsewhere.goto(`/edit/${id}`);
      await elsewhere.getByRole('dialog').waitFor();
      await unlockWith(elsewhere, 'something else');
      await elsewhere.getByText('This is not your passphrase').waitFor(LONG);
      await unlockWith(elsewhere, PASSPHRASE);
      await editorOf(elsewhere);
      await elsewhere.close();
      await alice.goto('about:blank');
    },
    TEST_MS,
  );

  it(
    'should be shared with somebody who has a key, and revoked again',
    async () => {
      const id = await create('Shared.txt', 'for two');
      await alice.goto(`/documents/${id}`);
      await alice.getByRole('button', { name: 'Share' }).first().click();
      const share = async (name: string): Promise<void> => {
        await alice.getByRole('combobox', { name: 'Person or group' }).fill(name);
        await alice.locator('#share-add button').click();
      };
      await share('nobody');
      await alice.getByText('There is nobody with this name.').waitFor();

      const bob = await fixture.open('bob');
      await makeKey(bob, bobsPassphrase);
      await share('bob');
      await unlockedFor(alice.getByText('Shared with bob.'));

      await bob.goto(`/documents/${id}`);
      const [download] = await Promise.all([
        bob.waitForEvent('download'),
        bob.getByRole('link', { name: 'Download', exact: true }).click(),
      ]);
      expect(download.suggestedFilename()).toBe('Shared.txt');
      expect(await readFile(await download.path(), 'utf8')).toBe('for two');

      await alice.getByRole('button', { name: /Stop sharing with Bob/ }).click();
      await alice.getByText(/No longer shared/).waitFor();
      await bob.reload();
      await bob.getByText('This page does not exist').waitFor();
      const { keyrings } = await me.keyrings(id);
      expect(keyrings).toHaveLength(2);
      await bob.close();
    },
    TEST_MS,
  );

  it(
    'should be no form that others fill in, which is said on opening',
    async () => {
      const admin = await fixture.open('admin');
      const them = await ZeroKnowledgePerson.withSecret(
        fixture.kontor,
        'admin',
        await makeKey(admin),
      );
      const id = await create('Application.pdf', '%PDF-1.7\nName: \n%%EOF\n');
      const keyrings = await me.sealings(id, [me.recipient, them.recipient]);
      const path = `/api/documents/${id}/shares/admin`;
      const shared = await me.send('PUT', path, { role: 'form-filler', keyrings });
      expect(shared.status).toBe(200);
      await admin.goto(`/edit/${id}`);
      await admin.locator('#banner', { hasText: 'This form is private' }).waitFor(LONG);
      const editor = editorIn(admin);
      await editor.locator('#text[readonly]').waitFor({ state: 'attached', ...LONG });
      expect(await editor.locator('#form').count()).toBe(0);
      const submit = editor.getByRole('button', { name: 'Complete & Submit' });
      expect(await submit.isVisible()).toBe(false);
      await admin.close();
    },
    TEST_MS,
  );

  it(
    'should be listed where files are chosen for another document, with why they cannot be',
    async () => {
      const custody = (kind: string) => me.send('PATCH', '/api/me/identity', { custody: kind });
      await create('Secret.txt', 'not to be lent');
      expect((await custody('managed')).status).toBe(200);
      const made = await me.fetch('/api/documents?title=Open.txt', {
        method: 'POST',
        body: 'open',
      });
      const { id } = (await made.json()) as { id: string };
      expect((await custody('zero-knowledge')).status).toBe(200);
      await alice.goto(`/edit/${id}`);
      await editorOf(alice);
      await editorIn(alice).getByRole('button', { name: 'Compare' }).click();
      const dialog = alice.getByRole('dialog', { name: 'Choose a document' });
      const row = dialog.getByRole('button', { name: /Secret\.txt/ });
      await row.getByText('Private: the server cannot decrypt it.').waitFor();
      expect(await row.getAttribute('aria-disabled')).toBe('true');
      await row.click({ force: true });
      expect(await dialog.isVisible()).toBe(true);
      await alice.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      const wanted = { document_id: id, picked_id: await idOf('Secret.txt'), c: 'compare' };
      expect((await me.send('POST', '/api/eurooffice/lend', wanted)).status).not.toBe(200);
    },
    TEST_MS,
  );

  it(
    'should bring back an earlier version, and show when it could be read',
    async () => {
      const id = await create('Back.txt', 'the good one');
      await alice.goto(`/edit/${id}`);
      await unlockedFor(editorIn(alice).locator('#text:enabled'));
      const frame = await editorOf(alice);
      await frame.locator('#text').fill('a mistake');
      await save(frame);
      await saved(id, 2);
      await alice.goto(`/documents/${id}`);
      await alice.getByText('When the server could read it').click();
      await alice.locator('.key-release-details', { hasText: 'fetched once' }).waitFor();
      // The editor's last person leaves some seconds after the page; until then nobody may restore.
      await alice.locator('#facts[data-editors=""]').waitFor(LONG);
      await alice.getByRole('button', { name: 'Restore version 1' }).click();
      // Whichever toast comes last: of the restore, or of the version it led to.
      await unlockedFor(alice.locator('#toast', { hasText: /Restored|Saved as version 3/ }));
      const [newest] = await versions(id);
      expect(newest?.origin).toBe('restore');
      expect(await me.read(id, newest?.number ?? 0)).toBe('the good one');
    },
    TEST_MS,
  );

  it(
    'should become ordinary and private again',
    async () => {
      const id = await create('Switch.txt', 'back and forth');
      await alice.goto(`/documents/${id}`);
      await alice.getByRole('button', { name: 'Let the server open it again' }).click();
      await unlockedFor(alice.getByRole('button', { name: 'Make private' }));
      expect(await (await me.fetch(`/api/documents/${id}/content`)).text()).toBe('back and forth');
      await alice.getByRole('button', { name: 'Make private' }).click();
      await alice.getByText('The document is now private.').waitFor();
      expect((await me.fetch(`/api/documents/${id}/content`)).status).toBe(403);
      expect(await me.read(id, 1)).toBe('back and forth');
      await alice.goto('/');
      await alice.locator(`#row-${id}`).getByText('Private').waitFor({ state: 'attached' });
    },
    TEST_MS,
  );
});
