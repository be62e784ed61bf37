import { Pool, type Dispatcher } from 'undici';
import { AppError } from '../platform/errors/app-error.js';
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
        headers: { accept: 'application/json', ...headers },
        body: body ?? null,
        signal: AbortSignal.timeout(this.#limits.wholeMs),
      });
      return {
        status: response.statusCode,
        text: await this.#textOf(response.body, step),
        isHtml: String(response.headers['content-type']).includes('html'),
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

  async #textOf(body: Dispatcher.ResponseData['body'], step: BackendStep): Promise<string> {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    // Leaving the loop early destroys the body and its connection.
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > this.#limits.maxResponseBytes) throw backendFailed(step, 'too-large');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString();
  }
}

/** Parses the JSON of a 2xx response; null without content. Throws `backendFailed` for everything else. */
export function jsonOf(step: BackendStep, { status, text, isHtml }: BackendResponse): unknown {
  if (status < 200 || status > 299) throw backendFailed(step, failureOfStatus(status), { status });
  if (status === 204 || status === 205) return null;
  try {
    // Windows servers may send a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
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
  return BY_CODE[code] ?? 'unreachable';
}

/** Classifies a status other than 2xx of a request with a grant. */
function failureOfStatus(status: number): BackendFailure {
  if (status >= 500) return 'server-error';
  if (status === 401) return 'grant-not-accepted';
  if (status === 408) return 'timeout';
  if (status === 429) return 'busy';
  return status >= 400 ? 'client-error' : 'redirected';
}
