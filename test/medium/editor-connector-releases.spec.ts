import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openHeader } from '../../src/storage/seal/age-header.js';
import { identityOf } from '../../src/storage/seal/age-key.js';
import { BrowserRelease } from '../release-key.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';
import { ScriptedDocumentServer, type Session, type Wire } from './editor-connector-server.js';

const HOUR_MS = 3_600_000;

describe('editing under zero-knowledge custody', () => {
  let server: ScriptedDocumentServer;
  let kontor: RunningKontor;
  let alice: ZeroKnowledgePerson;
  let documentId: string;

  beforeAll(async () => {
    server = await ScriptedDocumentServer.start();
    kontor = await startKontor({
      EUROOFFICE_URL: server.url,
      EUROOFFICE_JWT_SECRET: server.secret,
    });
    alice = await ZeroKnowledgePerson.register(kontor, 'alice');
  });

  afterAll(async () => {
    await kontor.stop();
    await server.stop();
  });

  const json = async (username: string, path: string, init?: RequestInit): Promise<Wire> =>
    (await kontor.fetchAs(username, path, init)).json();
  const create = async (): Promise<string> => {
    const init = { method: 'POST', body: 'one' };
    return (await json('alice', '/api/documents?title=secret.txt', init)).id;
  };
  const createManaged = async (): Promise<void> => {
    await alice.send('PATCH', '/api/me/identity', { custody: 'managed' });
    documentId = await create();
  };
  const post = (fields: object, username = 'alice') =>
    kontor.fetchAs(username, '/api/eurooffice/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ file_id: documentId, ...fields }),
    });
  const problemOf = async (response: Response): Promise<Wire> => ({
    http: response.status,
    ...((await response.json()) as object),
  });

  /** What the person's browser sends; `changed` is what a test does to it. */
  async function releaseOf(number: number, browser = BrowserRelease.fresh(), changed = {}) {
    const expiresAtMs = Date.now() + HOUR_MS / 2;
    const binding = { documentId, versionNumber: number, expiresAtMs };
    const fileKey = await alice.fileKey(documentId, number);
    return { ...(await browser.wire(fileKey, binding)), ...changed };
  }

  async function open(number = 1, browser = BrowserRelease.fresh(), fields = {}) {
    const response = await post({ release: await releaseOf(number, browser), ...fields });
    expect(response.status).toBe(201);
    return (await response.json()) as Session;
  }

  const fetchFile = ({ config }: Session) =>
    fetch(config.document.url, {
      headers: {
        authorization: `Bearer ${server.sign({ payload: { url: config.document.url } })}`,
      },
    });
  const save = (session: Session, status: number, text: string) => {
    const { key } = session.config.document;
    const lastsave = new Date().toISOString();
    const url = server.file(key, text);
    return server.post(session, { key, status, url, filetype: 'txt', users: ['alice'], lastsave });
  };
  const left = (session: Session, atS = Date.now() / 1000) => {
    const body = { key: session.config.document.key, status: 4, iat: Math.floor(atS) };
    return server.postRaw(session.config.editorConfig.callbackUrl, {
      token: server.sign(body, { atS }),
    });
  };
  const keysOf = (session: Session, username = 'alice') =>
    kontor.fetchAs(username, `/api/eurooffice/session/${session.session_id}/keys`);
  const releases = async (): Promise<Wire[]> =>
    (await json('alice', `/api/documents/${documentId}/releases`)).releases;
  const sessionFiles = async (): Promise<string> => {
    const folder = join(kontor.folder, 'data', 'sessions');
    const names = await readdir(folder);
    return (await Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')))).join(
      '',
    );
  };

  beforeEach(async () => {
    await alice.choosePrivate();
    documentId = await create();
  });

  it('should explain how to release the key to whoever opens without it', async () => {
    const problem = await problemOf(await post({}));
    expect(problem).toMatchObject({ http: 403, code: 'storage/key-needed' });
    expect(problem.detail).toContain('release');
    expect(await releases()).toEqual([]);
  });

  it('should hand out the file with a released key, again and again', async () => {
    const browser = BrowserRelease.fresh();
    const session = await open(1, browser);
    expect(session.session_id).toBe(await browser.sessionId());
    for (let times = 1; times <= 2; times++)
      expect(await (await fetchFile(session)).text()).toBe('one');
    expect(await releases()).toMatchObject([
      { session_id: session.session_id, username: 'alice', version: 1, fetches: 2, ended_at: null },
    ]);
  });

  it.each([
    ['another version', { version: 2 }, 409, 'editor-connector/other-version'],
    [
      'more than an hour',
      { expires_at: new Date(Date.now() + HOUR_MS * 1.1) },
      400,
      'editor-connector/release-refused',
    ],
    ['a time that is over', { expires_at: new Date(0) }, 400, 'editor-connector/release-refused'],
    [
      'another time than it is wrapped for',
      { expires_at: new Date(Date.now() + 60_000) },
      400,
      'editor-connector/release-refused',
    ],
    ['another capability', { capability: 'A'.repeat(43) }, 400, 'editor-connector/release-refused'],
    [
      'no capability',
      { capability: `${'A'.repeat(42)}B` },
      400,
      'editor-connector/release-refused',
    ],
    ['half a key', { wrapped_key: 'A'.repeat(40) }, 400, 'platform/invalid'],
    ['no public key', { session_recipient: 'age1x' }, 400, 'platform/invalid'],
  ])('should refuse a release for %s', async (_, changed, http, code) => {
    const release = await releaseOf(1, BrowserRelease.fresh(), changed);
    const problem = await problemOf(await post({ release }));
    expect(problem).toMatchObject({ http, code });
    if (http === 409) expect(problem.data).toEqual({ version: 1 });
    if (code.endsWith('release-refused')) expect(Date.parse(problem.data.now)).toBeGreaterThan(0);
    expect(JSON.stringify(problem)).not.toContain(release.wrapped_key);
    expect(await releases()).toEqual([]);
  });

  it('should let a session open what was saved in it, and nobody else', async () => {
    const browser = BrowserRelease.fresh();
    const session = await open(1, browser);
    expect(await (await keysOf(session)).json()).toEqual({ keys: [] });
    expect(await save(session, 6, 'two')).toMatchObject({ error: 0 });
    const { keys }: Wire = await (await keysOf(session)).json();
    expect(keys).toMatchObject([{ version: 2 }]);
    const own = identityOf(await browser.derive('x25519', 32));
    const fileKey = openHeader(keys[0].age_header, own);
    expect(fileKey).toEqual(Buffer.from(await alice.fileKey(documentId, 2)));
    expect((await keysOf(session, 'bob')).status).toBe(404);
    const [stored] = (await json('alice', `/api/documents/${documentId}/versions`)).versions;
    expect(stored).toMatchObject({ number: 2, state: 'current' });
    // A reload opens the new version with it, without the person's key.
    const again = BrowserRelease.fresh();
    const binding = { documentId, versionNumber: 2, expiresAtMs: Date.now() + 60_000 };
    const reopened = await post({ release: await again.wire(fileKey, binding) });
    expect(reopened.status).toBe(201);
    expect(await (await fetchFile((await reopened.json()) as Session)).text()).toBe('two');
  });

  it('should end with the last editor, and leave nothing that opens', async () => {
    const browser = BrowserRelease.fresh();
    const session = await open(1, browser);
    await fetchFile(session);
    expect(await sessionFiles()).toContain(session.session_id);
    expect(await save(session, 2, 'two')).toMatchObject({ error: 0 });
    expect((await fetchFile(session)).status).toBe(403);
    expect((await keysOf(session)).status).toBe(404);
    expect(await sessionFiles()).not.toContain(session.session_id);
    const [release] = await releases();
    expect(release).toMatchObject({ fetches: 1, version: 1 });
    expect(Date.parse(release.ended_at)).toBeLessThan(Date.parse(release.until));
    expect(await json('alice', `/api/documents/${documentId}`)).toMatchObject({
      current_version: 2,
    });
  });

  it.each([0, 3])(
    'should leave alone whoever opened again %i seconds before the last one left',
    async (seconds) => {
      const before = await open();
      await fetchFile(before);
      const reopenedS = Date.now() / 1000;
      const after = await open();
      await left(before, reopenedS + seconds);
      expect((await fetchFile(before)).status).toBe(403);
      expect((await fetchFile(after)).status).toBe(200);
    },
  );

  it('should end what was opened earlier, also if it was never fetched', async () => {
    const session = await open();
    const other = await open();
    await fetchFile(session);
    await left(session, Date.now() / 1000 + 12);
    expect((await fetchFile(session)).status).toBe(403);
    expect((await fetchFile(other)).status).toBe(403);
  });

  it('should end nothing of managed custody', async () => {
    await createManaged();
    const session = (await (await post({})).json()) as Session;
    expect(await releases()).toEqual([]);
    await fetchFile(session);
    await left(session);
    expect((await fetchFile(session)).status).toBe(200);
    expect(await releases()).toMatchObject([{ fetches: 2, ended_at: null, username: 'alice' }]);
  });

  it('should tell editors only', async () => {
    await createManaged();
    const share = (role: string) =>
      kontor.fetchAs('alice', `/api/documents/${documentId}/shares/bob`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ role }),
      });
    const asked = () => kontor.fetchAs('bob', `/api/documents/${documentId}/releases`);
    expect((await asked()).status).toBe(404);
    await share('viewer');
    expect((await asked()).status).toBe(403);
    await share('editor');
    expect((await asked()).status).toBe(200);
  });
});
