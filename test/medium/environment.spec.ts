import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openSigningSecret } from '../../src/access/signing-secret.file.js';
import { FileCredentials } from '../../src/oneoffixx/credentials.file.js';
import { readEnvironment } from '../../src/platform/config/environment.js';
import { settingsOf } from '../../src/settings.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kontor-environment-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function fileWith(text: string, encoding: BufferEncoding = 'utf8'): Promise<string> {
  const file = join(folder, 'file');
  await writeFile(file, Buffer.from(`\uFEFF${text}`, encoding));
  return file;
}

describe('readEnvironment', () => {
  it('should complete the process by the file, which loses against it', async () => {
    const file = await fileWith('A=file\r\nB=file\r\nC=\r\n');
    expect(readEnvironment({ B: 'process' }, file).env).toEqual({ A: 'file', B: 'process' });
    expect(readEnvironment({ B: 'process' }, join(folder, 'none')).env).toEqual({ B: 'process' });
  });

  it('should leave out what `docker run --env-file` keeps of a Windows file, and say so', () => {
    const own = { '\uFEFFKONTOR_DATA_DIR': '/data\r', LDAP_BIND_PASSWORD: 'swordfish\r\n' };
    const { env, notices } = readEnvironment(own, join(folder, 'none'));
    expect(env).toEqual({ KONTOR_DATA_DIR: '/data', LDAP_BIND_PASSWORD: 'swordfish' });
    expect(notices.join('\n')).toMatch(/KONTOR_DATA_DIR: a byte order mark[^]*LDAP_BIND_PASSWORD/);
    expect(notices.join('\n')).not.toContain('swordfish');
  });

  it('should read a setting under its old name, and say what it is called now', async () => {
    const none = join(folder, 'none');
    const old = readEnvironment({ KONTOR_STRAY_DAYS: '9' }, none);
    expect(old.env).toEqual({ KONTOR_ORPHAN_DAYS: '9' });
    expect(old.notices.join()).toMatch(/KONTOR_STRAY_DAYS is called KONTOR_ORPHAN_DAYS now/);

    const both = readEnvironment({ KONTOR_STRAY_DAYS: '9', KONTOR_ORPHAN_DAYS: '8' }, none);
    expect(both.env).toEqual({ KONTOR_ORPHAN_DAYS: '8' });
    expect(both.notices.join()).toMatch(/KONTOR_STRAY_DAYS .* is ignored/);

    const file = await fileWith('KONTOR_STRAY_DAYS=9\n');
    expect(readEnvironment({ KONTOR_ORPHAN_DAYS: '8' }, file).env).toEqual(both.env);
  });

  it('should refuse what may mean two things, with its line', async () => {
    const file = await fileWith('A=1\nB="never closed\n');
    expect(() => readEnvironment({}, file)).toThrow(`${file} line 2: the quotation mark " of B`);
  });
});

describe('files that settings name', () => {
  it.each(['utf8', 'utf16le'] as const)(
    'should be read with byte order mark and CRLF: %s',
    async (encoding) => {
      const secret = 'kW8uQx2mZr5tYb9vNc4sLf7hJd1gPa3e-K6j';
      const read = await openSigningSecret(await fileWith(`${secret}\r\n`, encoding));
      expect(read.reveal()).toBe(secret);

      const json = { client_id: 'id', client_secret: 'one', preshared_key: 'two' };
      const file = await fileWith(`${JSON.stringify(json)}\r\n`, encoding);
      expect(await new FileCredentials(file).read()).toMatchObject({ clientId: 'id' });

      const providers = ['a', 'b', 'c'].map((name) => ({ name, url: `file:///places/${name}` }));
      const storage = await fileWith(JSON.stringify({ k: 2, m: 1, providers }), encoding);
      const settings = settingsOf({
        KONTOR_STORAGE: storage,
        EUROOFFICE_URL: 'http://127.0.0.1:9',
        EUROOFFICE_JWT_SECRET: secret,
      });
      expect(settings.storage).toMatchObject({ k: 2, m: 1 });
    },
  );
});
