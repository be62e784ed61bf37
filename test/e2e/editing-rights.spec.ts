import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ManageAccounts } from '../../src/access/index.js';
import { DocumentServerTokens } from '../../src/editor-connector/document-server/document-server-tokens.js';
import { DocumentServerSimulator, type HeadlessEditor } from '../../playground/index.js';
import { BrowserRelease } from '../release-key.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

const SECRET = 'only-for-tests-only-for-tests-only-for-tests';

/** A right is revoked while both Alice and Bob have the document open. */
describe.each(['managed', 'zero-knowledge'])('rights that end while people edit, %s', (custody) => {
  let server: DocumentServerSimulator;
  let kontor: RunningKontor;
  let alice: ZeroKnowledgePerson;
  let bob: ZeroKnowledgePerson;
  let documentId: string;

  beforeAll(async () => {
    server = await DocumentServerSimulator.start({ jwtSecret: SECRET, saveDelayMs: 50 });
    kontor = await startKontor({ EUROOFFICE_URL: server.url, EUROOFFICE_JWT_SECRET: SECRET });
    alice = await ZeroKnowledgePerson.register(kontor, 'alice');
    bob = await ZeroKnowledgePerson.register(kontor, 'bob');
    await alice.send('PATCH', '/api/me/identity', { custody });
  });

  afterAll(async () => {
    await kontor.stop();
    await server.dispose();
  });

  async function share(role: string): Promise<void> {
    const keyrings =
      custody === 'managed'
        ? undefined
        : await alice.sealings(documentId, [alice.recipient, bob.recipient]);
    const path = `/api/documents/${documentId}/shares/bob`;
    expect((await alice.send('PUT', path, { role, keyrings })).status).toBe(200);
  }

  beforeEach(async () => {
    const init = { method: 'POST', body: 'Dear all,' };
    const created = await alice.fetch('/api/documents?title=letter.txt', init);
    documentId = (await created.json()).id;
    await share('editor');
  });

  async function sessionOf(person: ZeroKnowledgePerson): Promise<Wire> {
    const { current_version: versionNumber } = await document();
    const binding = { documentId, versionNumber, expiresAtMs: Date.now() + 600_000 };
    const release =
      custody === 'managed'
        ? undefined
        : await BrowserRelease.fresh().wire(
            await person.fileKey(documentId, versionNumber),
            binding,
          );
    const fields = { file_id: documentId, release };
    return (await person.send('POST', '/api/eurooffice/session', fields)).json();
  }
  const edit = (session: Wire): Promise<HeadlessEditor> => server.connect(session.config);
  const document = async (): Promise<Wire> =>
    (await alice.fetch(`/api/documents/${documentId}`)).json();

  /** As the Document Server would fetch it once more. */
  async function fileOf(session: Wire): Promise<number> {
    const { url } = session.config.document;
    const tokens = kontor.app.get(DocumentServerTokens, { strict: false });
    const token = tokens.sign({ payload: { url } }, 60);
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(url, { headers })).status;
  }
  const keysOf = async (person: ZeroKnowledgePerson, { session_id: id }: Wire): Promise<number> =>
    (await person.fetch(`/api/eurooffice/session/${id}/keys`)).status;
  const newest = async (): Promise<string> =>
    custody === 'managed'
      ? (await alice.fetch(`/api/documents/${documentId}/content`)).text()
      : alice.read(documentId, (await document()).current_version);

  async function bothEdit() {
    const sessions = { alice: await sessionOf(alice), bob: await sessionOf(bob) };
    const editors = { alice: await edit(sessions.alice), bob: await edit(sessions.bob) };
    await editors.bob.type(' from Bob');
    await editors.alice.waitForText((text) => text.endsWith('from Bob'));
    expect([await fileOf(sessions.alice), await fileOf(sessions.bob)]).toEqual([200, 200]);
    return { sessions, editors };
  }

  it('should end the session of who was unshared, and no other', async () => {
    const { sessions, editors } = await bothEdit();
    await alice.fetch(`/api/documents/${documentId}/shares/bob`, { method: 'DELETE' });
    await editors.bob.waitFor('drop');
    expect(editors.bob.editable).toBe(false);
    expect([await fileOf(sessions.bob), await keysOf(bob, sessions.bob)]).toEqual([403, 404]);
    expect([await fileOf(sessions.alice), await keysOf(alice, sessions.alice)]).toEqual([200, 200]);
    const { releases } = await (await alice.fetch(`/api/documents/${documentId}/releases`)).json();
    const ended = releases.map(({ username, ended_at }: Wire) => [username, ended_at !== null]);
    expect(ended.toSorted()).toEqual([
      ['alice', false],
      ['bob', true],
    ]);

    // What both typed is saved, with Alice who goes on.
    await editors.alice.type(' and Alice');
    expect(await editors.alice.forceSave()).toBe(true);
    await editors.alice.close();
    await server.nextCallback(2);
    expect(await newest()).toBe('Dear all, from Bob and Alice');
    expect(await document()).toMatchObject({ current_version: 2, editors: [] });
  });

  it('should let who may only look on now open it again for that', async () => {
    const { sessions, editors } = await bothEdit();
    await share('viewer');
    await editors.bob.waitFor('drop');
    expect(await fileOf(sessions.bob)).toBe(403);
    const again = await sessionOf(bob);
    expect(again.config.editorConfig.mode).toBe('view');
    const looking = await edit(again);
    expect([looking.editable, await fileOf(again)]).toEqual([false, 200]);
    await editors.alice.type(' live');
    await looking.waitForText((text) => text.endsWith('live'));
    await editors.alice.close();
    await server.nextCallback(2);
    expect(await newest()).toBe('Dear all, from Bob live');
    // A right that grows ends nothing.
    const looked = await sessionOf(bob);
    await share('editor');
    expect(await fileOf(looked)).toBe(200);
  });

  it('should end all sessions of a document that is deleted, and keep what was typed', async () => {
    const { sessions, editors } = await bothEdit();
    await alice.fetch(`/api/documents/${documentId}`, { method: 'DELETE' });
    await Promise.all([editors.alice.waitFor('drop'), editors.bob.waitFor('drop')]);
    expect([await fileOf(sessions.alice), await fileOf(sessions.bob)]).toEqual([403, 403]);
    await server.nextCallback(2);
    await alice.fetch(`/api/documents/${documentId}/restore`, { method: 'POST' });
    expect(await newest()).toBe('Dear all, from Bob');
    expect([await fileOf(sessions.alice), await fileOf(sessions.bob)]).toEqual([403, 403]);
  });

  it('should hand out nothing more to an account that is disabled, and stop its editing', async () => {
    const { sessions, editors } = await bothEdit();
    await kontor.app.get(ManageAccounts, { strict: false }).setDisabled('bob', true);
    expect([await fileOf(sessions.bob), await fileOf(sessions.alice)]).toEqual([403, 200]);
    // Nobody tells of it and the Document Server reports nothing: it is seen within seconds.
    await editors.bob.waitFor('drop');
    await editors.alice.close();
    await server.nextCallback(2);
    expect(await newest()).toBe('Dear all, from Bob');
  });
});
