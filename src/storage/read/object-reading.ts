import { Readable } from 'node:stream';
import { wipe } from '../../platform/memory/wiping.js';
import { PlaintextStream } from '../../platform/memory/plaintext-stream.js';
import { damaged } from '../storage.errors.js';
import { StripeReader, type FetchedStripes, type ReadingTools } from './stripe-reader.js';
import {
  CHUNK_BYTES,
  chunkOffset,
  chunksOf,
  NONCE_BYTES,
  PayloadOpener,
} from '../seal/age-payload.js';
import { DamageError } from '../seal/damage.js';
import type { BlockSpan } from '../seal/stripe-layout.js';
import type { ByteRange, StoredObject } from '../object-store.js';

interface Reading {
  readonly stripes: StripeReader;
  readonly opener: PayloadOpener;
  readonly range: ByteRange;
  /** The payload bytes of the range, in whole chunks. */
  readonly payload: ByteRange;
  readonly first: FetchedStripes;
}

/** Reads the plaintext of an object, or of a range of it. */
export class ObjectReading {
  constructor(private readonly tools: ReadingTools) {}

  async read(stored: StoredObject, fileKey: Uint8Array, range: ByteRange): Promise<Readable> {
    if (range.start >= range.end && stored.size > 0) return Readable.from([]);
    const stripes = new StripeReader(stored, this.tools);
    try {
      const reading = await begin(stored, { stripes, fileKey, range });
      const stream = new PlaintextStream(plaintextOf(stored.versionId, reading));
      // Runs as well when the stream was never read.
      stream.once('close', () => {
        reading.opener.destroy();
        void stripes.close();
      });
      return stream;
    } catch (error) {
      await stripes.close();
      throw error;
    }
  }

  /** The age payload, verified by the hashes of its blocks. Needs no key. */
  async readSealed(stored: StoredObject): Promise<Readable> {
    const stripes = new StripeReader(stored, this.tools);
    const payload = { start: 0, end: stored.sealedSize };
    try {
      await stripes.start();
      const first = await fetchPart(stripes, 0, payload);
      const stream = Readable.from(ciphertextOf(stripes, payload, first), { objectMode: false });
      stream.once('close', () => void stripes.close());
      return stream;
    } catch (error) {
      await stripes.close();
      throw error;
    }
  }
}

/** The sealed payload, stripe by stripe. */
async function* ciphertextOf(
  stripes: StripeReader,
  payload: ByteRange,
  first: FetchedStripes,
): AsyncGenerator<Buffer> {
  const last = stripes.layout.stripeOf(payload.end - 1);
  for (let stripe = 0; stripe <= last; stripe++) {
    const { pieces, release } = stripe === 0 ? first : await fetchPart(stripes, stripe, payload);
    // Copied, because the stripe's buffer is reused after `release` while the copies are still being sent.
    const copies = pieces.map((piece) => Buffer.from(piece));
    release();
    yield* copies;
  }
}

/** Fetches the first stripe, so that an unrecoverable object is reported before the first byte is sent. */
async function begin(
  stored: StoredObject,
  request: { stripes: StripeReader; fileKey: Uint8Array; range: ByteRange },
): Promise<Reading> {
  const { stripes, fileKey, range } = request;
  await stripes.start();
  const firstChunk = Math.floor(range.start / CHUNK_BYTES);
  const endChunk = Math.max(firstChunk + 1, chunksOf(range.end));
  const payload = {
    start: chunkOffset(firstChunk),
    end: Math.min(chunkOffset(endChunk), stored.sealedSize),
  };
  const { nonce, first } = await fetchFirst(stripes, payload);
  const opener = new PayloadOpener(fileKey, nonce, { size: stored.size, firstChunk });
  return { stripes, opener, range, payload, first };
}

