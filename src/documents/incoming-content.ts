import type { Readable } from 'node:stream';

/**
 * Hands the bytes of a request to `work`. Leaving off early must not destroy the stream: with it goes the
 * connection, and the person would see a reset instead of the reason. What is left, or was never looked at,
 * is read and thrown away: an unread part of a form would hold up the request for ever.
 */
export async function takeIn<Result>(
  stream: Readable,
  work: (content: AsyncIterable<Uint8Array>) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>);
  } finally {
    // A connection that breaks during the rest concerns nobody any more.
    stream.on('error', () => undefined).resume();
  }
}
