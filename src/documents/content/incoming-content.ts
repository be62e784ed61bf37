import type { Readable } from 'node:stream';
import { chunksOf } from '../../platform/http/chunks-of.js';
import { badForm } from '../../platform/http/stream-body.js';

/**
 * Hands the bytes of a request to `work`. Leaving off early must not destroy the stream: with it goes the
 * connection, and the person would see a reset instead of the reason. What is left, or was never looked at,
 * is read and thrown away: an unread part of a form would hold up the request for ever. Every chunk is zeroed
 * once `work` asks for the next. A stream that breaks off is `platform/bad-form` (400).
 */
export async function takeIn<Result>(
  stream: Readable,
  work: (content: AsyncIterable<Uint8Array>) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(chunksOf(stream));
  } catch (error) {
    // Of a raw body that breaks off nobody is left to hear; a form may be whole and lack its end.
    const isBroken = error instanceof Error && [error, error.cause].includes(stream.errored);
    throw isBroken && stream.errored !== null ? badForm(error) : error;
  } finally {
    // A connection that breaks during the rest concerns nobody any more.
    stream.on('error', () => undefined).on('data', (chunk: Uint8Array) => chunk.fill(0));
    stream.resume();
  }
}
