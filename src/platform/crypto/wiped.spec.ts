import { describe, expect, it } from '@jest/globals';
import { wiped } from './wiped.js';

const three = () => ['one', 'two', 'three'].map((text) => Buffer.from(text));

async function* asStream(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* chunks;
}

const isZero = (chunk: Buffer): boolean => chunk.every((byte) => byte === 0);

describe('wiped', () => {
  it('should pass everything on and leave nothing of it', async () => {
    const chunks = three();
    const seen: string[] = [];
    for await (const chunk of wiped(asStream(chunks))) seen.push(Buffer.from(chunk).toString());
    expect(seen).toEqual(['one', 'two', 'three']);
    expect(chunks.every(isZero)).toBe(true);
  });

  it('should zero what was read when reading stops', async () => {
    const chunks = three();
    for await (const _ of wiped(asStream(chunks))) break;
    expect(chunks.map(isZero)).toEqual([true, false, false]);
  });
});