/** The nonce is at the start of the payload; a range that starts in the first stripe fetches both at once. */
async function fetchFirst(
  stripes: StripeReader,
  payload: ByteRange,
): Promise<{ nonce: Buffer; first: FetchedStripes }> {
  const { layout } = stripes;
  const stripe = layout.stripeOf(payload.start);
  const nonceSpans = layout.spans(0, 0, NONCE_BYTES);
  if (stripe === 0) {
    const spans = layout.spans(0, payload.start, payload.end);
    const fetched = await stripes.fetch(0, [...nonceSpans, ...spans]);
    const [nonce, ...pieces] = fetched.pieces;
    return { nonce: Buffer.from(nonce as Uint8Array), first: { ...fetched, pieces } };
  }
  const [nonce, first] = await Promise.all([
    fetchNonce(stripes, nonceSpans),
    fetchPart(stripes, stripe, payload),
  ]);
  return { nonce, first };
}

/** Releases its stripe at once: there may be memory for one only. */
async function fetchNonce(stripes: StripeReader, spans: readonly BlockSpan[]): Promise<Buffer> {
  const { pieces, release } = await stripes.fetch(0, spans);
  const nonce = Buffer.concat(pieces);
  release();
  return nonce;
}

const partOf = (stripes: StripeReader, stripe: number, { start, end }: ByteRange): BlockSpan[] =>
  stripes.layout.spans(stripe, start, end);

const fetchPart = (
  stripes: StripeReader,
  stripe: number,
  payload: ByteRange,
): Promise<FetchedStripes> => stripes.fetch(stripe, partOf(stripes, stripe, payload));

/** Fetches the next stripe while the current one is decrypted, if there is memory for it. */
async function* plaintextOf(
  versionId: string,
  reading: Reading,
): AsyncGenerator<Buffer, undefined> {
  const { stripes, opener, range, payload } = reading;
  const last = stripes.layout.stripeOf(payload.end - 1);
  let position = Math.floor(range.start / CHUNK_BYTES) * CHUNK_BYTES;
  let ahead: Promise<FetchedStripes> | undefined = Promise.resolve(reading.first);
  for (let stripe = stripes.layout.stripeOf(payload.start); stripe <= last;) {
    const fetched: FetchedStripes = await (ahead ?? fetchPart(stripes, stripe, payload));
    stripe += fetched.stripes;
    ahead =
      stripe <= last
        ? stripes.fetchAhead({ first: stripe, last }, (next) => partOf(stripes, next, payload))
        : undefined;
    // Awaited in the next iteration; a failure before that must not count as unhandled.
    ahead?.catch(() => undefined);
    try {
      // One block at a time, so that little plaintext is in memory when the reader stops or pauses.
      for (const piece of fetched.pieces) {
        const opened = openPiece(versionId, opener, piece);
        const bytes = opened.reduce((sum, plain) => sum + plain.length, 0);
        yield* cutAll(opened, { start: range.start - position, end: range.end - position });
        position += bytes;
      }
    } finally {
      fetched.release();
    }
  }
}

/** The parts within the range. Chunks left over when reading stops are zeroed. */
function* cutAll(opened: Buffer[], range: ByteRange): Generator<Buffer> {
  let position = 0;
  try {
    for (let plain = opened.shift(); plain !== undefined; plain = opened.shift()) {
      const next = position + plain.length;
      const cut = cutTo(plain, { start: range.start - position, end: range.end - position });
      position = next;
      if (cut !== undefined) yield cut;
    }
  } finally {
    for (const plain of opened) wipe(plain);
  }
}

/** The part within the range, undefined when it is empty. The rest of the chunk is zeroed. */
function cutTo(plain: Buffer, { start, end }: ByteRange): Buffer | undefined {
  const from = Math.min(plain.length, Math.max(0, start));
  const to = Math.max(from, Math.min(plain.length, end));
  if (from < to) return plain.fill(0, 0, from).fill(0, to).subarray(from, to);
  wipe(plain);
  return undefined;
}

function openPiece(versionId: string, opener: PayloadOpener, piece: Uint8Array): Buffer[] {
  try {
    return opener.push(piece);
  } catch (error) {
    throw error instanceof DamageError ? damaged(versionId, error) : error;
  }
}
