import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localeFromHeader } from './accepted-language.js';

describe('localeFromHeader', () => {
  it.each([
    ['de-CH,de;q=0.9,en;q=0.8', 'de'],
    ['it-CH,fr;q=0.7,en;q=0.5', 'fr'],
    ['en;q=0.4,de;q=0.9', 'de'],
    ['de;q=0,fr', 'fr'],
    ['fr-CA', 'fr'],
    ['DE', 'de'],
    ['de ; q=0.3, fr ; Q=0.8', 'fr'],
    ['ja', 'en'],
    ['*', 'en'],
    // Anything is as good as German, so the language of most programs is.
    ['de;q=0.5, *;q=0.8', 'en'],
    ['de, *;q=0.5', 'de'],
    // Slavey and Old French begin with the same two letters.
    ['den', 'en'],
    ['fro', 'en'],
    ['de;q=2', 'en'],
    ['de;q=-1', 'en'],
    ['de;q=much', 'en'],
    ['', 'en'],
    [undefined, 'en'],
  ])('should read %j as %s', (header, locale) => {
    expect(localeFromHeader(header)).toBe(locale);
  });

  it('should not look at more languages than people have', () => {
    expect(localeFromHeader(`${'ja,'.repeat(15)}de`)).toBe('de');
    expect(localeFromHeader(`${'ja,'.repeat(8000)}de`)).toBe('en');
  });

  it('should take anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (header) =>
        ['de', 'fr', 'en'].includes(localeFromHeader(header)),
      ),
    );
  });
});
