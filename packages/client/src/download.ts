import { streamOf, type OnProgress } from './content.js';
import type { Deadline } from './deadline.js';
import { NoAnswerError, PreconditionFailedError } from './errors.js';

interface Part {
  readonly response: Response;
  readonly deadline: Deadline;
}

/** How a download goes on whose connection was cut. */
export interface Resumption {
  /** How often in a row without a byte of progress. */
  readonly times: number;
  /** Asks for the bytes from there on. */
  readonly ask: (from: number, etag: string) => Promise<Part>;
}

/** A file that is coming. Read it once: as a stream, or whole. */
export class Download {
  /** Bytes; undefined when the server makes the file while it sends it. */
  readonly size: number | undefined;
  readonly type: string;
  /** As the server names it. */
  readonly filename: string | undefined;
  /** Of the content; give it to `replaceContent`. */
  readonly etag: string | undefined;
  /** The bytes as they come. Cancel it when you stop in the middle. */
  readonly stream: ReadableStream<Uint8Array>;

  /** `deadline` is the one of the call; the download ends it. */
  constructor(first: Part, resumption: Resumption, onProgress: OnProgress | undefined) {
    const { response, deadline } = first;
    const { headers } = response;
    const length = headers.get('content-length');
    // Of what was compressed on the way, the length is another one.
    this.size = length === null || headers.has('content-encoding') ? undefined : Number(length);
    this.type = headers.get('content-type') ?? 'application/octet-stream';
    this.filename = filenameIn(headers.get('content-disposition') ?? '');
    this.etag = headers.get('etag') ?? undefined;
    const told = (bytes: number) => onProgress?.({ bytes, total: this.size });
    this.stream = streamOf(whole(first, resumption), { deadline }, told);
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await new Response(this.stream).arrayBuffer());
  }

  async blob(): Promise<Blob> {
    return new Blob([await this.bytes()], { type: this.type });
  }
}

/** Piece by piece; after a cut, from the byte on at which it was cut, as long as the content is the same. */
async function* whole(first: Part, { times, ask }: Resumption): AsyncGenerator<Uint8Array> {
  const etag = resumableBy(first.response);
  let at = 0;
  let left = times;
  let part = first;
  const moved = (bytes: number): void => {
    at += bytes;
    left = times;
  };
  try {
    for (;;) {
      const cut = yield* untilCut(part, moved);
      if (cut === undefined) return;
      if (etag === undefined || left-- === 0) throw cut;
      if (part !== first) part.deadline.end();
      part = await ask(at, etag);
      expectRest(part.response, at);
    }
  } finally {
    first.deadline.end();
    part.deadline.end();
  }
}

/** Its tag, if it says that it comes in parts; a weak tag names no bytes (RFC 9110, section 13.1.5). */
function resumableBy({ headers }: Response): string | undefined {
  const etag = headers.get('etag');
  const isInParts = headers.get('accept-ranges') === 'bytes' && !headers.has('content-encoding');
  return isInParts && etag?.startsWith('"') === true ? etag : undefined;
}

/** Whole instead of the rest: it is another content (RFC 9110, section 13.1.5). */
function expectRest({ status, headers, body }: Response, from: number): void {
  if (status === 206 && headers.get('content-range')?.startsWith(`bytes ${from}-`)) return;
  body?.cancel().catch(() => undefined);
  const detail =
    'The content was changed while it was downloaded, and the connection was cut. Get it again.';
  throw new PreconditionFailedError({ code: 'client/content-changed', status, detail });
}

/** Returns the error of a connection that was cut. */
async function* untilCut(
  { response, deadline }: Part,
  moved: (bytes: number) => void,
): AsyncGenerator<Uint8Array, NoAnswerError | undefined> {
  if (response.body === null) return undefined;
  const reader = response.body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return undefined;
      moved(value.byteLength);
      deadline.beginAnew();
      yield value;
    }
  } catch (error) {
    if (deadline.signal.aborted) throw deadline.signal.reason;
    const detail = 'The connection was cut in the middle of the content. Get it again.';
    return new NoAnswerError({ code: 'client/no-answer', status: 0, detail, cause: error });
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/** RFC 6266: the one in UTF-8 before the plain one. */
function filenameIn(disposition: string): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  const quoted = /filename="((?:[^"\\]|\\.)*)"/i.exec(disposition)?.[1];
  if (encoded !== undefined) return decodeURIComponent(encoded);
  return quoted?.replaceAll(/\\(.)/g, '$1') ?? /filename=([^;\s]+)/i.exec(disposition)?.[1];
}
