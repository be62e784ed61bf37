import { createCipheriv, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { freeMemory } from './free-memory.js';

describe('freeMemory', () => {
  it('should free what a cipher answers', () => {
    const cipher = createCipheriv('chacha20-poly1305', randomBytes(32), randomBytes(12), {
      authTagLength: 16,
    });
    const sealed = cipher.update(Buffer.alloc(65_536));
    freeMemory(sealed);
    expect(sealed.length).toBe(0);
  });

  it.each([
    ['a small buffer, whose memory others share', Buffer.from('small')],
    ['a part of a buffer', Buffer.alloc(65_536, 'x').subarray(1)],
    ['memory that a thread sees as well', Buffer.from(new SharedArrayBuffer(16))],
  ])('should leave %s', (_, buffer) => {
    const before = Buffer.from(buffer);
    freeMemory(buffer);
    expect(buffer).toEqual(before);
  });
});
