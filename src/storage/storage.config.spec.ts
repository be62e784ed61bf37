import { describe, expect, it } from '@jest/globals';
import { SettingsError } from '../platform/config/environment.js';
import { readSettings } from '../platform/config/settings.js';
import { storageSettings, type StorageSettings } from './storage.config.js';

const read = (env: Record<string, string>): StorageSettings =>
  readSettings([storageSettings], env)['storage'] as StorageSettings;

const issuesOf = (env: Record<string, string>): readonly string[] => {
  try {
    read(env);
    return [];
  } catch (error) {
    return (error as SettingsError).issues;
  }
};

describe('storage settings', () => {
  it('should be six folders in the data folder, 4+2, without any setting', () => {
    const settings = read({ KONTOR_DATA_DIR: '/srv/kontor/data' });
    expect(settings).toMatchObject({ k: 4, m: 2, minDurable: 5, recoveryRecipient: undefined });
    expect(settings.providers).toEqual(
      [1, 2, 3, 4, 5, 6].map((n) => ({
        name: `shards-${n}`,
        kind: 'directory',
        directory: `/srv/kontor/data/shards/${n}`,
      })),
    );
    expect(settings.identityFile).toBe('/srv/kontor/kontor-identity.key');
  });

  it('should keep the identity out of the data folder', () => {
    const env = { KONTOR_DATA_DIR: '/srv/data', KONTOR_IDENTITY_FILE: '/srv/data/identity.key' };
    expect(issuesOf(env)).toEqual([expect.stringContaining('must lie outside the data folder')]);
    expect(issuesOf({ ...env, KONTOR_IDENTITY_FILE: '/srv/data-keys/identity.key' })).toEqual([]);
  });

  it('should reject an invalid recovery recipient', () => {
    expect(issuesOf({ KONTOR_RECOVERY_RECIPIENT: 'age1abc' })).toEqual([
      expect.stringContaining('age1…'),
    ]);
  });

  it('should reject a bound on memory that not even one save and one reading fit into', () => {
    const least = 2 * 6 * 256 * 1024;
    expect(issuesOf({ KONTOR_STREAM_MEMORY_BYTES: String(least - 1) })).toEqual([
      expect.stringContaining(`must be at least ${least}`),
    ]);
    expect(read({ KONTOR_STREAM_MEMORY_BYTES: String(least) }).stripeBytes).toBe(least);
    expect(read({}).stripeBytes).toBeUndefined();
  });

  it('should report which storage file cannot be read', () => {
    expect(issuesOf({ KONTOR_STORAGE: '/nowhere/storage.json' })).toEqual([
      'KONTOR_STORAGE: /nowhere/storage.json cannot be read as JSON (ENOENT)',
    ]);
  });
});
