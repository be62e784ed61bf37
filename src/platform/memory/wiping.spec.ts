import { createCipheriv, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { freeMemory, wipe, wiped } from './wiping.js';

const three = () => ['one', 'two', 'three'].map((text) => Buffer.from(text));

async function* asStream(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* chunks;
}

const isZero = (chunk: Buffer): boolean => chunk.every((byte) => byte === 0);
const sealed = (): Buffer =>
  createCipheriv('chacha20-poly1305', randomBytes(32), randomBytes(12), {
    authTagLength: 16,
  }).update(Buffer.alloc(65_536));

const SHARED: readonly [string, () => Buffer][] = [
  ['a small buffer, whose memory others share', () => Buffer.from('small')],
  ['a part of a buffer', () => Buffer.alloc(65_536, 'x').subarray(1)],
  ['memory that a thread sees as well', () => Buffer.from(new SharedArrayBuffer(16)).fill('x')],
];

describe('freeMemory', () => {
  it('should free the output of a cipher', () => {
    const bytes = sealed();
    freeMemory(bytes);
    expect(bytes.length).toBe(0);
  });

  it.each(SHARED)('should leave %s', (_, make) => {
    const bytes = make();
    const before = Buffer.from(bytes);
    freeMemory(bytes);
    expect(bytes).toEqual(before);
  });
});

describe('wipe', () => {
  it('should free the output of a cipher', () => {
    const bytes = sealed();
    wipe(bytes);
    // Once more does no harm.
    wipe(bytes);
    expect(bytes.length).toBe(0);
  });

  it.each(SHARED)('should zero %s', (_, make) => {
    const bytes = make();
    const { length } = bytes;
    wipe(bytes);
    expect(bytes).toEqual(Buffer.alloc(length));
  });
});

describe('wiped', () => {
  it('should yield all chunks and wipe them', async () => {
    const chunks = three();
    const seen: string[] = [];
    for await (const chunk of wiped(asStream(chunks))) seen.push(Buffer.from(chunk).toString());
    expect(seen).toEqual(['one', 'two', 'three']);
    expect(chunks.every(isZero)).toBe(true);
  });

  it('should wipe the chunks that were read when reading stops', async () => {
    const chunks = three();
    for await (const _ of wiped(asStream(chunks))) break;
    expect(chunks.map(isZero)).toEqual([true, false, false]);
  });
});
