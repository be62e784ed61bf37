import type { OnApplicationShutdown } from '@nestjs/common';
import { Agent, request } from 'undici';
import { saveInterrupted, saveRefused } from './editor-connector.errors.js';
import { SavedFiles, type SavedFile } from './saved-files.js';

export interface TransferLimits {
  readonly connectMs: number;
  /** Until the answer begins, and between any two pieces of it. */
  readonly idleMs: number;
  /** All of it. The Document Server waits ten minutes for our answer. */
  readonly totalMs: number;
}

const LIMITS: TransferLimits = { connectMs: 5_000, idleMs: 30_000, totalMs: 8 * 60_000 };

/** Its own connections: no redirects (undici follows none by itself), no cookies, no proxy of the environment. */
export class HttpSavedFiles extends SavedFiles implements OnApplicationShutdown {
  readonly #agent: Agent;
  readonly #transfers = new WeakMap<SavedFile, AbortController>();

  constructor(private readonly limits: TransferLimits = LIMITS) {
    super();
    const { connectMs, idleMs } = limits;
    this.#agent = new Agent({
      connect: { timeout: connectMs },
      headersTimeout: idleMs,
      bodyTimeout: idleMs,
    });
  }

  async open(address: URL): Promise<SavedFile> {
    const transfer = new AbortController();
    const signal = AbortSignal.any([transfer.signal, AbortSignal.timeout(this.limits.totalMs)]);
    const response = await this.#request(address, signal);
    const refusal = refusalOf(response.statusCode, response.headers['content-encoding']);
    if (refusal !== undefined) {
      transfer.abort();
      response.body.on('error', () => undefined);
      throw refusal;
    }
    const file: SavedFile = {
      bytes: lengthOf(response.headers['content-length']),
      mediaType: mediaTypeOf(response.headers['content-type']),
      content: interruptible(response.body),
    };
    this.#transfers.set(file, transfer);
    return file;
  }

  abandon(file: SavedFile): void {
    this.#transfers.get(file)?.abort();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#agent.destroy();
  }

  async #request(address: URL, signal: AbortSignal) {
    try {
      return await request(address, {
        dispatcher: this.#agent,
        signal,
        // What is counted against Content-Length are the bytes of the file, not of a compressed form.
        headers: { 'accept-encoding': 'identity' },
      });
    } catch (error) {
      throw saveInterrupted(reasonOf(error), error);
    }
  }
}

function refusalOf(status: number, encoding: string | string[] | undefined): Error | undefined {
  if (status === 429 || status >= 500) return saveInterrupted(`it answered with status ${status}`);
  if (status >= 300 && status < 400)
    return saveRefused('it was redirected, which is never followed', { status });
  if (status !== 200) return saveRefused(`it could not be fetched (status ${status})`, { status });
  if (encoding !== undefined && encoding !== 'identity')
    return saveRefused('it came encoded unasked');
  return undefined;
}

async function* interruptible(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw saveInterrupted(reasonOf(error), error);
  }
}

/** The code, not the message: messages of network errors carry addresses. */
const reasonOf = (error: unknown): string => {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : String(name);
};

const lengthOf = (header: string | string[] | undefined): number | undefined =>
  typeof header === 'string' && /^\d+$/.test(header) ? Number(header) : undefined;

const mediaTypeOf = (header: string | string[] | undefined): string =>
  typeof header === 'string' ? (header.split(';')[0] ?? '').trim().toLowerCase() : '';
