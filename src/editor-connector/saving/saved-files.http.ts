import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { Agent, get, type IncomingMessage } from 'node:http';
import { chunksOf } from '../../platform/memory/chunks-of.js';
import {
  WipedConnection,
  type ConnectionTimeouts,
} from '../../platform/memory/wiped-connection.js';
import { saveInterrupted, saveRefused } from '../editor-connector.errors.js';
import { SavedFiles, type SavedFile } from './saved-files.js';
import { sentence } from '../../platform/errors/sentence.js';

export interface TransferLimits extends ConnectionTimeouts {
  /** For the whole file. The Document Server waits ten minutes for the answer to its callback. */
  readonly totalMs: number;
}

const LIMITS: TransferLimits = { connectMs: 5_000, idleMs: 30_000, totalMs: 8 * 60_000 };

/** A second less than the five after which servers of Node close a connection; others keep it longer. */
const KEPT_MS = 4_000;
/** Of connections that nobody uses; each has half a megabyte of zeroed blocks. */
const MOST_KEPT = 4;

/** Connections to one server, each for one file after the other. */
class KeptConnections extends Agent {
  constructor(
    readonly origin: string,
    private readonly limits: TransferLimits,
  ) {
    super({ keepAlive: true, maxFreeSockets: MOST_KEPT });
  }

  override createConnection(): WipedConnection {
    return new WipedConnection(new URL(this.origin), this.limits);
  }

  override keepSocketAlive(connection: WipedConnection): boolean {
    return connection.rest(KEPT_MS);
  }
}

/**
 * No redirects (Node follows none by itself), no cookies, no proxy from the environment. Node's own client, because every
 * copy of the file that it makes can be zeroed; undici keeps one in its parser.
 */
export class HttpSavedFiles extends SavedFiles {
  readonly #transfers = new WeakMap<SavedFile, AbortController>();
  #connections: KeptConnections | undefined;

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
    const request = get({
      agent: this.#connectionsTo(address),
      path: `${address.pathname}${address.search}`,
      // Uncompressed, because the received bytes are compared with Content-Length.
      headers: { host: address.host, 'accept-encoding': 'identity' },
      signal,
    });
    request.once('socket', (connection) => {
      if (!request.reusedSocket) (connection as Duplex as WipedConnection).reuseBlocks();
    });
    try {
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      // From now on failures appear on the response.
      request.on('error', () => undefined);
      return response;
    } catch (error) {
      // The server closed it before it saw the request. Each such connection is gone then, so this ends.
      if (request.reusedSocket && CLOSED.includes(reasonOf(error)))
        return this.#request(address, signal);
      throw saveInterrupted(reasonOf(error), error);
    }
  }

  /** One server at a time has the files; those of another one, from before a change of settings, end by themselves. */
  #connectionsTo({ origin }: URL): KeptConnections {
    if (this.#connections?.origin !== origin)
      this.#connections = new KeptConnections(origin, this.limits);
    return this.#connections;
  }
}

/** What a request on a connection fails with that the server closed while it was kept. */
const CLOSED = ['ECONNRESET', 'EPIPE'];

function refusalOf(status: number, encoding: string | string[] | undefined): Error | undefined {
  if (status === 429 || status >= 500)
    return saveInterrupted(sentence`it answered with status ${status}`);
  if (status >= 300 && status < 400)
    return saveRefused(sentence`it was redirected, which is never followed`, { status });
  if (status !== 200)
    return saveRefused(sentence`it could not be fetched (status ${status})`, { status });
  if (encoding !== undefined && encoding !== 'identity')
    return saveRefused(sentence`it came encoded unasked`);
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
