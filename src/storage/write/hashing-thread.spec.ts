import { describe, expect, it } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { HashingThread } from './hashing-thread.js';

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

describe('HashingThread', () => {
  it('should hash each block in shared memory, also of many stripes at once', async () => {
    const hashing = new HashingThread();
    const stripes = Array.from({ length: 20 }, (_, i) => {
      const memory = Buffer.from(new SharedArrayBuffer(3000));
      memory.set(randomBytes(3000));
      return [memory.subarray(0, 1000), memory.subarray(1000, 1000 + i), memory.subarray(2000)];
    });
    const hashes = await Promise.all(stripes.map((blocks) => hashing.hashesOf(blocks)));
    expect(hashes).toEqual(stripes.map((blocks) => blocks.map(sha256)));
  });

  it('should hash memory that is not shared as well', async () => {
    const blocks = [randomBytes(10), randomBytes(20)];
    expect(await new HashingThread().hashesOf(blocks)).toEqual(blocks.map(sha256));
  });
});
