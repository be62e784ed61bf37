import { describe, expect, it } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { ErasureCode } from '../erasure/erasure-code.js';
import { CodingThread } from './coding-thread.js';

const code = new ErasureCode(3, 2);
const LENGTH = 1000;
const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** Three data blocks in the given memory, and two parity blocks of noise. */
function stripeIn(memory: Buffer): Buffer[] {
  memory.set(randomBytes(memory.length));
  return [0, 1, 2, 3, 4].map((i) => memory.subarray(i * LENGTH, (i + 1) * LENGTH));
}

function parityOf(blocks: readonly Buffer[]): Buffer[] {
  const parity = [Buffer.alloc(LENGTH), Buffer.alloc(LENGTH)];
  code.encode(blocks.slice(0, 3), parity);
  return parity;
}

describe('CodingThread', () => {
  it('should code and hash each stripe in shared memory, also many at once', async () => {
    const coding = new CodingThread(code);
    const stripes = Array.from({ length: 20 }, () =>
      stripeIn(Buffer.from(new SharedArrayBuffer(5 * LENGTH))),
    );
    const parities = stripes.map(parityOf);
    const pairs = Array.from({ length: 10 }, (_, i) => stripes.slice(2 * i, 2 * i + 2));
    const hashes = await Promise.all(pairs.map((pair) => coding.encode(pair)));
    expect(stripes.map((blocks) => blocks.slice(3))).toEqual(parities);
    expect(hashes.flat()).toEqual(stripes.map((blocks) => blocks.map(sha256)));
  });

  it('should code memory that is not shared as well', async () => {
    const blocks = stripeIn(Buffer.alloc(5 * LENGTH));
    const parity = parityOf(blocks);
    expect(await new CodingThread(code).encode([blocks])).toEqual([
      [...blocks.slice(0, 3), ...parity].map(sha256),
    ]);
  });
});
