import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline, Readable } from 'node:stream';

/** A file made of one block again and again: a gigabyte needs no gigabyte of memory here. */
interface Offer {
  readonly block: Buffer;
  readonly times: number;
  /** Of which no more than this comes, before the connection ends. */
  readonly breaksOffAfter?: number | undefined;
}

function* repeat({ block, times, breaksOffAfter }: Offer): Generator<Buffer> {
  let left = breaksOffAfter ?? Infinity;
  for (let i = 0; i < times && left > 0; i++, left -= block.length) {
    yield left < block.length ? block.subarray(0, left) : block;
  }
  if (breaksOffAfter !== undefined) throw new Error('broken off, as asked');
}

/** Announces all of it; when that breaks off, so does the connection. */
function send(offer: Offer, response: ServerResponse): void {
  // Whoever asked may be gone by the time a held file is let go.
  if (response.destroyed) return;
  pipeline(Readable.from(repeat(offer)), response, () => undefined);
}

export interface EditorSession {
  readonly session_id: string;
  readonly config: {
    readonly document: { readonly key: string; readonly url: string };
    readonly editorConfig: { readonly callbackUrl: string; readonly user: { readonly id: string } };
  };
}

export interface CallbackAnswer {
  readonly status: number;
  readonly error?: number;
}

/**
 * The saving half of a Document Server and nothing else, for tests that save by the thousand: it keeps the
 * files that a test offers and signs callbacks as the real one does (header and body token, five minutes).
 */
export class SavingDocumentServer {
  readonly secret = 'only-for-tests-only-for-tests-only-for-tests';
  /** By which Kontor knows it; it listens on loopback. */
  host = '127.0.0.1';
  readonly #files = new Map<string, Offer>();
  #server: Server | undefined;
  #held: Promise<void> | undefined;
  #fetched = () => {};

  async start(): Promise<void> {
    this.#server = createServer((request, response) => {
      const offer = this.#files.get(new URL(request.url ?? '/', 'http://x').pathname);
      if (offer === undefined) return void response.writeHead(404).end();
      response.writeHead(200, { 'content-length': offer.block.length * offer.times });
      this.#fetched();
      void Promise.resolve(this.#held).then(() => send(offer, response));
    });
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve));
  }

  /** Resolves when somebody asks for a file. */
  nextFetch(): Promise<void> {
    return new Promise((resolve) => (this.#fetched = resolve));
  }

  /** Files that are asked for now come after the returned function was called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#held = promise;
    return resolve;
  }

  get url(): string {
    const { port } = this.#server!.address() as AddressInfo;
    return `http://${this.host}:${port}`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  /** Offers `bytes` for download, as the result of one save, and answers the callback's body. */
  offer(
    key: string,
    bytes: Buffer,
    fields: {
      status: number;
      filetype: string;
      user: string;
      times?: number;
      breaksOffAfter?: number;
    },
  ): Record<string, unknown> & { readonly url: string } {
    const path = `/cache/files/data/${key}_${randomUUID()}/output.${fields.filetype}/output.${fields.filetype}`;
    const { times = 1, breaksOffAfter } = fields;
    this.#files.set(path, { block: bytes, times, breaksOffAfter });
    return {
      key,
      status: fields.status,
      url: `${this.url}${path}?md5=x&expires=9999999999&shardkey=${key}&filename=output.${fields.filetype}`,
      users: [fields.user],
      lastsave: new Date().toISOString(),
      filetype: fields.filetype,
      ...(fields.status === 6 ? { forcesavetype: 1 } : { notmodified: false }),
    };
  }

  /** Posts one callback; the answer's status and `error`, or undefined when the connection broke. */
  post(session: EditorSession, body: object): Promise<CallbackAnswer | undefined> {
    return this.postTo(session.config.editorConfig.callbackUrl, body);
  }

  /** The same to any address. */
  async postTo(address: string, body: object): Promise<CallbackAnswer | undefined> {
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${this.sign({ payload: body })}`,
        },
        body: JSON.stringify({ ...body, token: this.sign(body) }),
      });
      return {
        status: response.status,
        ...((await response.json().catch(() => ({}))) as { error?: number }),
      };
    } catch {
      return undefined;
    }
  }

  sign(claims: object): string {
    const now = Math.floor(Date.now() / 1000);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ ...claims, iat: now, exp: now + 300 })}`;
    return `${signed}.${createHmac('sha256', this.secret).update(signed).digest('base64url')}`;
  }
}
