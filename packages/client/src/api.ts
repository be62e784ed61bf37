import { outgoing, totalOf, wholeOf, type Content, type OnProgress } from './content.js';
import { Download, type Resumption } from './download.js';
import type { components, paths } from './generated/api.js';
import { jsonOf, NotFoundError } from './errors.js';
import { Listing, type Page } from './listing.js';
import { RESUMABLE_FROM_BYTES, ResumableUploads, type ResumableUpload } from './resumable.js';
import type { PersonRef } from './person-ref.js';
import { callOf, requestThrough, type Parameters, type Request } from './request.js';
import type { Call, CallOptions, Transport } from './transport.js';

export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** The body that an operation takes. */
export type BodyOf<P extends keyof paths, M extends 'post' | 'put' | 'patch'> =
  NonNullable<paths[P][M]> extends { requestBody?: { content: { 'application/json': infer Body } } }
    ? Body
    : never;

export interface TransferOptions extends CallOptions {
  /** Called as bytes move. What it throws ends the call. */
  readonly onProgress?: OnProgress | undefined;
}

export interface UploadOptions extends TransferOptions {
  /**
   * Whether the upload goes on after a broken connection where it was cut, and, with the same `idempotencyKey`, after a
   * restart of yours within the hour. Default: above 8 MiB. Of streams it cannot: they are read once.
   */
  readonly resumable?: boolean | undefined;
}

interface Upload {
  readonly method: 'post' | 'put';
  readonly path: string;
  readonly params: Parameters;
  readonly headers?: Readonly<Record<string, string>>;
  readonly content: Content;
  readonly options: TransferOptions;
}

/** What the parts of the client share: JSON requests, pages, files in and out. */
export class Api {
  readonly request: Request;

  constructor(
    private readonly base: string,
    private readonly transport: Transport,
    private readonly streams: boolean,
  ) {
    this.request = requestThrough(transport, base);
  }

  as(who: string | PersonRef): Api {
    return new Api(this.base, this.transport.as(who), this.streams);
  }

  /** `ask` gets the query of a page: `cursor` is left out for the first. */
  list<T>(ask: (cursor: { cursor?: string }) => Promise<Page<T>>): Listing<T> {
    return new Listing((cursor) => ask(cursor === undefined ? {} : { cursor }));
  }

  /** Sends bytes; the answer is JSON. */
  async upload({ method, path, params, headers = {}, content, options }: Upload): Promise<unknown> {
    const { onProgress } = options;
    const call = callOf(this.base, { method, path, params, options });
    call.headers.set('content-type', 'application/octet-stream');
    for (const [name, value] of Object.entries(headers)) call.headers.set(name, value);
    const body = outgoing(content, { streams: this.streams, onProgress });
    const { response } = await this.transport.send({ ...call, ...body });
    const total = totalOf(content);
    // Nobody saw the bytes that were sent whole.
    if (!this.streams && total !== undefined) onProgress?.({ bytes: total, total });
    return jsonOf(response);
  }

  /**
   * The path of what it became; undefined when it is small, or a stream: then `upload` sends it.
   *
   * @throws TypeError for a stream that is to be resumable.
   */
  async uploadResumable(
    begin: Omit<ResumableUpload, 'content'>,
    content: Content,
    wanted: boolean | undefined,
  ): Promise<string | undefined> {
    const whole = wanted === false ? undefined : wholeOf(content);
    if (whole === undefined) {
      if (wanted !== true) return undefined;
      throw new TypeError('A stream is read once and cannot be resumed: give bytes or a Blob.');
    }
    if (wanted === undefined && (totalOf(content) ?? 0) <= RESUMABLE_FROM_BYTES) return undefined;
    const uploads = new ResumableUploads(this.base, this.transport, this.streams);
    return uploads.send({ ...begin, content: whole });
  }

  async download(path: string, params: Parameters, options: TransferOptions): Promise<Download> {
    const call: Call = { ...callOf(this.base, { method: 'get', path, params, options }) };
    call.headers.set('accept', '*/*');
    const first = await this.transport.send({ ...call, isStreamed: true });
    const { signal } = first.deadline;
    const ask: Resumption['ask'] = (from, etag) => {
      const headers = new Headers(call.headers);
      headers.set('range', `bytes=${from}-`);
      headers.set('if-range', etag);
      return this.transport.send({
        ...{ ...call, headers, isStreamed: true },
        options: { ...options, signal },
      });
    };
    const { retries: times } = this.transport.settings;
    return new Download(first, { times, ask }, options.onProgress);
  }
}

/**
 * Something is taken away. An attempt that got no answer may have done it already: then it is not there the next time,
 * which is what was asked for.
 */
export async function untilGone(removal: Promise<unknown>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!(error instanceof NotFoundError) || error.attempts === 1) throw error;
  }
}
