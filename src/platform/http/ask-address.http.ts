import { once } from 'node:events';
import { request as plain, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as secure } from 'node:https';
import type { TLSSocket } from 'node:tls';

export interface AddressQuestion {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** Limit for the whole answer; 5 seconds by default. */
  readonly withinMs?: number;
  /** How many redirects are followed; none by default. */
  readonly redirects?: number;
}

export interface AddressAnswer {
  readonly status: number;
  readonly isWebPage: boolean;
  /** The time of its `Date` header; undefined without one. */
  readonly clockMs: number | undefined;
  /** When its certificate expires; undefined without TLS. */
  readonly certificateEndsMs: number | undefined;
  /** The first 256 KiB. */
  readonly text: string;
  readonly bytes: number;
}

const WITHIN_MS = 5_000;
const MAX_BYTES = 256 * 1024;
const HTML = /^\s*<(?:!doctype html|html)\b/i;

/**
 * Sends one request on a connection of its own, so that certificate and route are checked anew each time. Rejects
 * with the error of the network.
 */
export async function askAddress(
  address: string,
  question: AddressQuestion,
): Promise<AddressAnswer> {
  const { method = 'GET', headers = {}, body, redirects = 0, withinMs = WITHIN_MS } = question;
  const signal = AbortSignal.any([question.signal, AbortSignal.timeout(withinMs)]);
  const url = new URL(address);
  const options: RequestOptions = {
    method,
    agent: false,
    signal,
    headers: {
      accept: 'application/json, text/plain, */*',
      ...headers,
      ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    },
  };
  const request = (url.protocol === 'https:' ? secure : plain)(url, options);
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  // From here on, failures reject the reading of the response.
  request.on('error', () => undefined);
  const { statusCode: status = 0 } = response;
  const target = response.headers.location;
  if (redirects > 0 && status >= 300 && status < 400 && target !== undefined) {
    response.destroy();
    return askAddress(new URL(target, url).href, { ...question, redirects: redirects - 1 });
  }
  const certificateEndsMs = endOf(response);
  const { text, bytes } = await contentOf(response);
  const type = String(response.headers['content-type']);
  const dateMs = Date.parse(String(response.headers.date));
  return {
    status,
    text,
    bytes,
    isWebPage: type.includes('html') || HTML.test(text),
    clockMs: Number.isNaN(dateMs) ? undefined : dateMs,
    certificateEndsMs,
  };
}

function endOf(response: IncomingMessage): number | undefined {
  const socket = response.socket as Partial<TLSSocket>;
  const ends = socket.getPeerCertificate?.().valid_to;
  const endsMs = ends === undefined ? Number.NaN : Date.parse(ends);
  return Number.isNaN(endsMs) ? undefined : endsMs;
}

async function contentOf(response: IncomingMessage): Promise<{ text: string; bytes: number }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= MAX_BYTES) break;
  }
  return { text: Buffer.concat(chunks).toString('latin1'), bytes };
}
