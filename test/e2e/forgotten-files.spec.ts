import { beforeEach, describe, expect, it } from '@jest/globals';
import { docxOf, type OpenedDocument } from '../forgotten-files-fixture.js';
import { simulatedDesk } from '../simulated-desk.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';

describe('saves that did not arrive', () => {
  const desk = simulatedDesk();
  let letter: OpenedDocument;

  beforeEach(async () => {
    letter = await desk.fixture.create('letter.txt', 'Dear all,');
  });

  const open = () => desk.open(letter.id);

  async function typeAndLeave(text: string): Promise<void> {
    const editor = await open();
    await editor.type(text);
    await editor.close({ polite: true });
  }

  async function loseSave(): Promise<void> {
    desk.server.failNextCallbacks(5);
    await typeAndLeave(' lost');
    const final = { status: 2, key: letter.key };
    for (let attempt = 1; attempt <= 4; attempt++) await desk.server.nextCallback(final);
    expect(desk.server.forgotten()).toContain(letter.key);
  }

  it('should be found by opening the same document again when assembling failed', async () => {
    desk.server.failNextConversions();
    await typeAndLeave(' unfinished');
    const { answer } = await desk.server.nextCallback({ status: 3, key: letter.key });
    expect(answer).toMatchObject({ status: 200, body: '{"error":1}' });
    const again = await open();
    expect(again.text).toBe('Dear all, unfinished');
    await again.close({ polite: true });
    expect(await desk.server.nextCallback({ status: 2, key: letter.key })).toMatchObject({
      success: true,
    });
    expect(await desk.fixture.versions(letter.id)).toEqual(['2 current save', '1 archived upload']);
    expect(String(await desk.fixture.content(letter.id))).toBe('Dear all, unfinished');
  });

  it('should come with the closing when only a save in between failed', async () => {
    const editor = await open();
    await editor.type(' in between');
    desk.server.failNextConversions();
    await editor.forceSave();
    await desk.server.nextCallback({ status: 7, key: letter.key });
    expect((await desk.fixture.session(letter.id)).config.document.key).toBe(letter.key);
    await editor.close({ polite: true });
    expect(await desk.server.nextCallback({ status: 2, key: letter.key })).toMatchObject({
      success: true,
    });
    expect(String(await desk.fixture.content(letter.id))).toBe('Dear all, in between');
  });

  it('should be found by opening again when it could not be delivered, and be saved then', async () => {
    await loseSave();
    const again = await open();
    expect(again.text).toBe('Dear all, lost');
    // Somebody has it before their eyes: it is theirs to save.
    await desk.fixture.harvest();
    expect(await desk.fixture.versions(letter.id)).toEqual(['1 current upload']);
    await again.close({ polite: true });
    await desk.server.nextCallback({ status: 2, key: letter.key });
    expect(await desk.fixture.versions(letter.id)).toEqual(['2 current save', '1 archived upload']);
    expect(desk.server.forgotten()).not.toContain(letter.key);
  });

  it('should be fetched when nobody opens it again, and be shown on the pages until dismissed', async () => {
    await loseSave();
    const notice = 'An earlier, unsaved state was found and stored as version 2.';
    const showsNotice = async (path: string) => (await desk.fixture.page(path)).includes(notice);
    const onPage = `/documents/${letter.id}`;
    expect(await showsNotice(onPage)).toBe(false);
    await desk.fixture.harvest();
    expect(await desk.fixture.versions(letter.id)).toEqual([
      '2 current recovered',
      '1 archived upload',
    ]);
    expect(String(await desk.fixture.content(letter.id))).toBe('Dear all, lost');
    expect(desk.server.forgotten()).not.toContain(letter.key);
    expect([await showsNotice(onPage), await showsNotice('/')]).toEqual([true, true]);
    const body = new URLSearchParams({ from: 'list' });
    await desk.fixture.page(`${onPage}/versions/2/noted`, { method: 'POST', body });
    expect([await showsNotice(onPage), await showsNotice('/')]).toEqual([false, false]);
  });

  it('should be listed by the API for whoever sees the document, until they note it', async () => {
    const noticesOf = async (username: string) => {
      const answer = await desk.fixture.kontor.fetchAs(username, '/api/recovered-versions');
      const { recovered_versions: notice } = (await answer.json()) as {
        recovered_versions: { document_id: string; title: string; version: number }[];
      };
      return notice.filter(({ document_id: id }) => id === letter.id);
    };
    const path = `/api/recovered-versions/${letter.id}/2`;
    const note = (username: string) =>
      desk.fixture.kontor.fetchAs(username, path, { method: 'DELETE' });
    await loseSave();
    await desk.fixture.harvest();
    const notice = { document_id: letter.id, title: 'letter.txt', version: 2, reason: null };
    expect(await noticesOf('alice')).toEqual([{ ...notice, found_at: expect.any(String) }]);
    expect(await noticesOf('bob')).toEqual([]);
    expect((await note('bob')).status).toBe(404);
    await desk.fixture.kontor.fetchAs('alice', `/api/documents/${letter.id}/shares/bob`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'viewer' }),
    });
    expect((await note('alice')).status).toBe(204);
    expect([await noticesOf('alice'), await noticesOf('bob')]).toMatchObject([[], [notice]]);
  });

  it('should be gone on with by the next editor', async () => {
    await loseSave();
    await desk.fixture.harvest();
    // The key is over, as after any final save: whoever has it still may have the text from before.
    const { key } = (await desk.fixture.session(letter.id)).config.document;
    expect(key).not.toBe(letter.key);
    await typeAndLeave(' and found');
    await desk.server.nextCallback({ status: 2, key });
    expect(String(await desk.fixture.content(letter.id))).toBe('Dear all, lost and found');
    expect((await desk.fixture.versions(letter.id))[0]).toBe('3 current save');
  });

  it('should be kept without a key of the server', async () => {
    const alice = await ZeroKnowledgePerson.register(desk.fixture.kontor, 'alice');
    const custody = { custody: 'zero-knowledge' };
    await alice.send('PUT', `/api/documents/${letter.id}/custody`, custody);
    desk.server.forget(letter.key, 'txt', Buffer.from('only they can read this'));
    await desk.fixture.harvest();
    expect(await desk.fixture.versions(letter.id)).toEqual([
      '2 current recovered',
      '1 archived upload',
    ]);
    expect(await alice.read(letter.id, 2)).toBe('only they can read this');
  });

  it('should take another type of file where the format cannot be kept', async () => {
    desk.server.failNextOrders(-3);
    desk.server.forget(letter.key, 'docx', docxOf('a letter'));
    await desk.fixture.harvest();
    expect(await desk.fixture.json(`/api/documents/${letter.id}`)).toMatchObject({
      title: 'letter.docx',
      file_type: 'docx',
      current_version: 2,
    });
  });

  it('should wait while the Document Server is unreachable', async () => {
    await loseSave();
    await desk.server.kill();
    expect(await desk.fixture.harvest()).toBeUndefined();
    await desk.server.restart();
    await desk.fixture.harvest();
    expect(await desk.fixture.versions(letter.id)).toEqual([
      '2 current recovered',
      '1 archived upload',
    ]);
  });
});
