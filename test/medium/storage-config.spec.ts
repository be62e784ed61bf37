import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/platform/config/project-root.js';
import { readSettings, type SettingsError } from '../../src/platform/config/settings.js';
import { loadIdentity } from '../../src/storage/identity.file.js';
import { storageSettings, type StorageSettings } from '../../src/storage/storage.config.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kontor-storage-config-'));
});
afterAll(() => rm(folder, { recursive: true }));

const three = ['a', 'b', 'c'].map((name) => ({ name, url: `file:///srv/${name}` }));

async function read(content: unknown): Promise<StorageSettings> {
  const file = join(folder, 'storage.json');
  await writeFile(file, JSON.stringify(content));
  return readSettings([storageSettings], { KONTOR_STORAGE: file })['storage'] as StorageSettings;
}

const faultOf = (content: unknown): Promise<string> =>
  read(content).then(
    () => 'no fault',
    (error: SettingsError) => error.issues.join(),
  );

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
      'S3',
      { k: 2, m: 1, providers: [...three.slice(1), { name: 's', url: 's3://bucket/x' }] },
      's3:// is not in this version',
    ],
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

  it('should accept the example', () => {
    const example = join(projectRoot, 'config', 'storage.example.json');
    expect(() => readSettings([storageSettings], { KONTOR_STORAGE: example })).not.toThrow();
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

  it('should be refused without its secrets', async () => {
    const file = join(folder, 'broken.key');
    await writeFile(file, '# public key: age1x\n', { mode: 0o600 });
    await expect(loadIdentity(file, options)).rejects.toMatchObject({
      code: 'storage/identity-invalid',
    });
  });
});
