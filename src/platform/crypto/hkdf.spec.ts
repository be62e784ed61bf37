import { hkdfSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { hkdf } from './hkdf.js';

describe('hkdf', () => {
  it.each([1, 12, 16, 31, 32])('should derive the %i bytes that everybody derives', (length) => {
    const secret = randomBytes(32);
    const expected = Buffer.from(hkdfSync('sha256', secret, '', 'kontor/purpose', length));
    expect(hkdf(secret, 'kontor/purpose', { length })).toEqual(expected);
  });
});
