import { describe, expect, it } from '@jest/globals';
import { accountOf } from './account.js';
import { KnownPasswords } from './known-passwords.js';

const erika = accountOf('erika', { username: 'erika', displayName: 'Erika Käch', password: '' }, 0);
const refuses = (password: string, production = true) =>
  new KnownPasswords(production).refuses(erika, password);

describe('KnownPasswords', () => {
  it.each(['erika', 'ERIKA', ' Erika ', 'Erika Käch', 'erika ka\u0308ch', 'admin', 'Password'])(
    'should let nobody in with "%s" in production',
    (password) => {
      expect(refuses(password)).toBe(true);
      expect(refuses(password, false)).toBe(false);
    },
  );

  it('should let people in with a password of their own', () => {
    expect(refuses('erika likes trains')).toBe(false);
  });

  it('should let none of the playground in, whatever their password', () => {
    const alice = { ...erika, origin: 'playground' } as const;
    expect(new KnownPasswords(true).refuses(alice, 'something else')).toBe(true);
    expect(new KnownPasswords(false).refuses(alice, 'something else')).toBe(false);
  });

  it('should say how to set another one', () => {
    const set = () => new KnownPasswords(true).refuseToSet('Erika', 'erika');
    expect(set).toThrow(/kontor -- user password erika/);
  });
});
