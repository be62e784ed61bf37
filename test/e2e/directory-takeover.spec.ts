import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runCommandLine } from '../../src/command-line/run-command-line.js';
import { userCommand } from '../../src/command-line/user.command.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { provisionSamba, type RunningSamba } from '../start-samba.js';

const PASSWORD = 'Berta!Pass9';

describe('a name of the directory that is given to somebody else', () => {
  let samba: RunningSamba;
  let kontor: RunningKontor;

  beforeAll(async () => {
    samba = await provisionSamba();
    await samba.start();
    kontor = await startKontor(samba.settings);
  });

  afterAll(async () => {
    await kontor.stop();
    await samba.remove();
  });

  const create = (name: string) => samba.tool('user', 'create', name, PASSWORD);
  const rename = (from: string, to: string) =>
    samba.tool('user', 'rename', from, `--samaccountname=${to}`, `--upn=${to}@kontor.test`);
  const sidOf = async (name: string): Promise<string> =>
    /objectSid: (\S+)/.exec(await samba.tool('user', 'show', name, '--attributes=objectSid'))![1]!;

  const signIn = async (username: string) => {
    const response = await fetch(`${kontor.url}/api/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: PASSWORD }),
    });
    const answer = (await response.json()) as { access_token: string; code?: string };
    return { ...answer, status: response.status };
  };
  const as = (token: string, path: string, init: RequestInit = {}) => {
    const authorization = `Bearer ${token}`;
    const headers = new Headers({ 'content-type': 'text/plain' });
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
    headers.set('authorization', authorization);
    return fetch(`${kontor.url}${path}`, { ...init, headers });
  };
  const me = async (token: string) => (await as(token, '/api/me')).json();
  const newDocument = async (token: string, title: string): Promise<string> => {
    const made = await as(token, `/api/documents?title=${title}`, { method: 'POST', body: 'hers' });
    expect(made.status).toBe(201);
    return ((await made.json()) as { id: string }).id;
  };
  const bind = async (name: string, sid: string, ...options: string[]) => {
    const out = new PassThrough();
    const env = { KONTOR_DATA_DIR: `${kontor.folder}/data` };
    const terminal = { env, stdin: Readable.from(['']), stdout: out, stderr: out };
    const status = await runCommandLine(['user', 'bind', name, sid, ...options], terminal, [
      userCommand,
    ]);
    return { status, said: String(out.read() ?? '') };
  };

  const share = (token: string, id: string, name: string) =>
    as(token, `/api/documents/${id}/shares/${encodeURIComponent(name)}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'editor' }),
    });
  const owner = async (token: string, id: string) =>
    ((await (await as(token, `/api/documents/${id}`)).json()) as { owner: string }).owner;

  it('should open nothing of the person before, and be an account of its own', async () => {
    await create('berta');
    const first = await signIn('berta');
    const id = await newDocument(first.access_token, 'diary.txt');
    const before = (await me(first.access_token)) as { id: string; sid: string };
    await samba.tool('user', 'delete', 'berta');
    await create('berta');
    const other = await sidOf('berta');
    expect(other).not.toBe(before.sid);

    for (const spelling of ['berta', 'BERTA', 'berta@kontor.test', 'KONTOR\\berta']) {
      const second = await signIn(spelling);
      const seen = (await me(second.access_token)) as { id: string };
      expect(seen).toMatchObject({ username: 'berta', sid: other });
      expect(seen.id).not.toBe(before.id);
      expect((await as(second.access_token, `/api/documents/${id}`)).status).toBe(404);
      const listed = await (await as(second.access_token, '/api/documents')).json();
      expect(listed).toMatchObject({ documents: [] });
    }
    // Nothing of the first person's was touched by all that but the name.
    expect(await me(first.access_token)).toMatchObject({ ...before, username: 'berta-2' });
    expect(await owner(first.access_token, id)).toBe('berta-2');
    expect((await bind('nobody-yet', other)).said).toMatch(/has an account already: "berta"/);
  });

  it('should leave everything to who is renamed, also when the old name is given to somebody else', async () => {
    await create('carla');
    await create("o'neill");
    const before = await signIn('carla');
    const friend = await signIn("o'neill");
    const id = await newDocument(before.access_token, 'hers.txt');
    const theirs = await newDocument(friend.access_token, 'theirs.txt');
    expect((await share(before.access_token, id, "O'Neill")).status).toBe(200);
    expect((await share(friend.access_token, theirs, 'carla')).status).toBe(200);
    const asked = { method: 'POST' };
    await as(before.access_token, `/api/eurooffice/edit-rights/${theirs}`, asked);

    await rename('carla', 'carla frei & söhne');
    const after = await signIn('carla frei & söhne');
    expect(await me(after.access_token)).toMatchObject({ username: 'carla frei & söhne' });
    expect(await me(before.access_token)).toMatchObject({ username: 'carla frei & söhne' });
    expect(await owner(after.access_token, id)).toBe('carla frei & söhne');
    expect(await owner(friend.access_token, id)).toBe('carla frei & söhne');
    const shares = await as(friend.access_token, `/api/documents/${theirs}/shares`);
    expect(await shares.json()).toMatchObject({
      shares: [{ username: 'carla frei & söhne', role: 'editor' }],
    });
    const versions = await as(friend.access_token, `/api/documents/${id}/versions`);
    expect(await versions.json()).toMatchObject({
      versions: [{ author: 'carla frei & söhne', authors: [{ username: 'carla frei & söhne' }] }],
    });

    await create('carla');
    const other = await signIn('carla');
    for (const one of [id, theirs]) {
      expect((await as(other.access_token, `/api/documents/${one}`)).status).toBe(404);
      expect((await as(after.access_token, `/api/documents/${one}`)).status).toBe(200);
    }
    const gone = await as(
      friend.access_token,
      `/api/documents/${theirs}/shares/${encodeURIComponent('Carla Frei & Söhne')}`,
      { method: 'DELETE' },
    );
    expect(gone.status).toBe(204);
    expect((await as(after.access_token, `/api/documents/${theirs}`)).status).toBe(404);
  });

  it('should be had again by who comes back, when the administrator says who that is', async () => {
    await create('dora');
    const { access_token } = await signIn('dora');
    const id = await newDocument(access_token, 'kept.txt');
    await samba.tool('user', 'delete', 'dora');
    await create('dora');
    const fresh = await signIn('dora');
    expect((await as(fresh.access_token, `/api/documents/${id}`)).status).toBe(404);
    const sid = await sidOf('dora');
    expect((await bind('dora-2', sid)).said).toMatch(/--exchange/);
    expect(await bind('dora-2', sid, '--exchange')).toMatchObject({ status: 0 });
    const back = await signIn('dora');
    expect((await as(back.access_token, `/api/documents/${id}`)).status).toBe(200);
    expect(await me(back.access_token)).toMatchObject({ username: 'dora', sid });
    expect((await as(access_token, '/api/me')).status).toBe(401);
  });

  it('should never be a local account too', async () => {
    await create('alice');
    await rename('alice', 'alicia');
    const { access_token } = await signIn('alicia');
    await rename('alicia', 'alice');
    // By the name it is the local account, by the principal name the person of the directory.
    await expect(signIn('alice')).resolves.toMatchObject({
      status: 401,
      code: 'access/wrong-credentials',
    });
    await expect(bind('alice', await sidOf('alice'))).resolves.toMatchObject({ status: 1 });
    expect(await me(access_token)).toMatchObject({ username: 'alicia' });
  });
});
