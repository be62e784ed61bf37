import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DocumentServerTokens } from '../../src/editor-connector/document-server/document-server-tokens.js';
import { DocumentServerSimulator, type HeadlessEditor } from '../../playground/index.js';
import { RunningTime } from '../running-time.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

const SECRET = 'only-for-tests-only-for-tests-only-for-tests';
/** What is promised of changes of local groups. */
const ACTS_WITHIN_MS = 5000;

describe('documents shared with a group', () => {
  let server: DocumentServerSimulator;
  let kontor: RunningKontor;
  let groupId: string;
  let documentId: string;
  let groups = 0;

  beforeAll(async () => {
    server = await DocumentServerSimulator.start({ jwtSecret: SECRET, saveDelayMs: 50 });
    kontor = await startKontor({ EUROOFFICE_URL: server.url, EUROOFFICE_JWT_SECRET: SECRET });
  });

  afterAll(async () => {
    await kontor.stop();
    await server.dispose();
  });

  async function ask(who: string, method: string, path: string, body?: object): Promise<Wire> {
    const response = await kontor.fetchAs(who, path, {
      method,
      ...(body !== undefined && {
        ...{ headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
      }),
    });
    const text = await response.text();
    return { status: response.status, ...(text.startsWith('{') ? JSON.parse(text) : {}) };
  }
  const put = (who: string, path: string, body: object = {}) => ask(who, 'PUT', path, body);
  const shares = () => `/api/documents/${documentId}/shares`;
  const membership = () => `/api/groups/${groupId}/members/bob`;
  const statusFor = async (who: string): Promise<number> =>
    (await ask(who, 'GET', `/api/documents/${documentId}`)).status;

  beforeEach(async () => {
    const group = await ask('admin', 'POST', '/api/groups', { name: `Group ${++groups}` });
    groupId = group.id;
    await kontor.fetchAs('admin', membership(), { method: 'PUT' });
    const init = { method: 'POST', body: 'Dear all,' };
    const uploaded = await kontor.fetchAs('alice', '/api/documents?title=letter.txt', init);
    const created: Wire = await uploaded.json();
    documentId = created.id;
    await put('alice', `${shares()}/groups/${groupId}`, { role: 'editor' });
  });

  async function editing(): Promise<{ session: Wire; editor: HeadlessEditor }> {
    const session = await ask('bob', 'POST', '/api/eurooffice/session', { file_id: documentId });
    const editor = await server.connect(session.config);
    await server.nextCallback({ status: 1, key: session.config.document.key });
    await editor.type(' from Bob');
    return { session, editor };
  }

  /** What was typed is saved, and nothing of the session opens anything more. */
  async function expectEnded({ session, editor }: Awaited<ReturnType<typeof editing>>) {
    using time = new RunningTime();
    await editor.waitFor('drop');
    expect(time.ms).toBeLessThan(ACTS_WITHIN_MS);
    expect(editor.editable).toBe(false);
    await server.nextCallback({ status: 2, key: session.config.document.key });
    const { url } = session.config.document;
    const tokens = kontor.app.get(DocumentServerTokens, { strict: false });
    const authorization = `Bearer ${tokens.sign({ payload: { url } }, 60)}`;
    expect((await fetch(url, { headers: { authorization } })).status).toBe(403);
    expect(await ask('alice', 'GET', `/api/documents/${documentId}`)).toMatchObject({
      ...{ current_version: 2, editors: [] },
    });
    await editor.close();
  }

  it('should be open to its members, who know their groups', async () => {
    expect(await ask('bob', 'GET', `/api/documents/${documentId}`)).toMatchObject({
      ...{ role: 'editor', owner: 'alice' },
    });
    const list = await ask('bob', 'GET', '/api/documents');
    expect(list.documents.map(({ id }: Wire) => id)).toContain(documentId);
    const me = await ask('bob', 'GET', '/api/me');
    expect(me.groups).toContainEqual({ id: groupId, name: `Group ${groups}` });
    expect(await ask('alice', 'GET', shares())).toMatchObject({
      shares: [],
      groups: [
        {
          group: { id: groupId, name: `Group ${groups}`, source: 'local', members: 1 },
          ...{ role: 'editor', download: true, print: true, copy: true },
        },
      ],
    });
  });

  it('should stop the editing of who is taken out of the group', async () => {
    const opened = await editing();
    expect((await ask('admin', 'DELETE', membership())).status).toBe(204);
    expect(await statusFor('bob')).toBe(404);
    await expectEnded(opened);
  });

  it('should stop the editing of all when the group is removed', async () => {
    const opened = await editing();
    expect((await ask('admin', 'DELETE', `/api/groups/${groupId}`)).status).toBe(204);
    expect(await statusFor('bob')).toBe(404);
    await expectEnded(opened);
  });

  it('should stop the editing of all when the share is reduced or ends', async () => {
    const first = await editing();
    await put('alice', `${shares()}/groups/${groupId}`, { role: 'viewer' });
    await expectEnded(first);
    expect(await statusFor('bob')).toBe(200);
    expect((await ask('alice', 'DELETE', `${shares()}/groups/${groupId}`)).status).toBe(204);
    expect(await statusFor('bob')).toBe(404);
  });

  it('should leave the editing of who has another share alone', async () => {
    await put('alice', `${shares()}/bob`, { role: 'editor' });
    const { session, editor } = await editing();
    await ask('alice', 'DELETE', `${shares()}/groups/${groupId}`);
    await ask('admin', 'DELETE', membership());
    // One who has no other share is stopped: by then this one would have been.
    await kontor.fetchAs('admin', `/api/groups/${groupId}/members/alice`, { method: 'PUT' });
    const control = await expectAnotherStopped();
    expect(control).toBe(true);
    expect(editor.editable).toBe(true);
    await editor.close();
    await server.nextCallback({ status: 2, key: session.config.document.key });
    expect(await statusFor('bob')).toBe(200);
  });

  /** The owner loses what bob shared with the group, in the same way. */
  async function expectAnotherStopped(): Promise<boolean> {
    const init = { method: 'POST', body: 'Dear all,' };
    const uploaded = await kontor.fetchAs('bob', '/api/documents?title=other.txt', init);
    const { id }: Wire = await uploaded.json();
    await put('bob', `/api/documents/${id}/shares/groups/${groupId}`, { role: 'editor' });
    const session = await ask('alice', 'POST', '/api/eurooffice/session', { file_id: id });
    const editor = await server.connect(session.config);
    await server.nextCallback({ status: 1, key: session.config.document.key });
    await ask('admin', 'DELETE', `/api/groups/${groupId}/members/alice`);
    await editor.waitFor('drop');
    await editor.close();
    return true;
  }

  it('should have an entry for every change', async () => {
    const { entries } = await ask('admin', 'GET', `/api/admin/audit?document=${documentId}`);
    const shared = entries.find(({ action }: Wire) => action === 'document.shared');
    expect(shared).toMatchObject({
      ...{ actor: 'alice', detail: { group: `Group ${groups}`, role: 'editor' } },
    });
    const changes = await ask('admin', 'GET', '/api/admin/audit?action=group.changed');
    expect(changes.entries[0]).toMatchObject({
      ...{ actor: 'admin', object_type: 'group', object_id: groupId, result: 'ok' },
      detail: { change: 'member-added', person: 'bob' },
    });
  });
});
