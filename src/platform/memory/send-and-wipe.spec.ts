import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { sendAndWipe } from './send-and-wipe.js';

const PIECE_BYTES = 64 * 1024;

/** A part of its memory, which is therefore not freed: whether it was zeroed can be seen. */
const piece = (byte: string): Buffer => Buffer.alloc(PIECE_BYTES + 1, byte).subarray(1);
const isZero = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0);

describe('sendAndWipe', () => {
  let server: FastifyInstance;
  afterEach(() => server.close());

  async function answering(content: Readable): Promise<{ url: string; sent: Promise<void> }> {
    const { promise: sent, resolve } = Promise.withResolvers<void>();
    server = Fastify();
    server.get('/', (_, reply) => {
      const sending = sendAndWipe(reply.header('content-type', 'text/plain'), content);
      resolve(sending);
      return sending;
    });
    return { url: await server.listen({ port: 0, host: '127.0.0.1' }), sent };
  }

  async function ask(url: string): Promise<IncomingMessage> {
    const [answer] = (await once(get(url), 'response')) as [IncomingMessage];
    return answer;
  }

  it('should send all pieces and wipe them', async () => {
    const pieces = Array.from('abcdefghijklmnopqrstuvwxyz', piece);
    const whole = Buffer.concat(pieces).toString();
    const { url, sent } = await answering(Readable.from(pieces));
    const answer = await ask(url);
    expect(answer.headers).toMatchObject({ 'content-type': 'text/plain' });
    expect((await text(answer)) === whole).toBe(true);
    await sent;
    expect(pieces.every(isZero)).toBe(true);
  });

  it('should close the connection when reading fails', async () => {
    const pieces = [Buffer.from('one'), Buffer.from('two')];
    const failing = (async function* () {
      yield* pieces;
      throw new Error('a shard is missing');
    })();
    const { url } = await answering(Readable.from(failing));
    await expect(text(await ask(url))).rejects.toThrow('aborted');
  });

  it('should stop reading when the client disconnects, and wipe unsent pieces', async () => {
    const pieces: Buffer[] = [];
    const endless = (function* () {
      for (;;) {
        const next = piece('x');
        pieces.push(next);
        yield next;
      }
    })();
    const content = Readable.from(endless, { highWaterMark: 1 });
    const { url, sent } = await answering(content);
    const answer = await ask(url);
    await once(answer, 'readable');
    answer.destroy();
    await sent;
    expect(content.destroyed).toBe(true);
    // The last piece is still in the buffer of the stream, which owns it.
    expect(pieces.slice(0, -2).every(isZero)).toBe(true);
  });
});
