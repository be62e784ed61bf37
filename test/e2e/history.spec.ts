import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { DocumentServerSimulator, type HeadlessEditor } from '../../playground/index.js';
import { Database } from '../../src/platform/database/database.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

const SECRET = 'only-for-tests-only-for-tests-only-for-tests';

describe('the history of a document in the editor', () => {
  let server: DocumentServerSimulator;
  let kontor: RunningKontor;
  let documentId: string;

  beforeAll(async () => {
    server = await DocumentServerSimulator.start({
      jwtSecret: SECRET,
      saveDelayMs: 50,
      retryDelaysMs: [10, 20, 40],
    });
    kontor = await startKontor({ EUROOFFICE_URL: server.url, EUROOFFICE_JWT_SECRET: SECRET });
  });

  afterAll(async () => {
    await kontor.stop();
    await server.dispose();
  });

  const send = (who: string, method: string, path: string, body?: unknown): Promise<Response> =>
    kontor.fetchAs(who, path, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
  const json = async (response: Promise<Response>): Promise<Wire> => (await response).json();
  const problem = async (response: Promise<Response>): Promise<[number, string]> => {
    const answer = await response;
    return [answer.status, ((await answer.json()) as { code: string }).code];
  };
  const sessionOf = (who: string, fields = {}): Promise<Wire> =>
    json(send(who, 'POST', '/api/eurooffice/session', { file_id: documentId, ...fields }));
  const userOf = async (who: string): Promise<{ readonly id: string; readonly name: string }> => {
    const { id, name } = (await sessionOf(who)).config.editorConfig.user;
    return { id, name };
  };
  const edit = async (who: string): Promise<HeadlessEditor & { readonly key: string }> => {
    const { config } = await sessionOf(who);
    return Object.assign(await server.connect(config), { key: config.document.key as string });
  };
  const share = (who: string, role: string, switches = {}) =>
    send('alice', 'PUT', `/api/documents/${documentId}/shares/${who}`, { role, ...switches });
  const upload = async (who: string, title: string, text: string): Promise<string> => {
    const init = { method: 'POST', body: text };
    return (await json(kontor.fetchAs(who, `/api/documents?title=${title}`, init))).id;
  };
  const history = (who: string, query = ''): Promise<Response> =>
    kontor.fetchAs(who, `/api/eurooffice/history/${documentId}${query}`);
  const versionOf = (who: string, number: number | string, sessionId: string): Promise<Response> =>
    kontor.fetchAs(who, `/api/eurooffice/history/${documentId}/${number}?session_id=${sessionId}`);
  const claimsOf = (token: string): Wire =>
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  /** As the Document Server does, with its own token for that address. */
  const fetched = (url: string, signedFor = url): Promise<Response> => {
    const exp = Math.floor(Date.now() / 1000) + 300;
    const token = server.sign({ payload: { url: signedFor }, exp });
    return fetch(url, { headers: { authorization: `Bearer ${token}` } });
  };

  /** Two people, two steps, and the end of their session: versions 2, 3 and 4. */
  async function twoSteps(): Promise<void> {
    await share('bob', 'editor');
    const [alice, bob] = [await edit('alice'), await edit('bob')];
    await alice.type(' one');
    expect(await alice.forceSave()).toBe(true);
    await bob.waitForText((text) => text.endsWith('one'));
    await bob.type(' two');
    expect(await bob.forceSave()).toBe(true);
    await alice.waitForText((text) => text.endsWith('two'));
    await alice.type(' three');
    await alice.close();
    await bob.close();
    await server.nextCallback({ status: 2, key: alice.key });
  }

  beforeEach(async () => {
    documentId = await upload('alice', 'letter.txt', 'Dear all');
  });

  it('should list steps and the end of a session with everybody who wrote', async () => {
    await twoSteps();
    const { currentVersion, history: entries } = await json(history('alice'));
    expect(currentVersion).toBe(4);
    expect(entries.map(({ version }: Wire) => version)).toEqual([1, 2, 3, 4]);
    const users = entries.map(({ changes = [] }: Wire) => changes.map(({ user }: Wire) => user));
    // The editor gives a person the colour of the id that their session has.
    const [alice, bob] = [await userOf('alice'), await userOf('bob')];
    expect([alice.name, bob.name]).toEqual(['Alice Muster', 'Bob Beispiel']);
    expect(users).toEqual([[], [alice], [alice, bob], [alice, bob, alice]]);
    expect(entries.map(({ user }: Wire) => user)).toEqual([alice, alice, bob, alice]);
    expect(entries[3].created).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(entries[3].serverVersion).toBe('9.3.0');
    expect(entries[0]).not.toHaveProperty('serverVersion');
    const { versions } = await json(send('alice', 'GET', `/api/documents/${documentId}/versions`));
    expect(versions.map(({ has_changes }: Wire) => has_changes)).toEqual([true, true, true, false]);
  });

  it('should write times for the reader who says where they are', async () => {
    const { history: entries } = await json(history('alice', '?lang=de&time_zone=Europe/Zurich'));
    expect(entries[0].created).toMatch(/^\d\d\.\d\d\.\d{4}, \d\d:\d\d$/);
    expect((await history('alice', '?time_zone=Mars')).status).toBe(400);
  });

  it('should give a step with what was typed since the session began, signed whole', async () => {
    await twoSteps();
    const { session_id: sessionId } = await sessionOf('alice');
    const { history: entries } = await json(history('alice'));
    for (const number of [2, 3, 4]) {
      const { token, ...data } = await json(versionOf('alice', number, sessionId));
      expect(claimsOf(token)).toMatchObject(data);
      expect(data).toMatchObject({ version: number, fileType: 'txt' });
      // The version itself, and as the base the one that the session began with.
      expect(data.key).toBe(entries[number - 1].key);
      expect(data.previous.key).toBe(entries[0].key);
      expect(await (await fetched(data.previous.url)).text()).toBe('Dear all');
      const ends = ['one', 'two', 'three'][number - 2] ?? '';
      expect(await (await fetched(data.url)).text()).toMatch(new RegExp(`${ends}$`));
      const zip = await fetched(data.changesUrl);
      expect(zip.headers.get('content-type')).toBe('application/zip');
      const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
      expect(Object.keys(files)).toHaveLength(number - 1);
    }
  });

  it('should give a version without changes plainly', async () => {
    const { session_id: sessionId } = await sessionOf('alice');
    const data = await json(versionOf('alice', 1, sessionId));
    expect(Object.keys(data).toSorted()).toEqual(['fileType', 'key', 'token', 'url', 'version']);
    expect(await (await fetched(data.url)).text()).toBe('Dear all');
  });

  it('should never name a key that somebody edits or edited under', async () => {
    await twoSteps();
    const { session_id: sessionId, config } = await sessionOf('alice');
    const keys = (await json(history('alice'))).history.map(({ key }: Wire) => key);
    expect(new Set(keys).size).toBe(4);
    expect(keys).not.toContain(config.document.key);
    expect(keys.every((key: string) => /^[0-9a-zA-Z._=-]{1,128}$/.test(key))).toBe(true);
    const looking = await sessionOf('alice', { version: 2 });
    expect(keys).not.toContain(looking.config.document.key);
    expect((await json(versionOf('alice', 4, sessionId))).key).toBe(keys[3]);
  });

  it('should compare with another version, with changes only where the editing began', async () => {
    await twoSteps();
    const { session_id: sessionId } = await sessionOf('alice');
    const compared = (number: number, from: number | string) =>
      versionOf('alice', number, `${sessionId}&from=${from}`);
    const since = await json(compared(4, 1));
    expect(since).toHaveProperty('changesUrl');
    expect(since.previous.key).toBe((await json(history('alice'))).history[0].key);
    for (const from of [2, 3]) {
      const plain = await json(compared(4, from));
      expect(plain).not.toHaveProperty('changesUrl');
      expect(plain).not.toHaveProperty('previous');
      expect(await (await fetched(plain.url)).text()).toMatch(/three$/);
    }
    expect(await problem(compared(4, 9))).toEqual([404, 'version-archive/no-such-version']);
    expect((await compared(4, 'x')).status).toBe(400);
  });

  it('should be refused for a private document, whose versions this server cannot open', async () => {
    const alice = await ZeroKnowledgePerson.register(kontor, 'alice');
    const custody = (kind: string) => alice.send('PATCH', '/api/me/identity', { custody: kind });
    await custody('zero-knowledge');
    const init = { method: 'POST', body: 'private' };
    documentId = (await json(alice.fetch('/api/documents?title=private.txt', init))).id;
    await custody('managed');
    const REFUSED = [403, 'editor-connector/private-history'];
    expect(await problem(history('alice'))).toEqual(REFUSED);
    expect(await problem(versionOf('alice', 1, 'any'))).toEqual(REFUSED);
    expect(await problem(restore('alice', { version: 1 }))).toEqual(REFUSED);
  });

  it('should say who asked for a save: a person, a command, or nobody at its end', async () => {
    await twoSteps();
    const { versions } = await json(send('alice', 'GET', `/api/documents/${documentId}/versions`));
    const asked = versions.map(({ origin, asked_by: by }: Wire) => [origin, by]);
    expect(asked).toEqual([
      ['save', null],
      ['force-save', 'person'],
      ['force-save', 'person'],
      ['upload', null],
    ]);
  });

  it('should leave the base out when that version is gone', async () => {
    await twoSteps();
    const { session_id: sessionId } = await sessionOf('alice');
    await kontor.app
      .get(Database, { strict: false })
      .query<{ versions: { document_id: string; number: number } }>()
      .deleteFrom('versions')
      .where('document_id', '=', documentId)
      .where('number', '=', 1)
      .execute();
    const data = await json(versionOf('alice', 3, sessionId));
    expect(data).not.toHaveProperty('previous');
    expect(data).not.toHaveProperty('changesUrl');
    const { history: entries } = await json(history('alice'));
    expect(entries.map(({ version, changes }: Wire) => [version, changes])).toEqual([
      [2, undefined],
      [3, undefined],
      [4, undefined],
    ]);
    const { versions } = await json(send('alice', 'GET', `/api/documents/${documentId}/versions`));
    expect(versions.some(({ has_changes }: Wire) => has_changes)).toBe(false);
  });

  describe('who may', () => {
    const NOT_THERE = [404, 'documents/no-such-document'];
    const NO_SESSION = [404, 'editor-connector/no-such-session'];

    it('should be nobody without a right on the document', async () => {
      await twoSteps();
      const { session_id: sessionId } = await sessionOf('alice');
      await send('alice', 'DELETE', `/api/documents/${documentId}/shares/bob`);
      expect(await problem(history('bob'))).toEqual(NOT_THERE);
      expect(await problem(versionOf('bob', 2, sessionId))).toEqual(NOT_THERE);
      expect(await problem(restore('bob', { version: 2 }))).toEqual(NOT_THERE);
    });

    it('should need a session of their own, of this document', async () => {
      await twoSteps();
      const { session_id: bobs } = await sessionOf('bob');
      expect(await problem(versionOf('alice', 2, bobs))).toEqual(NO_SESSION);
      expect(await problem(versionOf('alice', 2, 'x'))).toEqual(NO_SESSION);
      const mine = documentId;
      documentId = await upload('alice', 'other.txt', 'Other');
      const { session_id: ofOther } = await sessionOf('alice');
      documentId = mine;
      expect(await problem(versionOf('alice', 2, ofOther))).toEqual(NO_SESSION);
      const path = `/api/eurooffice/history/${documentId}/2`;
      expect((await kontor.fetchAs('alice', path)).status).toBe(400);
    });

    it.each(['0', '99', '-1', '2.5', 'x'])('should find no version %s', async (number) => {
      const { session_id: sessionId } = await sessionOf('alice');
      expect(await problem(versionOf('alice', number, sessionId))).toEqual([
        404,
        'version-archive/no-such-version',
      ]);
    });

    it('should be a viewer who may not download, in the editor alone', async () => {
      await twoSteps();
      await share('bob', 'viewer', { download: false });
      const { session_id: sessionId } = await sessionOf('bob');
      expect((await json(history('bob'))).history).toHaveLength(4);
      const data = await json(versionOf('bob', 3, sessionId));
      for (const url of [data.url, data.previous.url, data.changesUrl]) {
        expect((await fetched(url)).status).toBe(200);
        // Not the person themselves: the Document Server signs what it fetches.
        expect((await kontor.fetchAs('bob', url)).status).toBe(403);
        expect((await fetch(url)).status).toBe(403);
      }
      expect(await problem(restore('bob', { version: 2 }))).toEqual([403, 'documents/not-allowed']);
    });

    it('should be nobody any more at the addresses after the right ended', async () => {
      await twoSteps();
      const { session_id: sessionId } = await sessionOf('bob');
      const data = await json(versionOf('bob', 3, sessionId));
      await send('alice', 'DELETE', `/api/documents/${documentId}/shares/bob`);
      for (const url of [data.url, data.previous.url, data.changesUrl])
        expect((await fetched(url)).status).toBe(403);
    });
  });

  describe('the address of the changes', () => {
    let url: string;

    beforeEach(async () => {
      await twoSteps();
      const { session_id: sessionId } = await sessionOf('alice');
      url = (await json(versionOf('alice', 3, sessionId))).changesUrl;
    });

    it('should be valid for that version, session and purpose, and as often as needed', async () => {
      expect((await fetched(url)).status).toBe(200);
      expect((await fetched(url)).status).toBe(200);
      const others = [
        url.replace('/3?', '/4?'),
        url.replace('/3?', '/03?'),
        url.replace(
          /changes\/./,
          (start) => start.slice(0, -1) + (start.endsWith('0') ? '1' : '0'),
        ),
        url.replace(/changes\/(\w+)\/3/, 'file/$1'),
        url.replace(/cap=.*/, 'cap='),
        url.slice(0, -1) + (url.endsWith('A') ? 'B' : 'A'),
      ];
      for (const other of others) expect((await fetched(other)).status).toBe(403);
      expect((await fetched(url, `${url}x`)).status).toBe(403);
    });
  });

  const restore = (who: string, body: object, query = ''): Promise<Response> =>
    send(who, 'POST', `/api/eurooffice/history/${documentId}/restore${query}`, body);

  describe('restoring', () => {
    const content = async (): Promise<string> =>
      (await kontor.fetchAs('alice', `/api/documents/${documentId}/content`)).text();
    const step = async (text: string, key?: string): Promise<string> => {
      const { history: entries } = await json(history('alice'));
      return server.publishFile(key ?? entries[0].key, 'txt', new TextEncoder().encode(text));
    };

    it('should make a version current again', async () => {
      await twoSteps();
      const response = await restore('alice', { version: 2 });
      expect(response.status).toBe(201);
      expect(response.headers.get('location')).toContain(`/api/documents/${documentId}`);
      expect(await response.json()).toMatchObject({ number: 5, origin: 'restore', comment: '2' });
      expect(await content()).toBe('Dear all one');
      expect((await json(history('alice'))).currentVersion).toBe(5);
    });

    it('should make a step inside a version current, whatever host its address names', async () => {
      await twoSteps();
      const url = (await step('Dear all one')).replace(server.url, 'http://127.0.0.1:9');
      const response = await restore('alice', { version: 4, url, file_type: 'txt' });
      expect(await response.json()).toMatchObject({
        ...{ number: 5, origin: 'restore', comment: '4', author: 'alice', has_changes: false },
      });
      expect(await content()).toBe('Dear all one');
    });

    it.each([
      ['elsewhere on the server', async () => `${server.url}/healthcheck`, 'txt'],
      ['gone', async () => (await step('x')).replace('output.txt/output', 'output.txt/no'), 'txt'],
      ['of another document', () => step('x', 'k-version-x'), 'txt'],
      ['of another format', () => step('x'), 'docx'],
    ])('should refuse a step that is %s, and store nothing', async (_, url, fileType) => {
      const answer = await restore('alice', { version: 1, url: await url(), file_type: fileType });
      expect(answer.status).toBe(422);
      const { versions } = await json(
        send('alice', 'GET', `/api/documents/${documentId}/versions`),
      );
      expect(versions).toHaveLength(1);
    });

    it('should refuse a step that would make it a document of another kind', async () => {
      const body = { version: 1, url: await step('x'), file_type: 'xlsx' };
      expect(await problem(restore('alice', body))).toEqual([422, 'editor-connector/other-kind']);
      expect((await restore('alice', { ...body, to: 'x' })).status).toBe(400);
    });

    it('should wait until nobody is editing', async () => {
      const alice = await edit('alice');
      await alice.type(' more');
      expect(await problem(restore('alice', { version: 1 }))).toEqual([
        409,
        'documents/being-edited',
      ]);
      const body = { version: 1, url: await step('x'), file_type: 'txt' };
      expect(await problem(restore('alice', body))).toEqual([409, 'documents/being-edited']);
      await alice.close();
      await server.nextCallback({ status: 2, key: alice.key });
    });
  });
});
