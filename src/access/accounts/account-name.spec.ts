import { describe, expect, it } from '@jest/globals';
import { canonicalUsername, signInName } from './account-name.js';

describe('canonicalUsername', () => {
  it.each([
    ['Alice.B_c-1@Example', 'alice.b_c-1@example'],
    ['Käthi', 'käthi'],
    ['Ka\u0308thi', 'käthi'],
    ['  Anna  Muster ', 'anna muster'],
    ['Anna\u00A0Muster', 'anna muster'],
    ["O'Neill", "o'neill"],
    ['R&D', 'r&d'],
    ['a+b/c%d#e?f', 'a+b/c%d#e?f'],
    ['Ａｌｉｃｅ', 'alice'],
    // The Kelvin sign is a composed form of "K".
    ['\u212Aarl', 'karl'],
    ['ΣΊΣΥΦΟΣ', 'σίσυφος'],
    ['x'.repeat(256), 'x'.repeat(256)],
  ])('should take "%s" for "%s"', (typed, canonical) => {
    expect(canonicalUsername(typed)).toBe(canonical);
    expect(canonicalUsername(canonical)).toBe(canonical);
  });

  it.each([
    ...['', '  ', 'a\n', 'a\u0000', 'a\\b', 'x'.repeat(257)],
    // Zero width, other direction, half a letter.
    ...['a\u200Bb', 'a\u202Eb', 'a\uD800', 'a\u2028b'],
  ])('should refuse %j', (typed) => {
    expect(canonicalUsername(typed)).toBeUndefined();
  });
});

describe('signInName', () => {
  it.each([
    [' Käthi ', 'käthi'],
    ['kontor\\Käthi', 'kontor\\käthi'],
    [' KONTOR\\Anna Muster ', 'kontor\\anna muster'],
    ['anna@Kontor.TEST', 'anna@kontor.test'],
    ['\\anna', undefined],
    ['kontor\\', undefined],
    ['a\\b\\c', undefined],
  ])('should take "%s" for "%s"', (typed, name) => {
    expect(signInName(typed)).toBe(name);
  });
});
