import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runCommandLine } from '../../src/command-line/run-command-line.js';
import { userCommand } from '../../src/command-line/user.command.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { provisionSamba, type RunningSamba } from '../start-samba.js';

const PASSWORD = 'Berta!Pass9';
const START_MS = 180_000;

describe('a name of the directory that is given to somebody else', () => {
  let samba: RunningSamba;
  let kontor: RunningKontor;

  beforeAll(async () => {
    samba = await provisionSamba();
    await samba.start();
    kontor = await startKontor({
      LDAP_URL: 'ldaps://127.0.0.1',
      LDAP_BIND_DN: samba.adminDn,
      LDAP_BIND_PASSWORD: samba.adminPassword,
      LDAP_BASE_DN: samba.baseDn,
      LDAP_CA_FILE: samba.caFile,
    });
  }, START_MS);

  afterAll(async () => {
    await kontor.stop();
    await samba.remove();
  }, START_MS);

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
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/plain' };
    return fetch(`${kontor.url}${path}`, { ...init, headers });
  };
  const me = async (token: string) => (await as(token, '/api/me')).json();
  const newDocument = async (token: string, title: string): Promise<string> => {
    const made = await as(token, `/api/documents?title=${title}`, { method: 'POST', body: 'hers' });
    expect(made.status).toBe(201);
    return ((await made.json()) as { id: string }).id;
  };
  const bind = async (name: string, sid: string) => {
    const out = new PassThrough();
    const env = { KONTOR_DATA_DIR: `${kontor.folder}/data` };
    const terminal = { env, stdin: Readable.from(['']), stdout: out, stderr: out };
    const status = await runCommandLine(['user', 'bind', name, sid], terminal, [userCommand]);
    return { status, said: String(out.read() ?? '') };
  };

  it(
    'should open nothing of the person before, and tell the new one what to do',
    async () => {
      await create('berta');
      const first = await signIn('berta');
      const id = await newDocument(first.access_token, 'diary.txt');
      const sid = await sidOf('berta');
      await samba.tool('user', 'delete', 'berta');
      await create('berta');
      const other = await sidOf('berta');
      expect(other).not.toBe(sid);

      for (const spelling of ['berta', 'BERTA', 'berta@kontor.test']) {
        await expect(signIn(spelling)).resolves.toMatchObject({
          status: 401,
          code: 'access/name-of-another-person',
          detail: expect.stringContaining(`user bind NEW-NAME ${other}`),
        });
      }
      const page = await fetch(`${kontor.url}/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: kontor.url },
        body: new URLSearchParams({ username: 'berta', password: PASSWORD, next: '/' }),
      });
      expect(page.status).toBe(401);
      expect(page.headers.getSetCookie().join()).not.toContain('kontor_session=');
      expect(await page.text()).toContain(`kontor user bind NEW-NAME ${other}`);
      // Nothing of the first person's was touched by all that.
      expect(await me(first.access_token)).toMatchObject({ username: 'berta', sid });

      expect(await bind('berta-2', other)).toMatchObject({ status: 0 });
      const second = await signIn('berta');
      expect(await me(second.access_token)).toMatchObject({ username: 'berta-2', sid: other });
      expect((await as(second.access_token, `/api/documents/${id}`)).status).toBe(404);
      expect((await as(first.access_token, `/api/documents/${id}`)).status).toBe(200);
      expect((await bind('berta', other)).said).toMatch(/has an account already: "berta-2"/);
    },
    START_MS,
  );

  it(
    'should leave everything to who is renamed, also when the old name is given to somebody else',
    async () => {
      await create('carla');
      const before = await signIn('carla');
      const id = await newDocument(before.access_token, 'hers.txt');
      await rename('carla', 'carla-frei');
      const after = await signIn('carla-frei');
      expect(await me(after.access_token)).toMatchObject({ username: 'carla' });
      expect((await as(after.access_token, `/api/documents/${id}`)).status).toBe(200);

      await create('carla');
      await expect(signIn('carla')).resolves.toMatchObject({
        status: 401,
        code: 'access/name-of-another-person',
      });
      expect((await as(after.access_token, `/api/documents/${id}`)).status).toBe(200);
    },
    START_MS,
  );

  it(
    'should be had again by who comes back, when the administrator says who that is',
    async () => {
      await create('dora');
      const { access_token } = await signIn('dora');
      const id = await newDocument(access_token, 'kept.txt');
      await samba.tool('user', 'delete', 'dora');
      await create('dora');
      await expect(signIn('dora')).resolves.toMatchObject({ status: 401 });
      expect(await bind('dora', await sidOf('dora'))).toMatchObject({ status: 0 });
      const back = await signIn('dora');
      expect((await as(back.access_token, `/api/documents/${id}`)).status).toBe(200);
      expect((await as(access_token, '/api/me')).status).toBe(401);
    },
    START_MS,
  );

  it(
    'should never be a local account too',
    async () => {
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
    },
    START_MS,
  );
});
