import { outgoing, sizeOf, type OnProgress, type Whole } from './content.js';
import { KontorError } from './errors.js';
import { callOf, type Parameters } from './request.js';
import { backoffMs, isPassing, type CallOptions, type Transport } from './transport.js';

/** From this size on, an upload goes on after a broken connection instead of beginning again. */
export const RESUMABLE_FROM_BYTES = 8 * 1024 * 1024;
/** Where bodies are sent whole, a broken connection costs at most this much. */
const PIECE_BYTES = 8 * 1024 * 1024;
const TUS = { 'tus-resumable': '1.0.0' };

export interface ResumableUpload {
  /** Where it begins. */
  readonly path: string;
  readonly params: Parameters;
  readonly headers: Readonly<Record<string, string>>;
  readonly content: Whole;
  readonly options: CallOptions & { readonly onProgress?: OnProgress | undefined };
}

/** The file's name, as tus has it. */
export const metadataOf = (filename: string): Record<string, string> => ({
  'upload-metadata': `filename ${btoa(String.fromCharCode(...new TextEncoder().encode(filename)))}`,
});

/** Uploads by the tus protocol, version 1.0. */
export class ResumableUploads {
  constructor(
    private readonly base: string,
    private readonly transport: Transport,
    private readonly streams: boolean,
  ) {}

  /** The path of what it became. */
  async send(upload: ResumableUpload): Promise<string> {
    const { idempotencyKey } = upload.options;
    try {
      return await this.#whole(upload, await this.#begin(upload, idempotencyKey));
    } catch (error) {
      // Begun earlier with this key, and given up by the server since: what is complete it knows for longer.
      const isGone = error instanceof KontorError && error.status === 404;
      if (!isGone || idempotencyKey === undefined) throw error;
      return this.#whole(upload, await this.#begin(upload, `${idempotencyKey} again`));
    }
  }

  /** Undefined offset: it was begun before, with the same key. */
  async #begin(upload: ResumableUpload, idempotencyKey: string | undefined): Promise<Standing> {
    const { path, params, headers, content, options } = upload;
    const call = callOf(this.base, {
      ...{ method: 'post', path, params },
      options: { ...options, idempotencyKey },
    });
    const own = { ...TUS, 'upload-length': `${sizeOf(content)}`, ...headers };
    for (const [name, value] of Object.entries(own)) call.headers.set(name, value);
    const { response } = await this.transport.send(call);
    // Whatever path the server is below: its address is known here.
    const secret = response.headers.get('location')?.split('/').at(-1) ?? '';
    const url = `${this.base}/api/uploads/${secret}`;
    const isReplayed = response.headers.get('idempotency-replayed') === 'true';
    return isReplayed ? this.#standing(url, options) : { url, offset: 0, became: undefined };
  }

  async #whole(upload: ResumableUpload, begun: Standing): Promise<string> {
    const { retries } = this.transport.settings;
    let standing = begun;
    for (let failures = 0; ;) {
      if (standing.became !== undefined) return standing.became;
      const { url, offset } = standing;
      try {
        standing = await this.#piece(upload, standing);
      } catch (error) {
        if (!mayGoOn(error) || failures === retries) throw error;
        failures += 1;
        await pause(backoffMs(failures, error.retryAfterMs), upload.options.signal);
        standing = await this.#standing(url, upload.options);
      }
      if (standing.offset > offset) failures = 0;
    }
  }

  async #piece({ content, options }: ResumableUpload, { url, offset }: Standing) {
    const total = sizeOf(content);
    const end = this.streams ? total : Math.min(total, offset + PIECE_BYTES);
    const { onProgress } = options;
    const body = outgoing(content.slice(offset, end), {
      streams: this.streams,
      onProgress: onProgress && (({ bytes }) => onProgress({ bytes: offset + bytes, total })),
    });
    const headers = new Headers({
      ...{ ...TUS, 'upload-offset': `${offset}` },
      'content-type': 'application/offset+octet-stream',
    });
    const { response } = await this.transport.send({
      ...{ method: 'PATCH', url, headers, options, ...body },
    });
    // Nobody saw the bytes that were sent whole.
    if (!this.streams) onProgress?.({ bytes: end, total });
    return standingIn(url, response);
  }

  /** How far the server has it. */
  async #standing(url: string, options: CallOptions): Promise<Standing> {
    const call = { method: 'HEAD', url, headers: new Headers(TUS), options };
    return standingIn(url, (await this.transport.send(call)).response);
  }
}

interface Standing {
  readonly url: string;
  readonly offset: number;
  /** Path of what it became; undefined while bytes are missing. */
  readonly became: string | undefined;
}

const standingIn = (url: string, { headers }: Response): Standing => ({
  url,
  offset: Number(headers.get('upload-offset')),
  became: headers.get('location') ?? undefined,
});

/** A cut connection, a server that is away, or an earlier request whose bytes came later than this one's. */
const mayGoOn = (error: unknown): error is KontorError =>
  error instanceof KontorError && (isPassing(error) || error.code === 'documents/wrong-offset');

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms);
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });
}
