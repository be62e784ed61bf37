import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { hmacSha256 } from './hmac.js';

describe('hmacSha256', () => {
  it.each([
    [0, 0],
    [16, 1],
    [32, 40],
    [64, 1024],
    [32, 1025],
    [16, 5000],
    [32, 3],
  ])('should be the HMAC that everybody computes: %i bytes of key, %i of text', (keys, texts) => {
    const [key, text] = [randomBytes(keys), randomBytes(texts)];
    expect(hmacSha256(key, text)).toEqual(createHmac('sha256', key).update(text).digest());
  });

  it('should refuse a key that would have to be hashed first', () => {
    expect(() => hmacSha256(randomBytes(65), Buffer.alloc(1))).toThrow(RangeError);
  });
});
