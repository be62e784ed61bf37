import type { Readable } from 'node:stream';

/**
 * The bytes of a request. Leaving off early must not destroy the stream: with it goes the connection, and
 * the person would see a reset instead of the reason. What is left is read and thrown away.
 */
export async function* incomingContent(stream: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  } finally {
    stream.resume();
  }
}
