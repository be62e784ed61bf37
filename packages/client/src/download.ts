import { streamOf, type OnProgress } from './content.js';
import type { Deadline } from './deadline.js';
import { NoAnswerError } from './errors.js';

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
  constructor(response: Response, deadline: Deadline, onProgress?: OnProgress) {
    const { headers } = response;
    const length = headers.get('content-length');
    // Of what was compressed on the way, the length is another one.
    this.size = length === null || headers.has('content-encoding') ? undefined : Number(length);
    this.type = headers.get('content-type') ?? 'application/octet-stream';
    this.filename = filenameIn(headers.get('content-disposition') ?? '');
    this.etag = headers.get('etag') ?? undefined;
    const told = (bytes: number) => onProgress?.({ bytes, total: this.size });
    this.stream = streamOf(untilRead(response, deadline), { deadline }, told);
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await new Response(this.stream).arrayBuffer());
  }

  async blob(): Promise<Blob> {
    return new Blob([await this.bytes()], { type: this.type });
  }
}

async function* untilRead(response: Response, deadline: Deadline): AsyncGenerator<Uint8Array> {
  if (response.body === null) return deadline.end();
  const reader = response.body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (error) {
    if (deadline.signal.aborted) throw deadline.signal.reason;
    const detail = 'The connection was cut in the middle of the content. Get it again.';
    throw new NoAnswerError({ code: 'client/no-answer', status: 0, detail, cause: error });
  } finally {
    deadline.end();
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
