import { describe, expect, it } from '@jest/globals';
import { codeMatrix, invert, inverse, multiply, product } from './galois-field.js';

describe('galois field', () => {
  it('should have an inverse of every element but zero', () => {
    for (let value = 1; value < 256; value++) expect(multiply(value, inverse(value))).toBe(1);
  });

  it('should multiply modulo the polynomial 0x11D', () => {
    expect(multiply(0x80, 2)).toBe(0x1d);
    expect(multiply(0, 7)).toBe(0);
  });

  it('should refuse to invert a singular matrix', () => {
    expect(() =>
      invert([
        [1, 1],
        [1, 1],
      ]),
    ).toThrow(RangeError);
  });

  it('should keep data shards as they are', () => {
    const top = codeMatrix(4, 6).slice(0, 4);
    expect(top).toEqual([
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
    ]);
  });

  it('should compute the parity of Backblaze and klauspost', () => {
    const data = [
      [0, 1],
      [4, 5],
      [2, 3],
      [6, 7],
      [8, 9],
    ];
    const parity = product(codeMatrix(5, 10).slice(5), data);
    expect(parity).toEqual([
      [12, 13],
      [10, 11],
      [14, 15],
      [90, 91],
      [94, 95],
    ]);
  });
});
