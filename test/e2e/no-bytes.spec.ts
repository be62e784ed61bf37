import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DocumentServerSimulator } from '../../playground/index.js';
import { BrowserRelease } from '../release-key.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

const SECRET = 'only-for-tests-only-for-tests-only-for-tests';
const CANARY = 'canary-that-nobody-downloads';

/** Bob may read or edit, and not download: he tries every way to the bytes that the routes offer. */
describe('a document shared without downloading', () => {
  let server: DocumentServerSimulator;
  let kontor: RunningKontor;
  let alice: ZeroKnowledgePerson;
  let bob: ZeroKnowledgePerson;

  beforeAll(async () => {
    server = await DocumentServerSimulator.start({ jwtSecret: SECRET, saveDelayMs: 50 });
    kontor = await startKontor({ EUROOFFICE_URL: server.url, EUROOFFICE_JWT_SECRET: SECRET });
    alice = await ZeroKnowledgePerson.register(kontor, 'alice');
    bob = await ZeroKnowledgePerson.register(kontor, 'bob');
  });

  afterAll(async () => {
    await kontor.stop();
    await server.dispose();
  });

  async function upload(person: ZeroKnowledgePerson, title: string): Promise<string> {
    const init = { method: 'POST', body: `a,b\n${CANARY},1\n` };
    const created: Wire = await (await person.fetch(`/api/documents?title=${title}`, init)).json();
    return created.id;
  }
  const share = async (id: string, rights: object): Promise<void> => {
    const path = `/api/documents/${id}/shares/bob`;
    expect((await alice.send('PUT', path, rights)).status).toBe(200);
  };
  const replace = async (id: string): Promise<void> => {
    const { etag }: Wire = await (await alice.fetch(`/api/documents/${id}`)).json();
    const headers = { 'if-match': `"${etag}"` };
    const init = { method: 'PUT', headers, body: `a,b\n${CANARY},2\n` };
    expect((await alice.fetch(`/api/documents/${id}/content`, init)).status).toBe(201);
  };
  /** The statuses of all answers; none has the content. */
  async function refused(answers: readonly Promise<Response>[]): Promise<readonly number[]> {
    const all = await Promise.all(answers);
    for (const answer of all) expect(await answer.text()).not.toContain(CANARY);
    return [...new Set(all.map(({ status }) => status))];
  }
  const json = (method: string, body: object) => ({
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

  describe.each(['viewer', 'editor'])('with a %s', (role) => {
    let id: string;
    let own: string;
    /** Given to Bob while he could still download. */
    let earlier: { lent: string; desktop: string[] };

    beforeAll(async () => {
      id = await upload(alice, 'Salaries.csv');
      await replace(id);
      own = await upload(bob, 'Own.csv');
      await share(id, { role });
      const picked = { document_id: own, picked_id: id, c: 'mailmerge' };
      const lent: Wire = await (await bob.send('POST', '/api/eurooffice/lend', picked)).json();
      const actions = role === 'editor' ? ['view', 'checkout'] : ['view'];
      const desktop = actions.map(async (action) => {
        const asked = await bob.fetch(`/documents/${id}/officeconnector_${action}_url`);
        return ((await asked.json()) as { url: string }).url.slice('oc:'.length);
      });
      earlier = { lent: lent.url, desktop: await Promise.all(desktop) };
      await share(id, { role, download: false });
    });

    it('should be no file, range, version or other format', async () => {
      const path = `/api/documents/${id}/content`;
      const { etag }: Wire = await (await bob.fetch(`/api/documents/${id}`)).json();
      const queries = ['', '?version=1', '?version=2', '?as=pdf', '?as=csv', '?as=xlsx&version=1'];
      const headers = [{}, { range: 'bytes=0-3' }, { 'if-none-match': `"${etag}"` }];
      const asked = queries.flatMap((query) =>
        headers.flatMap((each) =>
          ['GET', 'HEAD'].map((method) => bob.fetch(path + query, { method, headers: each })),
        ),
      );
      expect(await refused(asked)).toEqual([403]);
    });

    it('should be nothing on the pages, nor a picture or a sealed file', async () => {
      const api = `/api/documents/${id}`;
      const paths = [1, 2].flatMap((version) => [
        ...['thumbnail', 'preview'].map((kind) => `${api}/${kind}?version=${version}`),
        ...['sealed', 'key'].map((kind) => `${api}/versions/${version}/${kind}`),
        `/documents/${id}/preview?version=${version}`,
        `/documents/${id}/export?as=pdf&version=${version}`,
      ]);
      paths.push(`${api}/thumbnail`, `${api}/preview`, `${api}/keyrings`);
      expect(await refused(paths.map((path) => bob.fetch(path)))).toEqual([403]);
      const pages = [
        '/',
        `/documents/${id}`,
        `/edit/${id}`,
        `/pick?kind=spreadsheet`,
        `${api}/versions`,
      ];
      expect(await refused(pages.map((path) => bob.fetch(path)))).toEqual([200]);
    });

    it('should go to no desktop, not even with a token from before', async () => {
      const asked = [
        bob.fetch(`/documents/${id}/download`),
        bob.fetch(`/documents/${id}/officeconnector_view_url`),
        bob.fetch(`/documents/${id}/officeconnector_checkout_url`),
        bob.fetch(`/documents/${id}/@@checkout_documents`, { redirect: 'manual' }),
        bob.fetch(`/documents/${id}/@checkout`, { method: 'POST' }),
        ...['oc_view', 'oc_checkout'].map((path) => bob.fetch(`/${path}`, json('POST', [id]))),
        ...earlier.desktop.map((token) =>
          fetch(`${kontor.url}/documents/${id}/download`, {
            headers: { authorization: `Bearer ${token}` },
          }),
        ),
      ];
      expect(await refused(asked)).toEqual([403]);
    });

    it('should go into no other document, and be no copy', async () => {
      const url = server.publishFile('copy', 'csv', Buffer.from('x'));
      const copy = { document_id: id, title: 'Copy.csv', file_type: 'csv', url };
      const lend = { document_id: own, picked_id: id, c: 'mailmerge' };
      const now = Math.floor(Date.now() / 1000);
      const claims = { payload: { url: earlier.lent }, iat: now, exp: now + 300 };
      const asked = [
        bob.send('POST', '/api/eurooffice/save-as', copy),
        bob.send('POST', '/api/eurooffice/download-as', { document_id: id, file_type: 'csv', url }),
        bob.send('POST', '/api/eurooffice/lend', lend),
        // The Document Server itself comes too late for what was lent before.
        fetch(earlier.lent, { headers: { authorization: `Bearer ${server.sign(claims)}` } }),
      ];
      expect(await refused(asked)).toEqual([403]);
      const [instanceId, link] = [kontor.url, `${kontor.url}/edit/${id}`];
      for (const named of [
        { reference_data: { fileKey: id, instanceId } },
        { link },
        { path: 'Salaries.csv' },
      ]) {
        const answer = await bob.send('POST', '/api/eurooffice/reference-data', {
          ...{ document_id: own },
          ...named,
        });
        expect(Object.keys((await answer.json()) as object)).toEqual(['error']);
      }
    });

    it('should open in the editor, whose addresses are of no use to a person', async () => {
      const opening = await bob.send('POST', '/api/eurooffice/session', { file_id: id });
      const { config, session_id: sessionId }: Wire = await opening.json();
      expect(config.document.permissions).toMatchObject({ download: false });
      const others: Wire = await (
        await alice.send('POST', '/api/eurooffice/session', { file_id: id })
      ).json();
      const urls = [config.document.url, others.config.document.url];
      const tokens = [await kontor.tokenOf('bob'), config.token, others.config.token];
      const asked = urls.flatMap((url: string) => [
        fetch(url),
        ...tokens.map((token) => fetch(url, { headers: { authorization: `Bearer ${token}` } })),
        ...tokens.map((token) => fetch(url, { headers: { authorizationjwt: `Bearer ${token}` } })),
      ]);
      expect(await refused(asked)).toEqual([403]);
      expect((await bob.fetch(`/api/eurooffice/session/${sessionId}/keys`)).status).toBe(200);
      // That it opens at all: the Document Server shows it.
      const editor = await server.connect(config);
      expect(editor.text).toContain(CANARY);
      await editor.close();
    });
  });

  it('should give who may read a private one its keys, and not the sealed file', async () => {
    await alice.choosePrivate();
    const id = await upload(alice, 'Private.csv');
    const keyrings = await alice.sealings(id, [alice.recipient, bob.recipient]);
    await share(id, { role: 'viewer', download: false, print: false, keyrings });
    const version = `/api/documents/${id}/versions/1`;
    const closed = [
      `/api/documents/${id}/content`,
      `${version}/sealed`,
      `/documents/${id}/download`,
    ];
    expect(await refused(closed.map((path) => bob.fetch(path)))).toEqual([403]);
    // His browser has to unlock it for the editor.
    expect((await bob.fetch(`${version}/key`)).status).toBe(200);
    const binding = { documentId: id, versionNumber: 1, expiresAtMs: Date.now() + 600_000 };
    const release = await BrowserRelease.fresh().wire(await bob.fileKey(id, 1), binding);
    const opening = await bob.send('POST', '/api/eurooffice/session', { file_id: id, release });
    const { config }: Wire = await opening.json();
    expect(config.document.permissions).toMatchObject({
      download: false,
      print: false,
      copy: true,
    });
  });
});
