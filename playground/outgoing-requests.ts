import {
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { signToken } from './token.js';

export interface Outgoing {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly token?: string | undefined;
  readonly body?: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/** The file is larger than the limit. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

const MOST_REDIRECTS = 5;

/** Header names, their order and fixed values are those of the real server. */
export function headersOf({ url, token, body }: Outgoing): Record<string, string> {
  return {
    Accept: 'application/json, text/plain, */*',
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    'User-Agent': 'Node.js/6.13',
    Connection: 'Keep-Alive',
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
    'Accept-Encoding': 'gzip, compress, deflate, br',
    Host: new URL(url).host,
  };
}

/** Connections to connectors; all are closed when the server stops. */
export class OutgoingRequests {
  readonly #http = new HttpAgent({ keepAlive: true });
  readonly #https = new HttpsAgent({ keepAlive: true });
  #aborts = new AbortController();

  /** Follows redirects as axios does: 307 and 308 repeat the request, others become a GET without body. */
  async send(request: Outgoing, redirects = 0): Promise<Answer> {
    const response = await this.#exchange(request);
    const status = response.statusCode ?? 0;
    const location = response.headers.location;
    if (status < 300 || status >= 400 || location === undefined) {
      return { status, body: await bodyOf(response, request.maxBytes) };
    }
    response.resume();
    if (redirects >= MOST_REDIRECTS) throw new Error('too many redirects');
    return this.send(redirected(request, { status, location }), redirects + 1);
  }

  abort(): void {
    this.#aborts.abort();
    this.#aborts = new AbortController();
    this.#http.destroy();
    this.#https.destroy();
  }

  #exchange(request: Outgoing): Promise<IncomingMessage> {
    const secure = request.url.startsWith('https:');
    const options: RequestOptions = {
      method: request.method,
      headers: headersOf(request),
      agent: secure ? this.#https : this.#http,
      timeout: request.timeoutMs,
      signal: this.#aborts.signal,
    };
    return new Promise((resolve, reject) => {
      const sent = (secure ? httpsRequest : httpRequest)(request.url, options, resolve);
      sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
      sent.on('error', reject);
      sent.end(request.body);
    });
  }
}

function redirected(request: Outgoing, to: { status: number; location: string }): Outgoing {
  const target = new URL(to.location, request.url);
  const { body, token, ...rest } = request;
  const sameHost = target.host === new URL(request.url).host;
  const keeps = to.status === 307 || to.status === 308;
  return {
    ...rest,
    url: target.href,
    method: keeps ? request.method : 'GET',
    ...(sameHost ? { token } : {}),
    ...(keeps && body !== undefined ? { body } : {}),
  };
}

async function bodyOf(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      response.destroy();
      throw new TooLarge(`more than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return decompressed(Buffer.concat(chunks), response.headers['content-encoding']);
}

function decompressed(bytes: Buffer, encoding: string | undefined): Buffer {
  if (encoding === 'gzip') return gunzipSync(bytes);
  if (encoding === 'deflate') return inflateSync(bytes);
  return encoding === 'br' ? brotliDecompressSync(bytes) : bytes;
}

interface DownloadOptions {
  readonly secret: string;
  readonly now: () => number;
  readonly retryDelayMs: number;
  readonly maxBytes: number;
}

const ATTEMPTS = 3;
const TIMEOUT_MS = 120_000;

/** Fetches a document as the real server does: with its own token, at most three attempts, only 200 or 206. */
export class SourceDownload {
  readonly #requests: OutgoingRequests;
  readonly #options: DownloadOptions;

  constructor(requests: OutgoingRequests, options: DownloadOptions) {
    this.#requests = requests;
    this.#options = options;
  }

  async fetch(url: string): Promise<Uint8Array> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(url);
      } catch (error) {
        if (attempt === ATTEMPTS || error instanceof TooLarge) throw error;
        await pause(this.#options.retryDelayMs);
      }
    }
  }

  async #attempt(url: string): Promise<Uint8Array> {
    const { secret, now, maxBytes } = this.#options;
    const iat = Math.floor(now() / 1000);
    const token = signToken({ payload: { url }, iat, exp: iat + 300 }, secret);
    const { status, body } = await this.#requests.send({
      method: 'GET',
      url,
      token,
      timeoutMs: TIMEOUT_MS,
      maxBytes,
    });
    if (status !== 200 && status !== 206) throw new Error(`the document's URL answered ${status}`);
    return body;
  }
}
