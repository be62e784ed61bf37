import { describe, expect, it } from '@jest/globals';
import { byteRange, contentRange } from './byte-range.js';

describe('byteRange', () => {
  it.each([
    [undefined, undefined],
    ['bytes=0-0', { start: 0, end: 1 }],
    ['bytes=2-5', { start: 2, end: 6 }],
    ['bytes=2-', { start: 2, end: 10 }],
    ['bytes=2-99', { start: 2, end: 10 }],
    ['bytes=-3', { start: 7, end: 10 }],
    ['bytes=-99', { start: 0, end: 10 }],
    ['bytes=9-', { start: 9, end: 10 }],
    [' BYTES= 2-5 ', { start: 2, end: 6 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=10-12', 'unsatisfiable'],
    ['bytes=99999999999999999999999-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-4', undefined],
    ['bytes=-', undefined],
    ['bytes=', undefined],
    ['bytes=a-b', undefined],
    ['bytes=0-1,3-4', undefined],
    ['lines=0-1', undefined],
    ['', undefined],
  ])('should read %j', (header, range) => {
    expect(byteRange(header, 10)).toEqual(range);
  });

  it('should find nothing in an empty file', () => {
    expect(byteRange('bytes=0-', 0)).toBe('unsatisfiable');
    expect(byteRange('bytes=-1', 0)).toBe('unsatisfiable');
  });
});

describe('contentRange', () => {
  it('should name the last byte, not the one after it', () => {
    expect(contentRange(10, { start: 2, end: 6 })).toBe('bytes 2-5/10');
    expect(contentRange(10)).toBe('bytes */10');
  });
});
