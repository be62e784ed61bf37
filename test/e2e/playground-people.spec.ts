import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { runCommandLine } from '../../src/command-line/run-command-line.js';
import { userCommand } from '../../src/command-line/user.command.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { platformSettings } from '../../src/platform/config/platform.config.js';
import type { PlatformSettings } from '../../src/platform/config/platform.config.js';
import { readSettings } from '../../src/platform/config/settings.js';
import { freePorts } from '../free-port.js';
import { KontorProcess } from '../kontor-process.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

const PRODUCTION = {
  KONTOR_PROFILE: 'production',
  EUROOFFICE_URL: 'http://127.0.0.1:9',
  EUROOFFICE_JWT_SECRET: 'only-for-this-test-0123456789-abcdefgh',
};
const PEOPLE = ['alice', 'bob', 'admin'];

describe('the people of a playground, once production runs on its data', () => {
  let folder: string;
  let kontor: RunningKontor | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-was-playground-'));
  });
  afterEach(async () => {
    await kontor?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const dataDir = () => join(folder, 'data');
  const start = async (env: Record<string, string> = {}) => {
    await kontor?.stop();
    kontor = await startKontor({ KONTOR_DATA_DIR: dataDir(), ...env });
    return kontor;
  };
  const post = (path: string, body: object) =>
    fetch(`${kontor!.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: kontor!.url },
      body: JSON.stringify(body),
      redirect: 'manual',
    });
  const signIn = (username: string, password = username) =>
    post('/api/auth/token', { username, password });
  const tokenOf = async (username: string, password?: string): Promise<string> =>
    ((await (await signIn(username, password)).json()) as { access_token: string }).access_token;
  const me = async (headers: Record<string, string>) =>
    (await fetch(`${kontor!.url}/api/me`, { headers })).status;
  const command = async (args: string, stdin = '') => {
    const out = new PassThrough();
    const env = { KONTOR_DATA_DIR: dataDir() };
    const terminal = { env, stdin: Readable.from([stdin]), stdout: out, stderr: out };
    const status = await runCommandLine(args.split(' '), terminal, [userCommand]);
    return { status, said: String(out.read() ?? '') };
  };
  const fromBefore = async (statement: string) => {
    const { platform } = readSettings([platformSettings], { KONTOR_DATA_DIR: dataDir() });
    const database = await openDatabase(platform as PlatformSettings);
    await sql.raw(statement).execute(database.kysely);
    await database.close();
  };

  it('should not sign in, and nothing they were signed in with should go on', async () => {
    await start();
    const tokens = await Promise.all(PEOPLE.map((name) => tokenOf(name)));
    const page = await post('/login', { username: 'admin', password: 'admin', next: '/' });
    const cookie = page.headers.getSetCookie().find((one) => one.includes('session='))!;
    const [session = ''] = cookie.split(';');
    expect(await me({ cookie: session })).toBe(200);
    // Somebody whom the playground does not know: their token was made there all the same.
    await command('user add carol', 'a password of carol\n');
    tokens.push(await tokenOf('carol', 'a password of carol'));
    for (const token of tokens) expect(await me({ authorization: `Bearer ${token}` })).toBe(200);

    await start(PRODUCTION);
    for (const token of tokens) expect(await me({ authorization: `Bearer ${token}` })).toBe(401);
    expect(await me({ cookie: session })).toBe(401);
    for (const name of PEOPLE) {
      const refused = await signIn(name);
      expect(refused.status).toBe(401);
      expect(await refused.json()).toMatchObject({
        code: 'access/known-password',
        data: { command: `kontor user password ${name}` },
      });
      expect((await signIn(name, 'another')).status).toBe(401);
    }
    expect((await signIn('carol', 'a password of carol')).status).toBe(200);
    expect((await command('user list')).said).toMatch(/^admin\t.*\tplayground\t/m);
  });

  it('should get everything back with a password of their own', async () => {
    const { fetchAs } = await start();
    const created = await fetchAs('alice', '/api/documents?title=plan.txt', {
      method: 'POST',
      body: 'text',
    });
    expect(created.status).toBe(201);
    const { id } = (await created.json()) as { id: string };
    await start(PRODUCTION);
    expect((await command('user password alice', 'Alice\n')).said).toMatch(/publicly known/);
    expect(await command('user password alice', 'trains to Chur\n')).toMatchObject({ status: 0 });
    const headers = { authorization: `Bearer ${await tokenOf('alice', 'trains to Chur')}` };
    const document = await fetch(`${kontor!.url}/api/documents/${id}`, { headers });
    expect(document.status).toBe(200);
    // The SID was an example's: nobody is impersonated with it.
    const answer = await fetch(`${kontor!.url}/api/me`, { headers });
    expect(await answer.json()).toMatchObject({ username: 'alice', sid: null });
  });

  it('should be found also in data from before their origin was kept', async () => {
    await start();
    await kontor!.stop();
    kontor = undefined;
    await command('user password bob', 'trains to Bern\n');
    await fromBefore('update accounts set origin = null');
    await start(PRODUCTION);
    for (const name of ['alice', 'admin']) expect((await signIn(name)).status).toBe(401);
    expect((await signIn('bob', 'trains to Bern')).status).toBe(200);
    const { said } = await command('user list');
    expect(said.match(/^\w+(?=\t.*\tplayground\t)/gm)).toEqual(['admin', 'alice']);
  });

  it('should not be added: production does not start with KONTOR_PLAYGROUND_PEOPLE', async () => {
    const production = new KontorProcess({
      ...PRODUCTION,
      PORT: String(await freePorts()),
      KONTOR_DATA_DIR: dataDir(),
      KONTOR_PLAYGROUND_PEOPLE: join(import.meta.dirname, '../../playground/people.json'),
    });
    await expect(production.start()).rejects.toThrow(
      /KONTOR_PLAYGROUND_PEOPLE: is for the playground only/,
    );
    expect(production.exitedWith).toBe(1);
  });

  it('should not be replaced by others whose password everybody knows', async () => {
    await start(PRODUCTION);
    for (const password of ['Erika', 'admin', 'PASSWORD'])
      expect((await command('user add erika', password)).said).toMatch(/publicly known/);
    expect((await command('user add erika', 'trains to Genf\n')).status).toBe(0);
    // Set before this was refused.
    const { hash } = await import('@node-rs/argon2');
    await fromBefore(`update accounts set password_hash = '${await hash('erika')}'`);
    const page = await post('/login', { username: 'erika', password: 'erika', next: '/' });
    expect(page.status).toBe(401);
    expect(await page.text()).toContain('kontor user password erika');
  });
});
