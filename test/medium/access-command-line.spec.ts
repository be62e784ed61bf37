import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { KyselyAccountRepository } from '../../src/access/accounts/account.kysely.js';
import { doctorRound } from '../../src/command-line/doctor-round.js';
import { doctorCommand } from '../../src/command-line/doctor.command.js';
import { runCommandLine } from '../../src/command-line/run-command-line.js';
import type { Terminal } from '../../src/command-line/terminal.js';
import { userCommand } from '../../src/command-line/user.command.js';
import { SystemClock } from '../../src/platform/clock/clock.js';
import { openSqlite } from '../../src/platform/database/open-database.js';
import { TriedDocumentServer } from '../fakes/tried-document-server.js';
import { freePorts } from '../free-port.js';
import { startAccess } from './access-app.js';

let folder: string;
let dataDir: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kontor-command-'));
  dataDir = join(folder, 'data');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** What an operator types, and what comes back. */
async function kontor(
  args: string,
  stdin: Terminal['stdin'] | string = '',
  env: Record<string, string> = {},
): Promise<Outcome> {
  let out = '';
  let err = '';
  const terminal: Terminal = {
    env: { KONTOR_DATA_DIR: dataDir, ...env },
    stdin: typeof stdin === 'string' ? Readable.from([stdin]) : stdin,
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
  };
  const doctor = (of: Terminal) => doctorCommand(of, doctorRound);
  const status = await runCommandLine(args.split(' '), terminal, [userCommand, doctor]);
  return { status, out, err };
}

/** A keyboard: what is typed is only shown when nobody switched that off. */
class Keyboard extends PassThrough {
  readonly isTTY = true;
  raw = false;

  setRawMode(raw: boolean): NodeJS.ReadStream {
    this.raw = raw;
    return this as never;
  }
}

