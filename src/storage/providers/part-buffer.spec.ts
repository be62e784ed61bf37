import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { PartBuffer } from './part-buffer.js';

const md5 = (text: string): string => createHash('md5').update(text).digest('base64');

describe('PartBuffer', () => {
  it('should take what fits and say how much that was', () => {
    const part = new PartBuffer(10);
    expect([part.add(Buffer.from('1234567')), part.add(Buffer.from('89abc'))]).toEqual([7, 3]);
    expect(part.add(Buffer.from('d'))).toBe(0);
    expect(part.bytes.toString()).toBe('123456789a');
  });

  it('should know the hash of what it holds, at any time', () => {
    const part = new PartBuffer(1_000);
    expect(part.md5).toBe(md5(''));
    part.add(Buffer.from('one '));
    expect(part.md5).toBe(md5('one '));
    part.add(Buffer.from('two'));
    expect([part.md5, part.md5]).toEqual([md5('one two'), md5('one two')]);
  });

  it('should keep what it has while it grows, and begin anew when cleared', () => {
    const part = new PartBuffer(1_000_000);
    const letters = Array.from({ length: 30 }, (_, i) =>
      String.fromCodePoint(65 + i).repeat(30_000),
    );
    for (const letter of letters) part.add(Buffer.from(letter));
    expect(part.bytes.toString()).toBe(letters.join(''));
    part.clear();
    part.add(Buffer.from('new'));
    expect([part.bytes.toString(), part.md5]).toEqual(['new', md5('new')]);
  });
});
