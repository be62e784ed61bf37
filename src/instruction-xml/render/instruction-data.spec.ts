import { describe, expect, it } from '@jest/globals';
import { faultsIn } from './input-faults.js';
import { chooseLanguage, offersLanguage } from './language.js';
import { propertiesOf } from './properties.js';

describe('chooseLanguage', () => {
  it.each([
    ['Swiss German wherever it stands, as number', [1033, 2055], 'fr', 2055],
    ['Swiss German wherever it stands, as text', ['1033', '2055'], 'fr', 2055],
    ['else the Swiss form of the person', [1033, '1036', '4108'], 'fr', 4108],
    ['else any form of it', [1033, '1036'], 'fr', 1036],
    ['else the first', ['1040', 1033], 'de', 1040],
    ['else the first, for nobody in particular', [1031, 1033], null, 1031],
    ['no language when none is offered', [], 'de', undefined],
    ['no language when none makes sense', ['', 'x', 0, -1, 1.5], 'de', undefined],
  ] as const)('should choose %s', (_, offered, locale, chosen) => {
    expect(chooseLanguage(offered, { locale })).toBe(chosen);
  });

  it('should obey a wish that the template can fulfil', () => {
    expect(chooseLanguage([2055, '1036'], { requested: 1036 })).toBe(1036);
    expect(chooseLanguage([2055, '1036'], { requested: 1040 })).toBe(2055);
    expect(offersLanguage([2055, '1036'], 1036)).toBe(true);
    expect(offersLanguage([2055, '1036'], 1040)).toBe(false);
  });
});

const alice = { userid: 'alice', fullName: 'Keller Alice' };

describe('propertiesOf', () => {
  it('should sort by code point, also beyond the basic plane', () => {
    const fields = { '\u{10000}': 'a', '\u{FFFD}': 'b', z: 'c', Z: 'd' };
    const names = propertiesOf({ document: { title: 'T' }, person: alice, fields }).map(
      ([name]) => name,
    );
    expect(names.filter((name) => name.length <= 2)).toEqual(['Z', 'z', '\u{FFFD}', '\u{10000}']);
  });

  it('should let facts win over fields, and omit what is not there', () => {
    const properties = new Map(
      propertiesOf({
        document: { title: 'T', deliveryDate: '2026-11-22', documentDate: '2016-08-31' },
        person: { ...alice, attributes: { city: 'Bern', email: undefined, objectSid: 'S-1-5' } },
        fields: { 'User.ID': 'mallory', subject: 'Budget', done: true, count: 3, none: null },
        locale: 'en',
      }),
    );
    expect(Object.fromEntries(properties)).toEqual({
      'User.FullName': 'Keller Alice',
      'User.ID': 'alice',
      count: '3',
      done: 'True',
      'ogg.document.delivery_date': '2026-11-22 00:00:00',
      'ogg.document.document_date': 'Aug 31, 2016',
      'ogg.document.title': 'T',
      'ogg.document.version_number': '0',
      'ogg.user.city': 'Bern',
      'ogg.user.title': 'Keller Alice',
      'ogg.user.userid': 'alice',
      subject: 'Budget',
    });
  });

  it('should drop what XML cannot hold from facts of other systems', () => {
    const person = { ...alice, attributes: { city: 'Be\u0007rn\uD800' } };
    expect(propertiesOf({ document: { title: 'T' }, person })).toContainEqual([
      'ogg.user.city',
      'Bern',
    ]);
  });
});

describe('faultsIn', () => {
  it('should accept ordinary input', () => {
    const contentControls = { 'DocParam.X': 'a\nb', b: false, c: ['1'], d: { date: '2024-02-29' } };
    expect(faultsIn({ title: 'Brief', fields: { a: 'x', b: 1 }, contentControls })).toEqual([]);
  });

  it.each([
    ['a control character in the title', { title: 'a\u0001' }, /^title.*U\+0001/],
    ['half a character in a field', { fields: { a: '\uD800' } }, /^fields\.a.*U\+D800/],
    ['a blank in a name', { fields: { 'a b': 'x' } }, /^fields\.a_b.*letters, digits/],
    ['an empty name', { fields: { '': 'x' } }, /^fields\..*letters/],
    ['a long control name', { contentControls: { ['k'.repeat(65)]: '' } }, /64 characters/],
    ['a date that is none', { contentControls: { d: { date: '2026-02-30' } } }, /YYYY-MM-DD/],
    ['no lines', { contentControls: { d: [] } }, /at least one line/],
    ['a bad line', { contentControls: { d: ['ok', '\uFFFE'] } }, /U\+FFFE/],
    [
      'too many names',
      { fields: Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`k${i}`, ''])) },
      /at most 500/,
    ],
  ] as const)('should name %s', (_, input, message) => {
    const faults = faultsIn({ title: 'Brief', ...input });
    expect(faults.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
      expect.stringMatching(message),
    ]);
  });
});
