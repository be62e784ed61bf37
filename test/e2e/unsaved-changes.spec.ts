import { beforeEach, describe, expect, it } from '@jest/globals';
import type { HeadlessEditor } from '../../playground/index.js';
import { crash, type OpenedDocument, type Wire } from '../forgotten-files-fixture.js';
import { BrowserRelease } from '../release-key.js';
import { simulatedDesk } from '../simulated-desk.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';

const UNSAVED = 'The editor could not save the last changes by Alice Muster';

describe('changes that the Document Server could not save', () => {
  const desk = simulatedDesk();
  let letter: OpenedDocument;

  beforeEach(async () => {
    letter = await desk.fixture.create('letter.txt', 'Dear all,');
  });

  const session = async (): Promise<Wire> => desk.fixture.session(letter.id);
  const open = (): Promise<HeadlessEditor> => desk.open(letter.id);
  const document = (): Promise<Wire> => desk.fixture.json(`/api/documents/${letter.id}`);
  const content = async (): Promise<string> => String(await desk.fixture.content(letter.id));

  async function crashUnderAnEditor(): Promise<void> {
    const editor = await open();
    await desk.server.nextCallback({ status: 1, key: letter.key });
    await editor.type(' unsaved');
    await crash(desk.server, desk.fixture.kontor);
    const { body } = await desk.server.nextCallback({ status: 1, key: letter.key });
    expect(body.users).toEqual([]);
  }

  async function failAtTheEnd(): Promise<void> {
    const editor = await open();
    await editor.type(' unsaved');
    desk.server.failNextConversions();
    await editor.close({ polite: true });
    await desk.server.nextCallback({ status: 3, key: letter.key });
  }

  describe.each([
    ['it crashed', crashUnderAnEditor],
    ['its converter failed at the end', failAtTheEnd],
  ])('because %s', (_, leaveUnsaved) => {
    it('should be shown on the pages, and saved by opening and closing', async () => {
      await leaveUnsaved();
      expect(await document()).toMatchObject({
        editors: [],
        unsaved_changes: { editors: ['alice'] },
      });
      expect(await desk.fixture.page('/')).toContain(`id="unsaved-${letter.id}"`);
      expect(await desk.fixture.page(`/documents/${letter.id}`)).toContain(UNSAVED);

      const again = await open();
      expect(again.text).toBe('Dear all, unsaved');
      await again.close({ polite: true });
      await desk.server.nextCallback({ status: 2, key: letter.key });
      expect(await content()).toBe('Dear all, unsaved');
      expect((await document()).unsaved_changes).toBeNull();
      expect(await desk.fixture.page(`/documents/${letter.id}`)).not.toContain(UNSAVED);
      expect((await session()).config.document.key).not.toBe(letter.key);
    });

    it('should not be cut off by a restore from the page, unless they are given up there', async () => {
      await leaveUnsaved();
      const form = (path: string) =>
        desk.fixture.page(`/documents/${letter.id}${path}`, { method: 'POST' });
      expect(await form('/versions/1/restore')).toContain('There are unsaved changes.');
      expect(await desk.fixture.versions(letter.id)).toEqual(['1 current upload']);
      expect(await form('/unsaved-changes/give-up')).toContain('changes were discarded');
      expect(await desk.fixture.page(`/documents/${letter.id}`)).not.toContain(UNSAVED);
      expect(await form('/versions/1/restore')).toContain('Restored as version 2.');
      const fresh = await open();
      expect(fresh.text).toBe('Dear all,');
      await fresh.close({ polite: true });
    });
  });

  it('should come back in a private document, with the key of the version they were made from', async () => {
    const alice = await ZeroKnowledgePerson.register(desk.fixture.kontor, 'alice');
    await alice.send('PUT', `/api/documents/${letter.id}/custody`, { custody: 'zero-knowledge' });
    const openPrivate = async (versionNumber: number): Promise<Wire> => {
      const expiresAtMs = Date.now() + 600_000;
      const fileKey = await alice.fileKey(letter.id, versionNumber);
      const binding = { documentId: letter.id, versionNumber, expiresAtMs };
      const release = await BrowserRelease.fresh().wire(fileKey, binding);
      const answer = await alice.send('POST', '/api/eurooffice/session', {
        file_id: letter.id,
        release,
      });
      return answer.json();
    };
    const editor = await desk.server.connect((await openPrivate(1)).config);
    await editor.type(' for few');
    desk.server.failNextConversions();
    await editor.close({ polite: true });
    await desk.server.nextCallback({ status: 3, key: letter.key });
    expect((await document()).unsaved_changes).toMatchObject({ editors: ['alice'] });
    const again = await desk.server.connect((await openPrivate(1)).config);
    expect(again.text).toBe('Dear all, for few');
    await again.close({ polite: true });
    await desk.server.nextCallback({ status: 2, key: letter.key });
    expect(await alice.read(letter.id, 2)).toBe('Dear all, for few');
  });

  it('should be nobody’s any more once a forgotten file was fetched', async () => {
    const editor = await open();
    await desk.server.nextCallback({ status: 1, key: letter.key });
    await editor.type(' lost');
    desk.server.failNextCallbacks(4);
    await editor.close({ polite: true });
    const final = { status: 2, key: letter.key };
    for (let attempt = 1; attempt <= 4; attempt++) await desk.server.nextCallback(final);
    expect((await document()).editors).toEqual(['alice']);
    await desk.fixture.harvest();
    expect(await document()).toMatchObject({ editors: [], unsaved_changes: null });
    expect(await content()).toBe('Dear all, lost');
    await desk.fixture.replace(letter.id, 'replaced at once');
  });

  describe('an opening that failed', () => {
    const report = (sessionId: string, code: number | undefined) =>
      desk.fixture.kontor.fetchAs('alice', `/api/eurooffice/session/${sessionId}/errors`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ code }),
      });

    it('should stay so under its key only, when it was the converter', async () => {
      desk.server.failNextOpenings();
      const first = await session();
      const failed = await desk.server.connect(first.config);
      expect(failed.errorCode).toBe(-80);
      await failed.close();
      expect(await desk.server.nextCallback({ status: 4, key: letter.key })).toMatchObject({
        success: true,
      });
      // As a page that says nothing: the same key, the same failure.
      const silent = await open();
      expect(silent.errorCode).toBe(-80);
      expect((await report(first.session_id, silent.errorCode)).status).toBe(204);
      const again = await open();
      expect([again.errorCode, again.text]).toEqual([undefined, 'Dear all,']);
      await silent.close();
      await again.close({ polite: true });
    });

    it('should need no other key when only the download failed', async () => {
      const first = await session();
      const { url } = first.config.document;
      const config = { ...first.config.document, url: url.replace('/file/', '/nowhere/') };
      const { token: _, ...rest } = first.config;
      const failed = await desk.server.connect({ ...rest, document: config });
      expect(failed.errorCode).toBe(-81);
      await report(first.session_id, failed.errorCode);
      const again = await open();
      expect([again.errorCode, again.text]).toEqual([undefined, 'Dear all,']);
      expect((await session()).config.document.key).toBe(letter.key);
      await Promise.all([failed.close(), again.close({ polite: true })]);
    });
  });
});
