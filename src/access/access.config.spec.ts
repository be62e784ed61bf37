import { describe, expect, it } from '@jest/globals';
import { readSettings } from '../platform/config/settings.js';
import { accessSettings } from './access.config.js';

const read = (env: Record<string, string>) => readSettings([accessSettings], env).access;

describe('accessSettings', () => {
  it('should keep the secret beside the data folder', () => {
    expect(read({ KONTOR_DATA_DIR: '/srv/kontor/data' })).toMatchObject({
      secretFile: '/srv/kontor/kontor-secret.key',
    });
  });

  it('should refuse a secret inside the data folder', () => {
    const env = { KONTOR_DATA_DIR: '/srv/data', KONTOR_SECRET_FILE: '/srv/data/keys/secret' };
    expect(() => read(env)).toThrow(/KONTOR_SECRET_FILE: must be outside the data folder/);
  });

  it('should accept KONTOR_PLAYGROUND_PEOPLE in the playground only', () => {
    const env = { KONTOR_PLAYGROUND_PEOPLE: '/srv/people.json' };
    expect(read({ ...env, KONTOR_PROFILE: 'playground' })).toMatchObject({
      playgroundPeopleFile: '/srv/people.json',
    });
    for (const profile of [{}, { KONTOR_PROFILE: 'production' }])
      expect(() => read({ ...env, ...profile })).toThrow(
        /KONTOR_PLAYGROUND_PEOPLE: is for the playground only/,
      );
  });
});
