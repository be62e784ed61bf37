import { beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { newDocx, newOdt } from '../../playground/document-content.js';
import type { Faults } from '../fakes/tried-document-server.js';
import type { Wire } from '../forgotten-files-fixture.js';
import { simulatedDesk } from '../simulated-desk.js';
import { triedDesk } from '../tried-desk.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';

describe('saves that come in another format', () => {
  const desk = simulatedDesk();

  const document = (id: string) => desk.fixture.json(`/api/documents/${id}`);
  const fileTypes = async (id: string): Promise<string[]> =>
    (await desk.fixture.json(`/api/documents/${id}/versions`)).versions.map(
      ({ file_type }: Wire) => file_type,
    );
  /** What the next reader sees. */
  const textOf = async (id: string): Promise<string> => {
    const reader = await desk.open(id);
    await reader.close();
    return reader.text;
  };

  it('should be converted back: an .odt stays an .odt, with what was typed', async () => {
    const { id, key } = await desk.fixture.create('Letter.odt', Buffer.from(newOdt(['Dear all,'])));
    const editor = await desk.open(id);
    expect(editor.text).toBe('Dear all,');
    await editor.type(' in between');
    desk.server.saveNextAs('docx');
    expect(await editor.forceSave()).toBe(true);
    expect(await document(id)).toMatchObject({ file_type: 'odt', current_version: 2 });
    await editor.type(' at the end');
    desk.server.saveNextAs('docx');
    await editor.close({ polite: true });
    expect(await desk.server.nextCallback({ status: 2, key })).toMatchObject({
      success: true,
      body: { filetype: 'docx' },
    });
    expect(await document(id)).toMatchObject({
      ...{ title: 'Letter.odt', file_type: 'odt', current_version: 3 },
    });
    expect(await fileTypes(id)).toEqual(['odt', 'odt', 'odt']);
    expect((await desk.fixture.content(id)).subarray(30, 38).toString()).toBe('mimetype');
    expect(await textOf(id)).toBe('Dear all, in between at the end');
  });

  it.each([
    ['tsv', 'a\tb', 'csv'],
    ['csv', 'a,b', 'tsv'],
    ['txt', 'a', 'docx'],
  ])('should keep a .%s', async (fileType, body, comesAs) => {
    const { id, key } = await desk.fixture.create(`Table.${fileType}`, body);
    const editor = await desk.open(id);
    await editor.type('!');
    desk.server.saveNextAs(comesAs);
    await editor.close({ polite: true });
    await desk.server.nextCallback({ status: 2, key });
    expect(await fileTypes(id)).toEqual([fileType, fileType]);
    expect(String(await desk.fixture.content(id))).toContain('!');
  });

  it('should be converted back when they are fetched later, once', async () => {
    const { id, key } = await desk.fixture.create('Lost.odt', Buffer.from(newOdt(['Found:'])));
    desk.server.forget(key, 'docx', newDocx(['Found: again']));
    await desk.fixture.harvest();
    expect(await fileTypes(id)).toEqual(['odt', 'odt']);
    expect(await textOf(id)).toBe('Found: again');
    desk.server.forget(key, 'docx', newDocx(['Found: again']));
    await desk.fixture.harvest();
    expect(await fileTypes(id)).toEqual(['odt', 'odt']);
  });

  it('should be converted back for a private document, too', async () => {
    const letter = await desk.fixture.create('Sealed.odt', Buffer.from(newOdt(['Only'])));
    const alice = await ZeroKnowledgePerson.register(desk.fixture.kontor, 'alice');
    const custody = { custody: 'zero-knowledge' };
    await alice.send('PUT', `/api/documents/${letter.id}/custody`, custody);
    desk.server.forget(letter.key, 'docx', newDocx(['Only they can read this']));
    await desk.fixture.harvest();
    expect(await fileTypes(letter.id)).toEqual(['odt', 'odt']);
    expect(await alice.read(letter.id, 2)).toContain('mimetype');
  });
});

describe('saves that cannot be converted back', () => {
  const tried = triedDesk();
  const came = Buffer.from(newDocx(['saved']));
  let id: string;

  beforeEach(async () => {
    const body = new Uint8Array(newOdt(['first']));
    id = (await json('/api/documents?title=Letter.odt', { method: 'POST', body })).id;
  });

  const json = async (path: string, init?: RequestInit): Promise<Wire> =>
    (await tried.kontor.fetchAs('alice', path, init)).json();
  const versions = async (): Promise<Wire> =>
    (await json(`/api/documents/${id}/versions`)).versions;
  const page = async () =>
    (
      await tried.kontor.fetchAs('alice', `/documents/${id}`, {
        headers: { accept: 'text/html', 'accept-language': 'en' },
      })
    ).text();

  async function save(faults: Faults, delivery = 'first'): Promise<Wire> {
    const { config } = await json('/api/eurooffice/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ file_id: id }),
    });
    tried.server.faults = { saved: came, ...faults };
    const report = {
      ...{
        key: config.document.key,
        status: 6,
        filetype: 'docx',
        users: [config.editorConfig.user.id],
      },
      url: `http://elsewhere.example/cache/files/data/${delivery}/output.docx`,
    };
    const answer = await fetch(config.editorConfig.callbackUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...report, token: tried.server.sign(report) }),
    });
    return answer.json();
  }

  it.each<[string, Faults]>([
    ...[-1, -2, -3, -4, -5, -6, -7, -8, -9, -10, 0].map((converterError): [string, Faults] => [
      `error ${converterError}`,
      { converterError },
    ]),
    ['a page in place of the service', { answers: { '/converter': 'html' } }],
    ['no service', { answers: { '/converter': 502 } }],
    ['a page in place of the result', { result: 'html' }],
    ['no result', { result: 'missing' }],
    ['an empty result', { result: 'empty' }],
    ['a result that breaks off', { result: 'breaks-off' }],
    ['a result of another format', { result: came }],
    ['half of a result', { result: Buffer.from(newOdt(['x'])).subarray(0, 200) }],
    ['a huge result', { result: Buffer.concat([Buffer.from(newOdt(['x'])), Buffer.alloc(3e6)]) }],
  ])('should stay as they came, and say so: %s', async (_what, faults) => {
    expect(await save(faults)).toEqual({ error: 0 });
    expect(await versions()).toMatchObject([
      { number: 2, state: 'current', file_type: 'docx' },
      { number: 1, state: 'archived', file_type: 'odt' },
    ]);
    const content = await tried.kontor.fetchAs('alice', `/api/documents/${id}/content`);
    expect(Buffer.from(await content.arrayBuffer())).toEqual(came);
    expect(await page()).toContain('could not be kept as .odt');
  });

  it('should be told once to everybody who works with the document', async () => {
    await tried.kontor.fetchAs('alice', `/api/documents/${id}/shares/bob`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'editor' }),
    });
    const told = async (username: string): Promise<Wire[]> => {
      const answer = await tried.kontor.fetchAs(username, '/api/notifications');
      const { notifications }: Wire = await answer.json();
      return notifications.filter((each: Wire) => each.document_id === id);
    };
    expect(await save({ converterError: -1 })).toEqual({ error: 0 });
    for (const username of ['alice', 'bob']) {
      // Told right after the answer, one after the other.
      while ((await told(username)).length === 0) await delay(20);
      expect(await told(username)).toMatchObject([
        { kind: 'not-converted-back', text: 'docx', from: null },
      ]);
    }
    const [{ id: first }] = (await told('bob')) as [Wire];
    await tried.kontor.fetchAs('bob', `/api/notifications/${first}`, { method: 'DELETE' });
    // The next steps of the session are in that format anyway.
    const saved = Buffer.from(newDocx(['saved', 'and more']));
    expect(await save({ converterError: -1, saved }, 'second')).toEqual({ error: 0 });
    expect(await versions()).toHaveLength(3);
    expect(await told('bob')).toEqual([]);
  });

  it('should be converted back again as soon as that works', async () => {
    expect(await save({ converterError: -1 })).toEqual({ error: 0 });
    const odt = Buffer.from(newOdt(['saved']));
    expect(await save({ result: odt }, 'second')).toEqual({ error: 0 });
    expect(await json(`/api/documents/${id}`)).toMatchObject({
      ...{ title: 'Letter.odt', file_type: 'odt', current_version: 3 },
    });
    // The Document Server is sent to its own file, never to the host that a browser claimed.
    expect(tried.server.conversions.at(-1)).toMatchObject({ filetype: 'docx', outputtype: 'odt' });
    expect(String(tried.server.conversions.at(-1)?.url)).toMatch(
      `${tried.server.url}/cache/files/data/second/`,
    );
    expect(tried.server.sources.at(-1)).toEqual(came);
  });

  it('should be converted once, however often they are delivered', async () => {
    const odt = Buffer.from(newOdt(['saved']));
    expect(await save({ result: odt })).toEqual({ error: 0 });
    expect(await save({ result: odt })).toEqual({ error: 0 });
    expect(await versions()).toHaveLength(2);
    expect(tried.server.conversions.filter(({ outputtype }) => outputtype === 'odt')).toHaveLength(
      1,
    );
  });
});
