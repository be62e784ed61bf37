import { describe, expect, it } from '@jest/globals';
import { readSettings, type Env } from '../platform/config/settings.js';
import {
  directorySettings,
  type DirectorySettings,
  escapeFilterValue,
  filterFor,
} from './directory.config.js';
import fc from 'fast-check';
import { EqualityFilter, FilterParser } from 'ldapts';

const COMPLETE = {
  LDAP_URL: 'ldap://dc.kontor.test',
  LDAP_BIND_DN: 'CN=kontor,DC=kontor,DC=test',
  LDAP_BIND_PASSWORD: 'top secret',
  LDAP_BASE_DN: 'DC=kontor,DC=test',
};

const read = (env: Env) =>
  (readSettings([directorySettings], env).directory as DirectorySettings).ldap;

describe('directorySettings', () => {
  it('should leave the directory off without LDAP_URL', () => {
    expect(read({})).toBeUndefined();
    expect(read({ LDAP_URL: '', LDAP_BASE_DN: '' })).toBeUndefined();
  });

  it.each([
    ['ldap://dc.kontor.test', { host: 'dc.kontor.test', port: 389, transport: 'plain' }],
    ['ldap://dc:3268/', { host: 'dc', port: 3268, transport: 'plain' }],
    ['ldaps://dc', { host: 'dc', port: 636, transport: 'tls' }],
    ['LDAPS://[::1]:1636', { host: '::1', port: 1636, transport: 'tls' }],
  ])('should read %s', (url, expected) => {
    expect(read({ ...COMPLETE, LDAP_URL: url })).toMatchObject(expected);
  });

  it('should read StartTLS', () => {
    expect(read({ ...COMPLETE, LDAP_START_TLS: 'true' })?.transport).toBe('start-tls');
    expect(read({ ...COMPLETE, LDAP_START_TLS: 'false' })?.transport).toBe('plain');
  });

  it('should find people by account name or principal name by itself', () => {
    expect(read(COMPLETE)?.userFilter).toBe(
      '(&(objectCategory=person)(objectClass=user)(|(sAMAccountName={username})(userPrincipalName={username})))',
    );
  });

  it('should say everything that is missing at once', () => {
    expect(() => read({ LDAP_URL: 'ldap://dc' })).toThrow(
      /LDAP_BIND_DN: is needed[^]*LDAP_BIND_PASSWORD: is needed[^]*LDAP_BASE_DN: is needed/,
    );
  });

  it('should want LDAP_URL with any other', () => {
    expect(() => read({ LDAP_BASE_DN: 'DC=test' })).toThrow(/LDAP_BASE_DN: is set, but LDAP_URL/);
  });

  it.each([
    ['LDAP_URL', 'http://dc'],
    ['LDAP_URL', 'dc.kontor.test'],
    ['LDAP_URL', 'ldap://'],
    ['LDAP_URL', 'ldap://user:pass@dc'],
    ['LDAP_URL', 'ldap://dc/DC=test'],
    ['LDAP_URL', 'ldap://dc?x'],
    ['LDAP_USER_FILTER', '(uid=alice)'],
    ['LDAP_USER_FILTER', '(&(uid={username})'],
    ['LDAP_USER_FILTER', 'uid={username}'],
    ['LDAP_START_TLS', 'yes'],
  ])('should refuse %s=%s', (name, value) => {
    expect(() => read({ ...COMPLETE, [name]: value })).toThrow(new RegExp(`- ${name}: `));
  });

  it('should refuse settings that contradict one another', () => {
    const twice = { ...COMPLETE, LDAP_URL: 'ldaps://dc', LDAP_START_TLS: 'true' };
    expect(() => read(twice)).toThrow(/LDAP_START_TLS: is for ldap/);
    const inVain = { ...COMPLETE, LDAP_CA_FILE: '/nonexistent/ca.pem' };
    expect(() => read(inVain)).toThrow(/LDAP_CA_FILE: has no effect without/);
  });

  it('should keep the password to itself', () => {
    expect(JSON.stringify(read(COMPLETE))).not.toContain('top secret');
  });
});

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
