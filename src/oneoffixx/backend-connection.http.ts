import { PassThrough, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Pool, type Dispatcher } from 'undici';
import { AppError } from '../platform/errors/app-error.js';
import { retryAfterSeconds } from '../platform/http/retry-after.js';
import { transportFaultOf } from '../platform/http/transport-fault.js';
import { backendFailed, type BackendFailure, type BackendStep } from './oneoffixx.errors.js';

export interface ConnectionLimits {
  readonly connectMs: number;
  /** Longest wait for the response headers, and between two chunks of the body. */
  readonly silenceMs: number;
  /** Deadline of the whole request, including the wait for a free connection: a person is waiting. */
  readonly wholeMs: number;
  readonly maxResponseBytes: number;
  /** Concurrent connections; further requests queue. Few enough not to trip a firewall's rate limit. */
  readonly connections: number;
}

const LIMITS: ConnectionLimits = {
  connectMs: 5_000,
  silenceMs: 15_000,
  wholeMs: 60_000,
  // The list of a library with 10,000 templates takes 3 MB.
  maxResponseBytes: 8 * 1024 * 1024,
  connections: 16,
};

export interface BackendRequest {
  readonly step: BackendStep;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

export interface BackendResponse {
  readonly status: number;
  readonly text: string;
  readonly isHtml: boolean;
  /** When it wants to be asked again. */
  readonly retryAfterSeconds: number | undefined;
}

/** The connection pool to the backend, shared by all people: each request brings its own credentials. */
export class BackendConnection {
  readonly #pool: Pool;
  readonly #limits: ConnectionLimits;

  constructor(origin: string, limits: Partial<ConnectionLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
    const { connectMs, silenceMs, connections } = this.#limits;
    this.#pool = new Pool(origin, {
      connections,
      pipelining: 1,
      connect: { timeout: connectMs },
      headersTimeout: silenceMs,
      bodyTimeout: silenceMs,
    });
  }

  /**
   * Returns the response whatever its status; does not follow redirects. Rejects with `backendFailed` when there is
   * no complete response.
   */
  async send(request: BackendRequest): Promise<BackendResponse> {
    const { step, method, path, headers, body } = request;
    try {
      const response = await this.#pool.request({
        method,
        path,
        headers: { accept: 'application/json', 'accept-encoding': 'gzip', ...headers },
        body: body ?? null,
        signal: AbortSignal.timeout(this.#limits.wholeMs),
      });
      const contentType = String(response.headers['content-type']);
      const bytes = await this.#bytesOf(response, step);
      return {
        status: response.statusCode,
        text: decoded(bytes, contentType),
        isHtml: contentType.includes('html'),
        retryAfterSeconds: retryAfterSeconds(response.headers),
      };
    } catch (error) {
      if (error instanceof AppError) throw error;
      // The error's message may quote the request, which holds secrets: only its kind is passed on.
      throw backendFailed(step, failureOf(error), { transport: transportFaultOf(error) });
    }
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  async #bytesOf(
    { headers, body }: Dispatcher.ResponseData,
    step: BackendStep,
  ): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    const take = async (plain: AsyncIterable<unknown>): Promise<void> => {
      let bytes = 0;
      for await (const chunk of plain as AsyncIterable<Uint8Array>) {
        bytes += chunk.length;
        if (bytes > this.#limits.maxResponseBytes) throw backendFailed(step, 'too-large');
        chunks.push(chunk);
      }
    };
    const decode = DECODERS[String(headers['content-encoding']).toLowerCase()];
    // Failing early destroys the body and its connection.
    await pipeline(body, decode?.() ?? new PassThrough(), take);
    return Buffer.concat(chunks);
  }
}

/** Some proxies compress in their own way whatever was asked for. */
const DECODERS: Record<string, () => Transform> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** JSON is UTF-8, but older servers write what they name, or what their byte order mark says. */
function decoded(bytes: Uint8Array, contentType: string): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const charset = /;\s*charset="?([^\s";]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // No such encoding.
    return new TextDecoder().decode(bytes);
  }
}

/** Parses the JSON of a 2xx response; null without content. Throws `backendFailed` for everything else. */
export function jsonOf(step: BackendStep, response: BackendResponse): unknown {
  const { status, text, isHtml } = response;
  if (status < 200 || status > 299) {
    const failure = failureOfStatus(status, step);
    throw backendFailed(step, failure, { status }, response.retryAfterSeconds);
  }
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    throw backendFailed(step, isHtml ? 'html' : 'not-json');
  }
}

const BY_CODE: Record<string, BackendFailure> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ENOTFOUND: 'unknown-host',
  EPROTO: 'tls',
};

const TLS = /^(?:ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** Classifies an error of the connection. */
function failureOf(thrown: unknown): BackendFailure {
  const { code, name } = (thrown ?? {}) as { code?: unknown; name?: unknown };
  if (name === 'TimeoutError') return 'timeout';
  // The other side does not speak HTTP.
  if (name === 'HTTPParserError') return 'not-json';
  if (typeof code !== 'string') return 'unreachable';
  if (TLS.test(code)) return 'tls';
  // It is not compressed in the way it says.
  if (code.startsWith('Z_') || code.startsWith('ERR__ERROR_')) return 'not-json';
  return BY_CODE[code] ?? 'unreachable';
}

/** Their paths are settings; the paths of the other steps hold the id of a library, which may be gone. */
const FIXED_PATHS: readonly BackendStep[] = ['grant', 'library'];

/** Classifies a status other than 2xx of a request with a grant. */
function failureOfStatus(status: number, step: BackendStep): BackendFailure {
  if (status >= 500) return 'server-error';
  if (status === 401) return 'grant-not-accepted';
  if (status === 408) return 'timeout';
  if (status === 429) return 'busy';
  if (FIXED_PATHS.includes(step) && (status === 404 || status === 405)) return 'not-found';
  return status >= 400 ? 'client-error' : 'redirected';
}
