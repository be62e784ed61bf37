import { describe, expect, it } from '@jest/globals';
import { isMailAddress } from './mail-address.js';

describe('isMailAddress', () => {
  it.each([
    'anna@example.org',
    "o'hara+desk@mail.example.org",
    'anna@EXAMPLE.org',
    'anna@müller.example',
    'anna@xn--mller-kva.example',
    `${'a'.repeat(64)}@example.org`,
  ])('should take %s', (text) => expect(isMailAddress(text)).toBe(true));

  it.each([
    '',
    '@',
    'anna',
    '@example.org',
    'anna@',
    'anna@localhost',
    'änna@example.org',
    'anna@example..org',
    'anna@example.org, eve@example.org',
    'Anna <anna@example.org>',
    'anna@example.org\r\nBcc: eve@example.org',
    'anna@example.org\nx',
    ' anna@example.org',
    'anna@exa mple.org',
    'anna@[127.0.0.1]',
    'anna@127.0.0.1',
    'anna@example.org/x',
    'anna@example.org:25',
    `anna@${'a.'.repeat(130)}org`,
    `anna@${'ü'.repeat(60)}.${'ü'.repeat(60)}.${'ü'.repeat(60)}.${'ü'.repeat(60)}.org`,
  ])('should not take %s', (text) => expect(isMailAddress(text)).toBe(false));
});
