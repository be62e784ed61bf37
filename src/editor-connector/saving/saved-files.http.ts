import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { chunksOf } from '../../platform/memory/chunks-of.js';
import {
  WipedConnection,
  type ConnectionTimeouts,
} from '../../platform/memory/wiped-connection.js';
import { saveInterrupted, saveRefused } from '../editor-connector.errors.js';
import { SavedFiles, type SavedFile } from './saved-files.js';

export interface TransferLimits extends ConnectionTimeouts {
  /** For the whole file. The Document Server waits ten minutes for the answer to its callback. */
  readonly totalMs: number;
}

const LIMITS: TransferLimits = { connectMs: 5_000, idleMs: 30_000, totalMs: 8 * 60_000 };

/**
 * One connection per file: no redirects (Node follows none by itself), no cookies, no proxy from the environment.
 * Node's own client, because every copy of the file that it makes can be zeroed; undici keeps one in its parser.
 */
export class HttpSavedFiles extends SavedFiles {
  readonly #transfers = new WeakMap<SavedFile, AbortController>();

  constructor(private readonly limits: TransferLimits = LIMITS) {
    super();
  }

  async open(address: URL): Promise<SavedFile> {
    const transfer = new AbortController();
    const signal = AbortSignal.any([transfer.signal, AbortSignal.timeout(this.limits.totalMs)]);
    const response = await this.#request(address, signal);
    const { statusCode = 0, headers } = response;
    const refusal = refusalOf(statusCode, headers['content-encoding']);
    if (refusal !== undefined) {
      response.on('error', () => undefined);
      transfer.abort();
      throw refusal;
    }
    const file: SavedFile = {
      bytes: lengthOf(headers['content-length']),
      mediaType: mediaTypeOf(headers['content-type']),
      writtenAtMs: timeOf(headers['last-modified']),
      content: interruptible(response),
    };
    this.#transfers.set(file, transfer);
    return file;
  }

  abandon(file: SavedFile): void {
    this.#transfers.get(file)?.abort();
  }

  async #request(address: URL, signal: AbortSignal): Promise<IncomingMessage> {
    const connection = new WipedConnection(address, this.limits);
    const request = get({
      createConnection: () => connection,
      path: `${address.pathname}${address.search}`,
      // Uncompressed, because the received bytes are compared with Content-Length.
      headers: { host: address.host, 'accept-encoding': 'identity' },
      signal,
    });
    request.once('socket', () => connection.reuseBlocks());
    try {
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      // From now on failures appear on the response.
      request.on('error', () => undefined);
      return response;
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

async function* interruptible(response: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    yield* chunksOf(response);
  } catch (error) {
    throw saveInterrupted(reasonOf(error), error);
  }
}

/** The code, not the message: messages of network errors contain addresses. */
const reasonOf = (error: unknown): string => {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : String(name);
};

const lengthOf = (header: string | string[] | undefined): number | undefined =>
  typeof header === 'string' && /^\d+$/.test(header) ? Number(header) : undefined;

const timeOf = (header: string | undefined): number | undefined => {
  const ms = Date.parse(header ?? '');
  return ms >= 0 ? ms : undefined;
};

const mediaTypeOf = (header: string | string[] | undefined): string =>
  typeof header === 'string' ? (header.split(';')[0] ?? '').trim().toLowerCase() : '';
