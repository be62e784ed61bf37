import { describe, expect, it } from '@jest/globals';
import { Secret } from '../platform/config/secret.js';
import { SigningSecrets } from './signing-secrets.js';

const secretsOf = (text: string) => new SigningSecrets(new Secret(text));

describe('SigningSecrets', () => {
  it('should give each purpose a key of its own and the same one each time', () => {
    const secrets = secretsOf('a'.repeat(48));
    expect(secrets.keyFor('one')).toHaveLength(32);
    expect(secrets.keyFor('one')).not.toEqual(secrets.keyFor('two'));
    expect(secretsOf('a'.repeat(48)).keyFor('one')).toEqual(secrets.keyFor('one'));
    expect(secretsOf('b'.repeat(48)).keyFor('one')).not.toEqual(secrets.keyFor('one'));
  });
});
