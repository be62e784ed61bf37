import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from './platform/config/project-root.js';
import { unknownSettingsIn } from './settings.js';

describe('unknownSettingsIn', () => {
  it.each([
    ['KONTOR_PUBLC_URL', 'KONTOR_PUBLIC_URL'],
    ['KONTOR_DATADIR', 'KONTOR_DATA_DIR'],
    ['EUROOFFICE_JWT_SECRT', 'EUROOFFICE_JWT_SECRET'],
    ['ONEOFFIXX_HOST', 'ONEOFFIXX_HOSTNAME'],
    ['LDAP_BIND_PASSWD', 'LDAP_BIND_PASSWORD'],
    ['KONTOR_SCRUB_DAY', 'KONTOR_SCRUB_DAYS'],
  ])('should name the nearest right one of %s', (name, nearest) => {
    expect(unknownSettingsIn({ [name]: 'x' })).toEqual([
      `${name} is not a setting of Kontor and has no effect; did you mean ${nearest}?`,
    ]);
  });

  it('should not guess where nothing is near, and leave the names of others alone', () => {
    expect(unknownSettingsIn({ KONTOR_ENTIRELY_DIFFERENT: 'x', PATH: '/bin', KONTO: 'x' })).toEqual(
      [expect.stringContaining('docs/settings.md')],
    );
  });

  it('should know every name that docs/settings.md and .env.example name', async () => {
    const texts = await Promise.all(
      ['docs/settings.md', '.env.example'].map((file) => readFile(join(projectRoot, file), 'utf8')),
    );
    const names = texts
      .join()
      .match(/\b(?:KONTOR|EUROOFFICE|ONEOFFIXX|LDAP)_[A-Z0-9_]*[A-Z0-9]\b/g);
    const env = Object.fromEntries((names ?? []).map((name) => [name, 'x']));
    expect(Object.keys(env).length).toBeGreaterThan(40);
    expect(unknownSettingsIn(env)).toEqual([]);
  });
});
