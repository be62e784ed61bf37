import { describe, expect, it } from '@jest/globals';
import { accountOf } from './account.js';
import { KnownPasswords, oneSpelling, Passwords, spellingsOf } from './passwords.js';

const erika = accountOf(
  { id: 'erika', username: 'erika' },
  { username: 'erika', displayName: 'Erika Käch', password: '' },
  0,
);
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

describe('Passwords', () => {
  it('should cost a guess little only where everybody knows the password', async () => {
    const passwords = new Passwords();
    const [known, own] = [await passwords.hashKnown('alice'), await passwords.hash('alice')];
    expect([known, own]).toEqual([
      expect.stringContaining('$m=1024,t=1,'),
      expect.stringContaining('$m=65536,t=3,'),
    ]);
    expect(await passwords.matches(known, 'alice')).toBe(true);
    expect(await passwords.matches(known, 'Alice')).toBe(false);
  });
});

const COMPOSED = 'Zürich\u00a0Häuser';
const DECOMPOSED = COMPOSED.normalize('NFD');

describe('the spelling of a password', () => {
  it('should be one for the same keys', () => {
    expect(DECOMPOSED).not.toBe(COMPOSED);
    expect(oneSpelling(DECOMPOSED)).toBe(oneSpelling(COMPOSED));
    expect(oneSpelling(COMPOSED)).toBe('Zürich Häuser');
  });

  it('should leave case and width alone, which people chose', () => {
    expect(oneSpelling('Ａbc')).toBe('Ａbc');
  });

  it('should cover what was kept before, and cost plain passwords nothing', () => {
    expect(spellingsOf('correct horse')).toEqual(['correct horse']);
    for (const typed of [COMPOSED, DECOMPOSED])
      expect(spellingsOf(typed)).toEqual(expect.arrayContaining([COMPOSED, DECOMPOSED]));
  });
});
