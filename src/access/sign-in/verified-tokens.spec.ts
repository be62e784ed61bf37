import { describe, expect, it } from '@jest/globals';
import { VerifiedTokens } from './verified-tokens.js';

const NOW = 1_000;
const claimsOf = (accountId: string) => ({ accountId, generation: 0, signInId: `of ${accountId}` });
const verified = (accountId: string, expiresAtSeconds = NOW + 1) => ({
  claims: claimsOf(accountId),
  expiresAtSeconds,
});

describe('VerifiedTokens', () => {
  it('should know a token for the purpose it was verified for, and for no other', () => {
    const tokens = new VerifiedTokens();
    tokens.keep('bearer', 'a.b.c', verified('alice'));
    expect(tokens.find('bearer', 'a.b.c', NOW)).toEqual(claimsOf('alice'));
    expect(tokens.find('cookie', 'a.b.c', NOW)).toBeUndefined();
    expect(tokens.find('bearer', 'a.b.d', NOW)).toBeUndefined();
  });

  it('should forget it in the second in which it expires', () => {
    const tokens = new VerifiedTokens();
    tokens.keep('bearer', 'a.b.c', verified('alice'));
    expect(tokens.find('bearer', 'a.b.c', NOW + 1)).toBeUndefined();
    expect(tokens.find('bearer', 'a.b.c', NOW)).toBeUndefined();
  });

  it('should drop the one that was not seen longest', () => {
    const tokens = new VerifiedTokens(2);
    tokens.keep('bearer', '1', verified('alice'));
    tokens.keep('bearer', '2', verified('bob'));
    expect(tokens.find('bearer', '1', NOW)).toBeDefined();
    tokens.keep('bearer', '3', verified('carol'));
    expect(tokens.find('bearer', '1', NOW)).toBeDefined();
    expect(tokens.find('bearer', '2', NOW)).toBeUndefined();
  });
});
