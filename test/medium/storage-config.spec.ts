import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/platform/config/project-root.js';
import type { SettingsError } from '../../src/platform/config/environment.js';
import { readSettings } from '../../src/platform/config/settings.js';
import { loadIdentity } from '../../src/storage/keyrings/identity.file.js';
import { storageSettings, type StorageSettings } from '../../src/storage/storage.config.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kontor-storage-config-'));
});
afterAll(() => rm(folder, { recursive: true }));

const three = ['a', 'b', 'c'].map((name) => ({ name, url: `file:///srv/${name}` }));

type Env = Record<string, string>;

async function read(content: unknown, env: Env = {}): Promise<StorageSettings> {
  const file = join(folder, 'storage.json');
  await writeFile(file, JSON.stringify(content));
  const settings = readSettings([storageSettings], { KONTOR_STORAGE: file, ...env });
  return settings['storage'] as StorageSettings;
}

const faultOf = (content: unknown, env?: Env): Promise<string> =>
  read(content, env).then(
    () => 'no fault',
    (error: SettingsError) => error.issues.join(),
  );

const withBucket = (url: string) => ({
  k: 2,
  m: 1,
  providers: [...three.slice(1), { name: 'far-1', url }],
});
const KEYS = { KONTOR_S3_FAR_1_ACCESS_KEY_ID: 'id', KONTOR_S3_FAR_1_SECRET_ACCESS_KEY: 'secret' };

describe('storage file', () => {
  it('should name providers and thresholds', async () => {
    expect(await read({ k: 2, m: 1, providers: three })).toMatchObject({
      k: 2,
      minDurable: 3,
      providers: [{ name: 'a', directory: '/srv/a' }, { name: 'b' }, { name: 'c' }],
    });
  });

  it.each([
    ['too few providers', { k: 2, m: 2, providers: three }, '2+2 needs 4 providers, 3 are listed'],
    [
      'a quorum below k',
      { k: 2, m: 1, min_durable: 1, providers: three },
      'min_durable must be from 2 (k) to 3 (k + m)',
    ],
    ['no parity', { k: 3, m: 0, providers: three }, 'm: '],
    [
      'a relative folder',
      { k: 2, m: 1, providers: [...three.slice(1), { name: 's', url: './x' }] },
      'url must be file:///directory',
    ],
    [
      'one name twice',
      { k: 2, m: 1, providers: [...three, three[0]] },
      'two providers have the same name',
    ],
    ['an unknown member', { k: 2, m: 1, providers: three, copies: 2 }, 'copies'],
  ])('should refuse %s', async (_, content, fault) => {
    expect(await faultOf(content)).toContain(fault);
  });

  it('should name a bucket, its server and where its keys are', async () => {
    const url = 's3://shards/desk/?endpoint=https://s3.example.org:9000&region=here';
    const { providers } = await read(withBucket(url), KEYS);
    expect(providers[2]).toMatchObject({
      name: 'far-1',
      kind: 's3',
      bucket: 'shards',
      prefix: 'desk',
      endpoint: 'https://s3.example.org:9000',
      region: 'here',
      pathStyle: true,
    });
    expect(inspect(providers, { depth: 9 })).not.toContain("'secret'");
  });

  it('should take the bucket into the host name at Amazon, and where configured', async () => {
    const urls = ['s3://b', 's3://b?endpoint=http://h&path_style=false', 's3://b?path_style=true'];
    const styles: unknown[] = [];
    for (const url of urls) styles.push((await read(withBucket(url), KEYS)).providers[2]);
    expect(styles).toMatchObject(
      [false, false, true].map((pathStyle) => ({ pathStyle, prefix: '' })),
    );
  });

  it('should list every key that is missing', async () => {
    expect(await faultOf(withBucket('s3://b'))).toMatch(
      /KONTOR_S3_FAR_1_ACCESS_KEY_ID: is missing.*KONTOR_S3_FAR_1_SECRET_ACCESS_KEY: is missing/,
    );
  });

  it.each([
    ['keys in the address', 's3://id:swordfish@b', 'keys do not belong in the url'],
    ['an unknown parameter', 's3://b?secret=swordfish', 'no other parameter'],
    ['a server that is none', 's3://b?endpoint=ftp://swordfish', 'endpoint must be'],
    ['keys in the server', 's3://b?endpoint=http://id:swordfish@h', 'endpoint must be'],
    ['a style that is none', 's3://b?path_style=swordfish', 'path_style must be'],
    ['a prefix that climbs', 's3://b/a/.swordfish', 'the prefix may have'],
  ])('should refuse %s without repeating it', async (_, url, fault) => {
    const said = await faultOf(withBucket(url), KEYS);
    expect(said).toContain(fault);
    expect(said).not.toContain('swordfish');
  });

  it('should see one bucket behind two spellings', async () => {
    const spellings = [
      's3://b/x?endpoint=http://h&region=r',
      's3://b/x/?region=r&endpoint=http://h/',
    ];
    const file = {
      k: 1,
      m: 1,
      providers: spellings.map((url, i) => ({ name: `far-${i}`, url })),
    };
    expect(await faultOf(file)).toContain('two providers have the same url');
  });

  it('should accept the example', () => {
    const example = join(projectRoot, 'config', 'storage.example.json');
    const keys = { KONTOR_S3_CLOUD_A_ACCESS_KEY_ID: 'a', KONTOR_S3_CLOUD_A_SECRET_ACCESS_KEY: 'b' };
    const more = { KONTOR_S3_CLOUD_B_ACCESS_KEY_ID: 'a', KONTOR_S3_CLOUD_B_SECRET_ACCESS_KEY: 'b' };
    const env = { KONTOR_STORAGE: example, ...keys, ...more };
    expect(() => readSettings([storageSettings], env)).not.toThrow();
  });
});

describe('identity file', () => {
  const options = { mayCreate: true, nowMs: 0 };

  it('should be made once, also by processes that start together', async () => {
    const file = join(folder, 'keys', 'identity.key');
    const all = await Promise.all(Array.from({ length: 5 }, () => loadIdentity(file, options)));
    const again = await loadIdentity(file, { ...options, mayCreate: false });
    const names = [...all, again].map(({ age, signing }) => `${age.recipient.text} ${signing.kid}`);
    expect(new Set(names).size).toBe(1);
  });

  it('should never be made anew when documents were sealed to the one before', async () => {
    const work = loadIdentity(join(folder, 'gone.key'), { ...options, mayCreate: false });
    await expect(work).rejects.toMatchObject({ code: 'storage/identity-missing' });
  });

  it('should be a file, and no folder loses its mode', async () => {
    const place = join(folder, 'a-folder');
    await mkdir(place, { mode: 0o755 });
    await expect(loadIdentity(place, options)).rejects.toThrow(
      `KONTOR_IDENTITY_FILE: ${place} cannot be used (EISDIR). Give a file`,
    );
    expect((await stat(place)).mode & 0o777).toBe(0o755);
    const below = join(folder, 'broken.key', 'identity.key');
    await writeFile(join(folder, 'broken.key'), '');
    await expect(loadIdentity(below, options)).rejects.toThrow(
      `KONTOR_IDENTITY_FILE: ${below} cannot be used (ENOTDIR)`,
    );
  });

  it('should be refused without its secrets', async () => {
    const file = join(folder, 'broken.key');
    await writeFile(file, '# public key: age1x\n', { mode: 0o600 });
    await expect(loadIdentity(file, options)).rejects.toMatchObject({
      code: 'storage/identity-invalid',
    });
  });
});
