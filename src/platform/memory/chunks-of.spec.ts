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
  it('should yield each received chunk and wipe it', async () => {
    const stream = new PassThrough();
    const chunks = three();
    for (const chunk of chunks) stream.write(chunk);
    stream.end();
    expect(await read(stream)).toEqual(['one', 'two', 'three']);
    expect(chunks.every(isZero)).toBe(true);
  });

  it('should wait for later chunks and for the end', async () => {
    const stream = new PassThrough();
    const reading = read(stream);
    stream.write(Buffer.from('one'));
    await new Promise((resolve) => setImmediate(resolve));
    stream.end(Buffer.from('two'));
    expect(await reading).toEqual(['one', 'two']);
  });

  it('should yield nothing for an empty stream', async () => {
    const stream = new PassThrough();
    stream.end();
    expect(await read(stream)).toEqual([]);
  });

  it.each([
    [
      'fails',
      (stream: PassThrough) => stream.destroy(new Error('connection lost')),
      'connection lost',
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

  it('should wipe buffered chunks and leave the stream open when reading stops', async () => {
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

  it('should buffer at most half a megabyte ahead of its reader', async () => {
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
      // Besides the buffered chunks, each of the two streams may contain one or two.
      expect(sent * size - bytes).toBeLessThanOrEqual(12 * size);
    }
    expect(bytes).toBe(64 * size);
  });
});
