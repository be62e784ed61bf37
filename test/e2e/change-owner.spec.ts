import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DocumentServerSimulator } from '../../playground/index.js';
import { ManageAccounts } from '../../src/access/index.js';
import { runCommandLine } from '../../src/command-line/run-command-line.js';
import { userCommand } from '../../src/command-line/user.command.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

const SECRET = 'only-for-tests-only-for-tests-only-for-tests';

let server: DocumentServerSimulator;
let kontor: RunningKontor;

beforeAll(async () => {
  server = await DocumentServerSimulator.start({ jwtSecret: SECRET, saveDelayMs: 50 });
  kontor = await startKontor({ EUROOFFICE_URL: server.url, EUROOFFICE_JWT_SECRET: SECRET });
});
afterAll(async () => {
  await kontor?.stop();
  await server?.dispose();
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

const upload = async (who: string): Promise<string> => {
  const init = { method: 'POST', body: 'text' };
  const created = await kontor.fetchAs(who, '/api/documents?title=Contract.txt', init);
  const { id }: Wire = await created.json();
  return id;
};
const give = (who: string, id: string, body: object): Promise<Wire> =>
  ask(who, 'PUT', `/api/documents/${id}/owner`, body);
const seen = async (who: string, id: string): Promise<unknown> => {
  const { status, owner, role } = await ask(who, 'GET', `/api/documents/${id}`);
  return status === 200 ? { owner, role } : status;
};
async function makePrivate(person: ZeroKnowledgePerson, id: string): Promise<void> {
  const body = { custody: 'zero-knowledge' };
  const made = await person.send('PUT', `/api/documents/${id}/custody`, body);
  if (made.status !== 204) throw new Error(await made.text());
}

async function editing(who: string, id: string) {
  const session = await ask(who, 'POST', '/api/eurooffice/session', { file_id: id });
  const editor = await server.connect(session.config);
  await server.nextCallback({ status: 1, key: session.config.document.key });
  return editor;
}

describe('giving a document to another owner', () => {
  it('should leave who gives it away an editor, and be in the log', async () => {
    const id = await upload('alice');
    await ask('alice', 'PUT', `/api/documents/${id}/shares/bob`, { role: 'viewer' });
    expect((await give('alice', id, { username: 'Bob' })).status).toBe(204);
    expect(await seen('bob', id)).toEqual({ owner: 'bob', role: 'owner' });
    expect(await seen('alice', id)).toEqual({ owner: 'bob', role: 'editor' });
    const { shares } = await ask('bob', 'GET', `/api/documents/${id}/shares`);
    expect(shares).toMatchObject([{ username: 'alice', role: 'editor', download: true }]);
    expect((await give('alice', id, { username: 'alice' })).status).toBe(403);
    const { entries } = await ask('bob', 'GET', `/api/documents/${id}/activity`);
    const changes = entries.filter(({ action }: Wire) => action === 'document.owner-changed');
    expect(changes).toMatchObject([
      { actor: 'alice', result: 'refused' },
      { actor: 'alice', result: 'ok', detail: { person: 'bob' } },
    ]);
    expect((await give('bob', id, { username: 'alice' })).status).toBe(204);
    expect(await seen('alice', id)).toEqual({ owner: 'alice', role: 'owner' });
    expect(await seen('bob', id)).toEqual({ owner: 'alice', role: 'editor' });
  });

  it('should let an administrator do it without reading it, and leave nothing to whoever had it', async () => {
    const id = await upload('alice');
    const editor = await editing('alice', id);
    await editor.type(' and more');
    expect((await give('bob', id, { username: 'bob' })).status).toBe(404);
    expect((await give('admin', id, { username: 'nobody' })).status).toBe(404);
    expect((await give('admin', id, { username: 'bob' })).status).toBe(204);
    await editor.waitFor('drop');
    expect(editor.editable).toBe(false);
    await editor.close();
    expect(await seen('bob', id)).toEqual({ owner: 'bob', role: 'owner' });
    expect(await seen('alice', id)).toBe(404);
    expect(await seen('admin', id)).toBe(404);
  });

  it('should say before who can open a private one', async () => {
    const id = await upload('alice');
    const alice = await ZeroKnowledgePerson.register(kontor, 'alice');
    await makePrivate(alice, id);
    expect(await give('alice', id, { username: 'bob' })).toMatchObject({
      ...{ status: 409, code: 'documents/owner-cannot-open' },
      data: { can_open: ['alice'], new_owner_can_open: false, recovery_key_can_open: false },
    });
    expect(await give('admin', id, { username: 'bob' })).toMatchObject({
      ...{ status: 409, data: { can_open: [], new_owner_can_open: false } },
    });
    expect(await seen('alice', id)).toEqual({ owner: 'alice', role: 'owner' });
    expect((await give('alice', id, { username: 'bob', accept: true })).status).toBe(204);
    expect(await seen('bob', id)).toEqual({ owner: 'bob', role: 'owner' });
    expect((await alice.keyrings(id)).members).toMatchObject([{ username: 'alice' }]);
  });
});

describe('handing over what somebody has', () => {
  let accountId: string;
  let leaver: string;
  let leavers = 0;

  async function newLeaver(): Promise<void> {
    leaver = `leaver ${++leavers}`;
    const accounts = kontor.app.get(ManageAccounts, { strict: false });
    ({ id: accountId } = await accounts.add({
      ...{ username: leaver, displayName: leaver, password: leaver },
    }));
  }
  const handOver = (body: object, who = 'admin'): Promise<Wire> =>
    ask(who, 'POST', `/api/admin/accounts/${accountId}/hand-over`, body);

  it('should move everything, also what is deleted or checked out, and of a disabled account', async () => {
    await newLeaver();
    const kept = await Promise.all(Array.from({ length: 203 }, () => upload(leaver)));
    const [deleted = '', shared = '', out = ''] = kept;
    await ask(leaver, 'PUT', `/api/documents/${shared}/shares/bob`, { role: 'viewer' });
    await ask(leaver, 'DELETE', `/api/documents/${deleted}`);
    const checkout = await ask(leaver, 'POST', `/documents/${out}/@checkout`);
    expect(checkout.status).toBe(204);
    await ask('admin', 'PATCH', `/api/admin/accounts/${accountId}`, { disabled: true });
    expect(await handOver({ to: 'bob' })).toEqual({
      ...{ status: 200, moved: 203, remaining: 0, cannot_open: [] },
    });
    expect(await seen('bob', shared)).toEqual({ owner: 'bob', role: 'owner' });
    expect((await ask('bob', 'GET', `/api/documents/${shared}/shares`)).shares).toEqual([]);
    expect((await ask('bob', 'POST', `/api/documents/${deleted}/restore`)).status).toBe(200);
    expect((await ask('bob', 'POST', `/documents/${out}/@checkout`)).status).toBe(204);
    expect(await handOver({ to: 'bob' })).toMatchObject({ status: 200, moved: 0 });
    const { entries } = await ask('admin', 'GET', '/api/admin/audit?action=account.handed-over');
    const steps = entries.filter(({ object_id: id }: Wire) => id === accountId);
    expect(steps.map(({ detail }: Wire) => detail.documents)).toEqual([3, 100, 100]);
  });

  it('should move those that are named, and be repeatable', async () => {
    await newLeaver();
    const ids = [await upload(leaver), await upload(leaver)];
    const other = await upload('alice');
    expect((await handOver({ to: 'bob', documents: [ids[0], other] })).status).toBe(404);
    expect(await seen(leaver, ids[0]!)).toMatchObject({ role: 'owner' });
    expect(await handOver({ to: 'bob', documents: [ids[0]] })).toMatchObject({ moved: 1 });
    expect(await seen(leaver, ids[0]!)).toBe(404);
    expect(await seen(leaver, ids[1]!)).toMatchObject({ role: 'owner' });
    expect(await handOver({ to: 'bob', documents: ids })).toMatchObject({ moved: 1 });
    expect(await seen('bob', ids[1]!)).toMatchObject({ role: 'owner' });
    expect((await handOver({ to: 'nobody' })).status).toBe(404);
    expect((await handOver({ to: 'bob' }, 'alice')).status).toBe(403);
  });

  it('should say which private ones the new owner cannot open', async () => {
    await newLeaver();
    const [plain, id] = [await upload(leaver), await upload(leaver)];
    await makePrivate(await ZeroKnowledgePerson.register(kontor, leaver), id);
    expect(await handOver({ to: 'bob' })).toMatchObject({
      ...{ status: 409, code: 'documents/owner-cannot-open' },
      data: { private: 1, documents: [{ id, can_open: [], new_owner_can_open: false }] },
    });
    expect(await seen(leaver, plain)).toMatchObject({ role: 'owner' });
    expect(await handOver({ to: 'bob', accept: true })).toMatchObject({
      ...{ moved: 2, cannot_open: [{ id, can_open: [], recovery_key_can_open: false }] },
    });
    expect(await seen('bob', id)).toMatchObject({ role: 'owner' });
    expect(await seen(leaver, id)).toBe(404);
  });

  it('should seal what comes later without whoever had it', async () => {
    await newLeaver();
    const person = await ZeroKnowledgePerson.register(kontor, leaver);
    const bob = await ZeroKnowledgePerson.register(kontor, 'bob');
    const id = await upload(leaver);
    await makePrivate(person, id);
    const keyrings = await person.sealings(id, [person.recipient, bob.recipient]);
    const path = `/api/documents/${id}/shares/bob`;
    expect((await person.send('PUT', path, { role: 'viewer', keyrings })).status).toBe(200);
    expect(await handOver({ to: 'bob', accept: true })).toMatchObject({
      ...{ moved: 1, cannot_open: [] },
    });
    expect(await bob.read(id, 1)).toBe('text');
    const { members, keyrings: epochs } = await bob.keyrings(id);
    expect(members).toMatchObject([{ username: 'bob' }]);
    await expect(person.open(epochs.at(-1)!.sealed)).rejects.toThrow();
    expect(await person.open(epochs.at(-2)!.sealed)).toBeDefined();
  });

  it('should list what there is, for administrators and without titles', async () => {
    await newLeaver();
    const list = (query = '', who = 'admin'): Promise<Wire> =>
      ask(who, 'GET', `/api/admin/accounts/${accountId}/documents${query}`);
    expect(await list()).toEqual({ status: 200, documents: [], total: 0, next_cursor: null });
    const ids = [await upload(leaver), await upload(leaver), await upload(leaver)];
    await ask(leaver, 'PUT', `/api/documents/${ids[0]}/shares/bob`, { role: 'viewer' });
    await ask(leaver, 'DELETE', `/api/documents/${ids[1]}`);
    await makePrivate(await ZeroKnowledgePerson.register(kontor, leaver), ids[2]!);
    const listed = await list();
    const { title }: Wire = await ask(leaver, 'GET', `/api/documents/${ids[0]}`);
    expect(JSON.stringify(listed)).not.toContain(title.replace(/\.\w+$/, ''));
    const first = { id: ids[0], file_type: 'txt', state: 'active', custody: 'managed', size: 4 };
    expect(listed).toMatchObject({
      documents: [
        { ...first, shares: 1, deleted_at: null },
        { id: ids[1], shares: 0, deleted_at: expect.any(String) },
        { id: ids[2], shares: 0, custody: 'zero-knowledge' },
      ],
      ...{ total: 3, next_cursor: null },
    });
    const page = await list('?limit=2');
    expect(page.documents.map(({ id }: Wire) => id)).toEqual(ids.slice(0, 2));
    const rest = await list(`?limit=2&cursor=${encodeURIComponent(page.next_cursor)}`);
    expect(rest).toMatchObject({ documents: [{ id: ids[2] }], total: 3, next_cursor: null });
    expect((await list('', 'alice')).status).toBe(403);
    const looked = '/api/admin/audit?action=account.documents-listed';
    const { entries } = await ask('admin', 'GET', looked);
    expect(entries.filter(({ object_id: id }: Wire) => id === accountId)).toMatchObject([
      { actor: 'alice', result: 'refused' },
      { actor: 'admin', result: 'ok', detail: { documents: 1 } },
      ...[2, 3, 0].map((documents) => ({ actor: 'admin', result: 'ok', detail: { documents } })),
    ]);
  });

  it('should be done on the command line too', async () => {
    await newLeaver();
    const id = await upload(leaver);
    let out = '';
    const terminal = {
      env: { KONTOR_PROFILE: 'playground', KONTOR_DATA_DIR: join(kontor.folder, 'data') },
      ...{ stdin: Readable.from(['']), stdout: { write: (text: string) => (out += text) } },
      stderr: { write: (text: string) => (out += text) },
    };
    const listed = await runCommandLine(['user', 'documents', leaver], terminal, [userCommand]);
    expect([listed, out]).toEqual([
      0,
      expect.stringMatching(
        `^id\ttype\tbytes\tshares\tchanged\tstate\n${id}\ttxt\t4\t0\t\\S+\tactive\n$`,
      ),
    ]);
    out = '';
    const args = ['user', 'hand-over', leaver, 'bob', '--document', id];
    expect([await runCommandLine(args, terminal, [userCommand]), out]).toEqual([
      0,
      `Gave 1 document of ${leaver} to bob.\n`,
    ]);
    expect(await seen('bob', id)).toMatchObject({ role: 'owner' });
  });
});
