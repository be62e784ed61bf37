import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { doctorChecks } from '../../src/command-line/doctor-checks.js';
import { doctorCommand } from '../../src/command-line/doctor.command.js';
import { runCommandLine } from '../../src/command-line/run-command-line.js';
import type { Terminal } from '../../src/command-line/terminal.js';
import { userCommand } from '../../src/command-line/user.command.js';
import { MemoryS3 } from '../fakes/memory-s3.js';
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
  const doctor = (of: Terminal) => doctorCommand(of, doctorChecks);
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
  it('should add, list, disable and enable', async () => {
    const added = await kontor('user add Carol --admin --sid S-1-5-21-9 --locale de', 'geheim\n');
    expect(added).toEqual({ status: 0, out: 'Added administrator carol.\n', err: '' });
    const line = 'carol\tCarol\tadmin\tenabled\tS-1-5-21-9\n';
    expect((await kontor('user list')).out).toBe(line);
    expect((await kontor('user disable carol')).status).toBe(0);
    expect((await kontor('user list')).out).toBe(line.replace('enabled', 'disabled'));
    expect((await kontor('user enable CAROL')).status).toBe(0);
    expect((await kontor('user list')).out).toBe(line);
  });

  it.each([
    ['user add carol', 'An account named "carol" exists already. Choose another name.\n'],
    ['user add käthe', 'A username has 1 to 64 characters: letters a-z, digits, and . _ @ -\n'],
    ['user disable nobody', 'There is no account named "nobody".\n'],
    ['user enable nobody', 'There is no account named "nobody".\n'],
    ['user password nobody', 'There is no account named "nobody".\n'],
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

  it('should find a missing database and make none', async () => {
    const outcome = await kontor('doctor', '', complete);
    expect(outcome.status).toBe(1);
    expect(outcome.out).toMatch(/^fail {2}database: there is none in /m);
    expect(await readdir(folder)).toEqual([]);
  });

  it('should be content with a database that is up to date', async () => {
    await kontor('user add carol', 'geheim');
    const outcome = await kontor('doctor', '', complete);
    expect(outcome.out).toMatch(/^ok {4}database: sqlite, up to date$/m);
  });

  it('should ask whether the Document Server is healthy', async () => {
    let health = 'true';
    const server = createServer((_, response) => response.end(health)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      const env = { ...complete, EUROOFFICE_INTERNAL_URL: `http://127.0.0.1:${port}` };
      expect((await kontor('doctor', '', env)).out).toMatch(/^ok {4}document server: /m);
      health = '<html>Welcome</html>';
      expect((await kontor('doctor', '', env)).out).toMatch(/^fail {2}document server: .*"true"/m);
    } finally {
      server.close();
    }
    expect((await kontor('doctor', '', complete)).out).toMatch(
      /^fail {2}document server: .*cannot be reached/m,
    );
  });

  it('should try buckets out, and name the one that does not work', async () => {
    const s3 = new MemoryS3();
    await s3.start();
    try {
      const url = (name: string) => `s3://${name}?endpoint=${s3.endpoint}`;
      const providers = ['a', 'b', 'c'].map((name) => ({ name, url: url(name) }));
      const file = join(folder, 'storage.json');
      await writeFile(file, JSON.stringify({ k: 2, m: 1, providers }));
      const keys = ['A', 'B', 'C'].flatMap((name) => [
        [`KONTOR_S3_${name}_ACCESS_KEY_ID`, 'id'],
        [`KONTOR_S3_${name}_SECRET_ACCESS_KEY`, 'swordfish'],
      ]);
      const env = { ...complete, KONTOR_STORAGE: file, ...Object.fromEntries(keys) };
      expect((await kontor('doctor', '', env)).out).toMatch(/^ok {4}storage places: 3 of 3/m);
      s3.fault = ({ bucket }) => (bucket === 'b' ? 'refused' : undefined);
      const { out } = await kontor('doctor', '', env);
      expect(out).toMatch(/^fail {2}storage places: .*Provider b failed.*InternalError/m);
      expect(out).not.toMatch(/Provider [ac]|swordfish/);
      expect(s3.objects.size).toBe(0);
    } finally {
      await s3.stop();
    }
  });

  it('should look at everything, whatever it finds first', async () => {
    const outcome = await kontor('doctor', '', { ...complete, PORT: 'nonsense' });
    expect(outcome.status).toBe(1);
    expect(outcome.out).toMatch(/^fail {2}settings: .*PORT/m);
    expect(outcome.out).toMatch(/database/);
  });
});
