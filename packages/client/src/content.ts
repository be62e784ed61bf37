import type { Reading } from './deadline.js';
import type { Call } from './transport.js';

/** Bytes in pieces: a web stream, a Node stream, an async generator. */
export type ByteSource = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array, unknown>;

/**
 * What can be sent as a document. A stream can be read once, so sending it is tried once; a function that opens it
 * anew is tried again like bytes. A text is sent in UTF-8.
 */
export type Content = string | Blob | ArrayBuffer | Uint8Array | ByteSource | (() => ByteSource);

export interface Progress {
  /** Bytes so far. After a failed attempt it begins at 0 again; of a resumable upload, where the server has it. */
  readonly bytes: number;
  /** Of the whole; undefined where that is not known. */
  readonly total: number | undefined;
}
export type OnProgress = (progress: Progress) => void;

/** How a body is sent. */
export type Outgoing = Required<Pick<Call, 'body' | 'isRepeatable'>>;

interface Sending {
  /** Whether this runtime sends streams. */
  readonly streams: boolean;
  readonly onProgress?: OnProgress | undefined;
}

/** Bytes that are sent whole move unseen: their call gets as much more time as this speed needs. */
const SLOWEST_BYTES_PER_MS = 64;
const PIECE_BYTES = 64 * 1024;

/**
 * A body of these bytes. With `streams`, a stream is sent piece by piece and never lies in memory as a whole; progress
 * is told with every piece, and the deadline begins anew with it. Otherwise (browsers, which send streams over HTTP/2
 * only) it is sent whole, and of progress there is the beginning.
 */
export function outgoing(content: Content, { streams, onProgress }: Sending): Outgoing {
  const whole = wholeOf(content);
  const isRepeatable = whole !== undefined || typeof content === 'function';
  if (whole === undefined && typeof content !== 'function') opened(content);
  const open = () => (whole === undefined ? opened(content) : piecesOf(whole));
  const total = whole === undefined ? undefined : sizeOf(whole);
  const isWhole = !streams || (whole !== undefined && onProgress === undefined);
  return {
    isRepeatable,
    async body(attempt) {
      onProgress?.({ bytes: 0, total });
      if (isWhole) {
        const sent = whole ?? (await new Response(streamOf(open(), attempt)).blob());
        attempt.deadline.beginAnew(sizeOf(sent) / SLOWEST_BYTES_PER_MS);
        return sent;
      }
      return streamOf(open(), attempt, (bytes) => onProgress?.({ bytes, total }));
    },
  };
}

/** How large, once it was sent; undefined for what is read from a stream. */
export function totalOf(content: Content): number | undefined {
  const whole = wholeOf(content);
  return whole === undefined ? undefined : sizeOf(whole);
}

export type Whole = Blob | Uint8Array<ArrayBuffer>;

/** Undefined for what is read piece by piece. */
export function wholeOf(content: Content): Whole | undefined {
  if (content instanceof Blob) return content;
  if (typeof content === 'string') return new TextEncoder().encode(content);
  // Memory that is shared between threads is refused where it is sent.
  if (content instanceof Uint8Array) return content as Uint8Array<ArrayBuffer>;
  return content instanceof ArrayBuffer ? new Uint8Array(content) : undefined;
}

export const sizeOf = (whole: Whole): number =>
  whole instanceof Blob ? whole.size : whole.byteLength;

/** What is not typed may hand over anything. */
function opened(content: Content): ByteSource {
  const source: unknown = typeof content === 'function' ? content() : content;
  const isObject = typeof source === 'object' && source !== null;
  if (isObject && ('getReader' in source || Symbol.asyncIterator in source))
    return source as ByteSource;
  throw new TypeError(
    'Content cannot be sent: give a text, bytes, a Blob, a stream, or a function that opens a stream.',
  );
}

async function* piecesOf(whole: Whole): AsyncIterable<Uint8Array> {
  const size = sizeOf(whole);
  for (let at = 0; at < size; at += PIECE_BYTES) {
    const piece = whole.slice(at, at + PIECE_BYTES);
    yield piece instanceof Blob ? new Uint8Array(await piece.arrayBuffer()) : piece;
  }
}

/**
 * Read as fast as it is sent, never ahead. `told` gets the number of bytes so far, once they were taken. What fails in
 * the source, or in `told`, ends the call as it is. The source is closed when the reading is over.
 */
export function streamOf(
  source: ByteSource,
  { deadline, over }: Reading,
  told?: (bytes: number) => void,
): ReadableStream<Uint8Array> {
  const pieces = iteratorOf(source);
  let bytes = 0;
  let isOver = false;
  const close = async (): Promise<void> => {
    isOver = true;
    await pieces.return?.();
  };
  // Nobody waits for it, nor for what it says.
  over?.addEventListener('abort', () => void close().catch(() => undefined), { once: true });
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await pieces.next();
          if (done === true || isOver) return controller.close();
          bytes += value.byteLength;
          deadline.beginAnew();
          told?.(bytes);
          controller.enqueue(value);
        } catch (error) {
          if (!isOver) deadline.fail(error);
          controller.error(error);
        }
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
}

/** Not every browser can iterate a web stream. */
function iteratorOf(source: ByteSource): AsyncIterator<Uint8Array, unknown> {
  if (!('getReader' in source)) return source[Symbol.asyncIterator]();
  const reader = source.getReader();
  return {
    async next() {
      const { done, value } = await reader.read();
      return done ? { done: true, value: undefined } : { done: false, value };
    },
    async return() {
      await reader.cancel();
      return { done: true, value: undefined };
    },
  };
}
