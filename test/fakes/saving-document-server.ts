import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

/** A file made of one block again and again: a gigabyte needs no gigabyte of memory here. */
interface Offer {
  readonly block: Buffer;
  readonly times: number;
}

function* repeat({ block, times }: Offer): Generator<Buffer> {
  for (let i = 0; i < times; i++) yield block;
}

export interface EditorSession {
  readonly session_id: string;
  readonly config: {
    readonly document: { readonly key: string; readonly url: string };
    readonly editorConfig: { readonly callbackUrl: string };
  };
}

/**
 * The saving half of a Document Server and nothing else, for tests that save by the thousand: it keeps the
 * files it is told to offer and signs callbacks as the real one does (header and body token, five minutes).
 */
export class SavingDocumentServer {
  readonly secret = 'only-for-tests-only-for-tests-only-for-tests';
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
      void Promise.resolve(this.#held).then(() => Readable.from(repeat(offer)).pipe(response));
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
    return `http://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  /** Offers `bytes` for download, as the result of one save, and answers the callback's body. */
  offer(
    key: string,
    bytes: Buffer,
    fields: { status: number; filetype: string; user: string; times?: number },
  ): Record<string, unknown> & { readonly url: string } {
    const path = `/cache/files/data/${key}_${randomUUID()}/output.${fields.filetype}/output.${fields.filetype}`;
    this.#files.set(path, { block: bytes, times: fields.times ?? 1 });
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
  async post(
    session: EditorSession,
    body: object,
  ): Promise<{ status: number; error?: number } | undefined> {
    try {
      const response = await fetch(session.config.editorConfig.callbackUrl, {
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
