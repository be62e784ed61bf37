import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSigningSecret } from '../../src/access/signing-secret.file.js';
import { SettingsError } from '../../src/platform/config/environment.js';

describe('the signing secret', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-secret-'));
    file = join(folder, 'keys', 'kontor-secret.key');
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('should be made at the first start, for its owner only, and stay the same', async () => {
    const made = (await openSigningSecret(file)).reveal();
    expect(made.length).toBeGreaterThanOrEqual(64);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await openSigningSecret(file)).reveal()).toBe(made);
    expect((await readFile(file, 'utf8')).trim()).toBe(made);
  });

  it('should be its owner’s alone again, whatever made the file', async () => {
    const made = (await openSigningSecret(file)).reveal();
    await chmod(file, 0o644);
    expect((await openSigningSecret(file)).reveal()).toBe(made);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('should be one and the same for instances that start together', async () => {
    const secrets = await Promise.all(Array.from({ length: 8 }, () => openSigningSecret(file)));
    expect(new Set(secrets.map((secret) => secret.reveal())).size).toBe(1);
    expect(await readdir(join(folder, 'keys'))).toEqual(['kontor-secret.key']);
  });

  it.each(['', 'short', 'a'.repeat(64), 'please-change-me-please-change-me-please'])(
    'should be refused when it is "%s"',
    async (text) => {
      file = join(folder, 'secret');
      await writeFile(file, text);
      const opening = openSigningSecret(file);
      await expect(opening).rejects.toThrow(SettingsError);
      await expect(opening).rejects.toThrow(/KONTOR_SECRET_FILE: .* has no usable secret/);
    },
  );

  it('should say which file cannot be used', async () => {
    const opening = openSigningSecret(join(folder, '..', 'x\0y'));
    await expect(opening).rejects.toThrow(SettingsError);
    const { mode } = await stat(folder);
    await expect(openSigningSecret(folder)).rejects.toThrow(/cannot be used \(EISDIR\)/);
    expect((await stat(folder)).mode).toBe(mode);
  });
});
