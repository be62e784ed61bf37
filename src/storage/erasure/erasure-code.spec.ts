import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ErasureCode } from './erasure-code.js';

const noise = (length: number, seed: number): Uint8Array =>
  Uint8Array.from(
    { length },
    (_, i) => (Math.imul(i + 1, 2654435761) ^ Math.imul(seed + 7, 40503)) >>> 11,
  );

function encoded(code: ErasureCode, length: number): Uint8Array[] {
  const data = Array.from({ length: code.k }, (_, i) => noise(length, i));
  const parity = Array.from({ length: code.m }, () => new Uint8Array(length));
  code.encode(data, parity);
  return [...data, ...parity];
}

function rebuilt(code: ErasureCode, shards: Uint8Array[], lost: number[]): Uint8Array[] {
  const indices = shards
    .map((_, i) => i)
    .filter((i) => !lost.includes(i))
    .slice(0, code.k);
  const blocks = lost.map(() => new Uint8Array(shards[0]!.length));
  code.reconstruct({ indices, blocks: indices.map((i) => shards[i]!) }, { indices: lost, blocks });
  return blocks;
}

function* lossPatterns(
  n: number,
  most: number,
  from = 0,
  chosen: number[] = [],
): Generator<number[]> {
  if (chosen.length > 0) yield chosen;
  if (chosen.length === most) return;
  for (let i = from; i < n; i++) yield* lossPatterns(n, most, i + 1, [...chosen, i]);
}

describe('erasure code', () => {
  it('should give the published parity of five data shards', () => {
    const data = [
      [0, 1],
      [4, 5],
      [2, 3],
      [6, 7],
      [8, 9],
    ].map((bytes) => Uint8Array.from(bytes));
    const parity = Array.from({ length: 5 }, () => new Uint8Array(2));
    new ErasureCode(5, 5).encode(data, parity);
    expect(parity.map((block) => [...block])).toEqual([
      [12, 13],
      [10, 11],
      [14, 15],
      [90, 91],
      [94, 95],
    ]);
  });

  it.each([
    [4, 2, 21],
    [10, 4, 1470],
    [2, 1, 3],
  ])('should survive every loss pattern of %i+%i', (k, m, patterns) => {
    const code = new ErasureCode(k, m);
    const shards = encoded(code, 100);
    let seen = 0;
    for (const lost of lossPatterns(k + m, m)) {
      seen++;
      const blocks = rebuilt(code, shards, lost);
      lost.forEach((index, i) => expect(Buffer.compare(blocks[i]!, shards[index]!)).toBe(0));
    }
    expect(seen).toBe(patterns);
  });

  it('should survive any loss at any k + m and length', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 40_000 }),
        fc.nat(),
        (k, m, length, seed) => {
          const code = new ErasureCode(k, m);
          const shards = encoded(code, length);
          const lost = [...new Set(Array.from({ length: m }, (_, i) => (seed + i * 5) % (k + m)))];
          const blocks = rebuilt(code, shards, lost);
          return lost.every((index, i) => Buffer.compare(blocks[i]!, shards[index]!) === 0);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('should refuse a k + m that it cannot code', () => {
    expect(() => new ErasureCode(0, 2)).toThrow(RangeError);
    expect(() => new ErasureCode(40, 20)).toThrow(RangeError);
  });
});