describe('kontor user', () => {
  it('should set the mail address of an account of this server, and remove it', async () => {
    await kontor('user add carol', 'geheim\n');
    const set = await kontor('user mail carol carol@example.org');
    expect(set).toEqual({ status: 0, out: 'carol has carol@example.org now.\n', err: '' });
    const database = openSqlite(join(dataDir, 'kontor.sqlite'));
    const accounts = new KyselyAccountRepository(database, new SystemClock(), false);
    const carol = await accounts.find('carol');
    expect(carol).toMatchObject({ mail: 'carol@example.org', notifiesByMail: true });
    // People find her by it.
    const wanted = { text: 'carol@example', after: undefined, limit: 2 };
    expect(await accounts.search(wanted)).toMatchObject([{ username: 'carol' }]);
    await database.close();
    for (const wrong of ['carol', 'carol@', 'a@example.org,b@example.org'])
      expect((await kontor(`user mail carol ${wrong}`)).err).toContain('no mail address');
    expect((await kontor('user mail carol')).out).toBe('carol has no mail address now.\n');
    expect((await kontor('user mail nobody a@example.org')).status).toBe(1);
  });

  it('should add, list, disable and enable', async () => {
    const added = await kontor('user add Carol --admin --sid S-1-5-21-9 --locale de', 'geheim\n');
    expect(added).toEqual({ status: 0, out: 'Added administrator carol.\n', err: '' });
    const line = (await kontor('user list')).out;
    expect(line).toMatch(/^carol\tCarol\tadmin\tenabled\tS-1-5-21-9\t[0-9a-f-]{36}\n$/);
    expect((await kontor('user disable carol')).status).toBe(0);
    expect((await kontor('user list')).out).toBe(line.replace('enabled', 'disabled'));
    expect((await kontor('user enable CAROL')).status).toBe(0);
    expect((await kontor('user list')).out).toBe(line);
  });

  it('should take the id of an account for its name', async () => {
    await kontor('user add carol', 'geheim');
    const [first = ''] = (await kontor('user list')).out.split('\n');
    const id = first.split('\t').at(-1) ?? '';
    expect(await kontor(`user disable --by-id ${id}`)).toMatchObject({ out: `Disabled ${id}.\n` });
    expect((await kontor('user list')).out).toContain('\tdisabled\t');
    expect((await kontor(`user admin ${id} --by-id`)).status).toBe(0);
    expect((await kontor(`user enable ${id} --by-id`)).status).toBe(0);
    expect((await kontor('user list')).out).toContain('\tadmin\tenabled\t');
    expect((await kontor(`user password ${id} --by-id`, 'another one')).status).toBe(0);
    expect((await kontor(`user password-reset ${id} --by-id`)).out).toContain('/reset-password/');
    expect((await kontor(`user second-factor-reset ${id} --by-id`)).status).toBe(0);
    // A name is no id, and an id no name.
    expect(await kontor('user disable --by-id carol')).toMatchObject({
      ...{ status: 1, out: '' },
      err: 'There is no account with the id "carol". Check where it comes from.\n',
    });
    expect((await kontor(`user disable ${id}`)).status).toBe(1);
  });

  it.each([
    ['user add carol', 'An account named "carol" exists already. Choose another name.\n'],
    [
      'user add kontor\\käthe',
      'A username has 1 to 256 characters, no backslash, and nothing that cannot be seen. Choose another one.\n',
    ],
    ['user disable nobody', 'There is no account named "nobody". Check the spelling.\n'],
    ['user enable nobody', 'There is no account named "nobody". Check the spelling.\n'],
    ['user password nobody', 'There is no account named "nobody". Check the spelling.\n'],
    ['user add carol --locale it', expect.stringContaining('Allowed choices are de, fr, en')],
    ['user remove carol', expect.stringContaining("unknown command 'remove'")],
    ['user add', expect.stringContaining("missing required argument 'name'")],
  ])('should refuse "%s" in one sentence', async (args, err) => {
    await kontor('user add carol', 'geheim');
    expect(await kontor(args, 'geheim')).toMatchObject({ status: 1, out: '', err });
  });

  it('should refuse an empty password', async () => {
    const outcome = await kontor('user add carol', '\n');
    expect(outcome).toMatchObject({ status: 1, out: '' });
    expect(outcome.err).toContain('A password has 1 to 1024 characters');
  });

  it('should show help without needing anything', async () => {
    for (const args of ['--help', 'user --help', 'user add --help', 'doctor --help']) {
      const outcome = await kontor(args, '', { PORT: 'nonsense' });
      expect(outcome.status).toBe(0);
      expect(outcome.out).toContain('Usage: kontor');
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it('should report wrong settings', async () => {
    const outcome = await kontor('user list', '', { PORT: 'nonsense' });
    expect(outcome.status).toBe(1);
    expect(outcome.err).toContain('PORT');
  });

  it('should ask twice at a keyboard and show nothing of what is typed', async () => {
    const keyboard = new Keyboard();
    const outcome = kontor('user add carol', keyboard);
    keyboard.write('gehx\u007feim\r');
    await new Promise((resolve) => setImmediate(resolve));
    keyboard.write('geheim\r');
    expect(await outcome).toEqual({
      status: 0,
      out: 'Added carol.\n',
      err: 'Password: \nOnce more: \n',
    });
    expect(keyboard.raw).toBe(false);
  });

  it('should not add anybody when the two passwords differ', async () => {
    const keyboard = new Keyboard();
    const outcome = kontor('user add carol', keyboard);
    keyboard.write('geheim\r');
    await new Promise((resolve) => setImmediate(resolve));
    keyboard.write('gehiem\r');
    expect(await outcome).toMatchObject({ status: 1, out: '' });
    expect((await kontor('user list')).out).toBe('');
  });
});

describe('kontor beside a running server', () => {
  it('should set a password the server takes at once, and end what was signed in', async () => {
    const server = await startAccess();
    try {
      const signIn = (password: string) =>
        server.app.inject({
          method: 'POST',
          url: '/api/auth/token',
          payload: { username: 'alice', password },
        });
      const token = (await signIn('alice')).json().access_token as string;
      const env = { KONTOR_DATA_DIR: join(server.folder, 'data') };
      expect(await kontor('user password alice', 'new one\n', env)).toMatchObject({ status: 0 });
      expect((await signIn('alice')).statusCode).toBe(401);
      expect((await signIn('new one')).statusCode).toBe(200);
      const headers = { authorization: `Bearer ${token}` };
      expect((await server.app.inject({ url: '/api/me', headers })).statusCode).toBe(401);
    } finally {
      await server.stop();
    }
  });
});

describe('kontor doctor', () => {
  const complete = {
    EUROOFFICE_URL: 'http://127.0.0.1:9',
    EUROOFFICE_JWT_SECRET: 'a-secret-of-more-than-thirty-two-characters',
  };

  it('should say in one line each what fails and what to do, end with 1, and make nothing', async () => {
    const PORT = String(await freePorts());
    const outcome = await kontor('doctor', '', { ...complete, PORT });
    expect(outcome.status).toBe(1);
    expect(outcome.out).toMatch(
      /^failing  document-server: Nothing listens at http:\/\/127\.0\.0\.1:9\. .*EUROOFFICE_URL/m,
    );
    expect(outcome.out).toMatch(/^failing  database: There is no database in .*Start Kontor/m);
    expect(outcome.out).toMatch(/^off {6}redis: not configured$/m);
    expect(outcome.out).toMatch(/^notice   Kontor does not run/m);
    expect(outcome.err).toMatch(/^\d of 14 connections fail\.\n$/);
    expect(await readdir(folder)).toEqual([]);
  });

  it('should print the same for programs, and nothing else', async () => {
    const PORT = String(await freePorts());
    const outcome = await kontor('doctor --json', '', { ...complete, PORT });
    expect(outcome.status).toBe(1);
    const { connections } = JSON.parse(outcome.out) as { connections: object[] };
    expect(connections).toContainEqual({
      name: 'document-server',
      state: 'failing',
      code: 'connection-refused',
      cause: 'Nothing listens at http://127.0.0.1:9.',
      fix: 'Start the system, or correct EUROOFFICE_URL.',
      detail: null,
      checked_at: expect.stringMatching(/^20\d\d-.*Z$/),
    });
  });

  it('should be content where all is well', async () => {
    const server = await new TriedDocumentServer().start();
    try {
      await kontor('user add carol', 'geheim');
      for (let place = 1; place <= 6; place++)
        await mkdir(join(dataDir, 'shards', String(place), '.tmp'), { recursive: true });
      const PORT = String(await freePorts());
      const env = { PORT, EUROOFFICE_URL: server.url, EUROOFFICE_JWT_SECRET: server.secret };
      const outcome = await kontor('doctor', '', env);
      expect(outcome).toMatchObject({ status: 0, err: '' });
      expect(outcome.out).toMatch(/^ok {7}database: sqlite$/m);
      expect(outcome.out).toMatch(/^ok {7}callback$/m);
    } finally {
      await server.stop();
    }
  });

  it('should look at everything, whatever it finds first, and name what nobody knows', async () => {
    const env = { ...complete, PORT: 'nonsense', KONTOR_PUBLC_URL: 'https://desk.example.org' };
    const outcome = await kontor('doctor', '', env);
    expect(outcome.status).toBe(1);
    expect(outcome.out).toMatch(/^failing  settings: .*PORT/m);
    expect(outcome.out).toMatch(/^failing  database: .*PORT/m);
    expect(outcome.out).toMatch(/^failing  storage-shards-1: /m);
    expect(outcome.out).toMatch(/^notice   KONTOR_PUBLC_URL .*KONTOR_PUBLIC_URL/m);
  });
});
