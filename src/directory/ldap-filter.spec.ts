import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EqualityFilter, FilterParser } from 'ldapts';
import { escapeFilterValue, filterFor } from './ldap-filter.js';

const HOSTILE = [
  '\\',
  '*',
  '(',
  ')',
  '&',
  '|',
  '!',
  '=',
  '<',
  '>',
  '~',
  ':',
  'a',
  '0',
  'é',
  '\0',
  '{',
  '$&',
];

describe('escapeFilterValue', () => {
  it('should escape what has a meaning in filters, and nothing else', () => {
    expect(escapeFilterValue('a\\b*c(d)e\0f')).toBe('a\\5cb\\2ac\\28d\\29e\\00f');
    expect(escapeFilterValue('Zoë.Müller@kontor.test & |!=$&')).toBe(
      'Zoë.Müller@kontor.test & |!=$&',
    );
  });

  it('should stay one value of one comparison, whatever the text', () => {
    const hostile = fc.string({ unit: fc.constantFrom(...HOSTILE) });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), hostile), (text) => {
        const parsed = FilterParser.parseString(`(uid=${escapeFilterValue(text)})`);
        expect(parsed).toBeInstanceOf(EqualityFilter);
        expect((parsed as EqualityFilter).value).toBe(text);
      }),
    );
  });
});

describe('filterFor', () => {
  it('should put the name in every place', () => {
    expect(filterFor('(|(uid={username})(mail={username}))', 'a*')).toBe(
      '(|(uid=a\\2a)(mail=a\\2a))',
    );
  });

  it('should keep a name that looks like a replacement or a placeholder', () => {
    expect(filterFor('(uid={username})', '$&{username}')).toBe('(uid=$&{username})');
  });
});
