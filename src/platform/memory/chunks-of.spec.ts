import { PassThrough, Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { chunksOf } from './chunks-of.js';

const isZero = (chunk: Uint8Array): boolean => chunk.every((byte) => byte === 0);
const three = () => ['one', 'two', 'three'].map((text) => Buffer.from(text));

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await nextTurn();
}

async function read(stream: PassThrough): Promise<string[]> {
  const seen: string[] = [];
  for await (const chunk of chunksOf(stream)) seen.push(Buffer.from(chunk).toString());
  return seen;
}

describe('chunksOf', () => {
  it('should pass on each chunk as it came, and leave nothing of it', async () => {
    const stream = new PassThrough();
    const chunks = three();
    for (const chunk of chunks) stream.write(chunk);
    stream.end();
    expect(await read(stream)).toEqual(['one', 'two', 'three']);
    expect(chunks.every(isZero)).toBe(true);
  });

  it('should wait for what comes later, and for the end', async () => {
    const stream = new PassThrough();
    const reading = read(stream);
    stream.write(Buffer.from('one'));
    await new Promise((resolve) => setImmediate(resolve));
    stream.end(Buffer.from('two'));
    expect(await reading).toEqual(['one', 'two']);
  });

  it('should be empty for a stream that is', async () => {
    const stream = new PassThrough();
    stream.end();
    expect(await read(stream)).toEqual([]);
  });

  it.each([
    [
      'fails',
      (stream: PassThrough) => stream.destroy(new Error('the line went dead')),
      'went dead',
    ],
    ['is closed too early', (stream: PassThrough) => stream.destroy(), 'Premature close'],
  ])('should fail with a stream that %s', async (_, end, message) => {
    const stream = new PassThrough();
    const reading = read(stream);
    stream.write(Buffer.from('one'));
    await new Promise((resolve) => setImmediate(resolve));
    end(stream);
    await expect(reading).rejects.toThrow(message);
  });

  it('should leave the stream open, and nothing of what came, when reading stops', async () => {
    const stream = new PassThrough();
    const chunks = three();
    for (const chunk of chunks) stream.write(chunk);
    for await (const chunk of chunksOf(stream)) {
      expect(Buffer.from(chunk).toString()).toBe('one');
      break;
    }
    expect(chunks.every(isZero)).toBe(true);
    expect(stream.destroyed).toBe(false);
    stream.end(Buffer.from('four'));
    expect(await read(stream)).toEqual(['four']);
  });

  it('should take in no more than half a megabyte ahead of its reader', async () => {
    const size = 64 * 1024;
    let sent = 0;
    const source = Readable.from(
      (function* () {
        for (; sent < 64; sent++) yield Buffer.alloc(size, 'x');
      })(),
      { highWaterMark: 1 },
    );
    const stream = source.pipe(new PassThrough({ highWaterMark: 1 }));
    let bytes = 0;
    for await (const chunk of chunksOf(stream)) {
      if (bytes === 0) await turns(100);
      bytes += chunk.length;
      // Besides what waits here, each of the two streams may hold one or two.
      expect(sent * size - bytes).toBeLessThanOrEqual(12 * size);
    }
    expect(bytes).toBe(64 * size);
  });
});
