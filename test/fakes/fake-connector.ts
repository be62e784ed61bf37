import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly rawHeaders: readonly (readonly [string, string])[];
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Answer = (request: ReceivedRequest, response: ServerResponse) => void;

const json = (status: number, body: unknown): Answer => {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
};

export const accepts = json(200, { error: 0 });
export const answers = json;
export const breaks: Answer = (_request, response) => void response.destroy();

/** What a Document Server talks to: hands out one file and takes callbacks, with answers a test chooses. */
export class FakeConnector implements AsyncDisposable {
  readonly received: ReceivedRequest[] = [];
  /** Answers for the next callbacks, one each; `accepts` when there is none. */
  readonly answers: Answer[] = [];
  file: Uint8Array | undefined = Buffer.from('one\ntwo\n');
  readonly #server: Server;

  static async start(): Promise<FakeConnector> {
    const connector = new FakeConnector();
    connector.#server.listen(0, '127.0.0.1');
    await once(connector.#server, 'listening');
    return connector;
  }

  private constructor() {
    this.#server = createServer((request, response) => void this.#take(request, response));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  requests(method: string): ReceivedRequest[] {
    return this.received.filter((request) => request.method === method);
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const raw = request.rawHeaders;
    const received = {
      method: request.method ?? '',
      path: request.url ?? '',
      rawHeaders: raw.flatMap((name, i) => (i % 2 === 0 ? [[name, raw[i + 1]!] as const] : [])),
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    this.received.push(received);
    if (received.method === 'POST') (this.answers.shift() ?? accepts)(received, response);
    else if (this.file && received.path.startsWith('/doc/')) response.end(this.file);
    else response.writeHead(404).end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}
