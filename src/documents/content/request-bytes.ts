import type { Readable } from 'node:stream';
import { AppError } from '../../platform/errors/app-error.js';
import { chunksOf } from '../../platform/memory/chunks-of.js';
import { badForm, type IncomingBytes } from '../../platform/http/stream-body.js';
import { FileKey } from '../../version-archive/index.js';
import { badFileKey } from '../documents.errors.js';

/**
 * Passes the bytes of a request to `work`, and how to end them with their connection. Every chunk is zeroed when `work` asks for the next one. When `work` stops
 * early, the rest is read and discarded: destroying the stream would close the connection, and the person would see a
 * reset instead of the error; an unread part of a form would block the request for ever. A stream that breaks off is
 * `platform/bad-form` (400), one with a second file behind it `platform/several-files` (400).
 */
export async function withRequestBytes<Result>(
  stream: Readable,
  work: (content: AsyncIterable<Uint8Array>, cut: () => void) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(chunksOf(stream), () => void stream.destroy());
  } catch (error) {
    // A form can be incomplete on a connection that still works; the client then gets the error.
    const isBroken = error instanceof Error && [error, error.cause].includes(stream.errored);
    if (!isBroken || stream.errored === null) throw error;
    throw stream.errored instanceof AppError ? stream.errored : badForm(error);
  } finally {
    // An error in the discarded rest needs no handling.
    stream.on('error', () => undefined).on('data', (chunk: Uint8Array) => chunk.fill(0));
    stream.resume();
  }
}

/**
 * Runs `work` with the file key in the body of a request, or without one if the body is empty. The key is never a
 * string. Afterwards the key and the chunks it came in are zeroed.
 */
export async function withFileKey<Result>(
  body: IncomingBytes,
  work: (key: FileKey | undefined) => Promise<Result>,
): Promise<Result> {
  const key = new FileKey(new Uint8Array(FileKey.BYTES));
  try {
    const size = await withRequestBytes(body.stream, (content) => readInto(key.bytes, content));
    if (size !== 0 && size !== FileKey.BYTES) throw badFileKey();
    return await work(size === 0 ? undefined : key);
  } finally {
    key.destroy();
  }
}

async function readInto(bytes: Buffer, content: AsyncIterable<Uint8Array>): Promise<number> {
  let size = 0;
  for await (const piece of content) {
    if (size + piece.length > bytes.length) throw badFileKey();
    bytes.set(piece, size);
    size += piece.length;
  }
  return size;
}
