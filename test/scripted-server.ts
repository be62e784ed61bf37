import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export type Reply =
  | { status: number; json?: unknown; text?: string; headers?: Record<string, string> }
  | 'cut'
  | 'cut-within'
  | 'silence';

/** An API whose answers the test says, request by request; the last one stays. Its application is `app:1`. */
export class ScriptedServer {
  readonly received: Received[] = [];
  readonly #server: Server = createServer(
    (request, response) => void this.#take(request, response),
  );
  #replies: Reply[] = [{ status: 200, json: {} }];
  /** Tokens that were issued. */
  tokens = 0;
  tokenSeconds = 3600;
  tokenReply: Reply | undefined;

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  replies(...replies: Reply[]): void {
    this.#replies = replies;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = this.#reply(request.url!);
    // With what has come of its body.
    if (reply === 'cut-within') request.once('data', () => request.socket.destroy());
    const body = await buffer(request).catch(() => Buffer.alloc(0));
    const { method = '', url: path = '', headers } = request;
    if (path === '/oauth/token') return this.#answer(this.#token(headers), response);
    this.received.push({ method, path, headers, body });
    this.#answer(reply, response);
  }

  #reply(path: string): Reply {
    const isScripted = path !== '/oauth/token' && this.#replies.length > 1;
    return isScripted ? this.#replies.shift()! : this.#replies[0]!;
  }

  #token(headers: IncomingMessage['headers']): Reply {
    if (this.tokenReply !== undefined) return this.tokenReply;
    const login = Buffer.from(headers.authorization!.slice('Basic '.length), 'base64').toString();
    if (login !== 'app%3A1:a%20secret')
      return { status: 401, json: { error: 'invalid_client', error_description: 'Wrong secret.' } };
    this.tokens++;
    const access_token = `token-${this.tokens}`;
    return { status: 200, json: { access_token, expires_in: this.tokenSeconds } };
  }

  #answer(reply: Reply, response: ServerResponse): void {
    if (reply === 'silence') return;
    if (reply === 'cut' || reply === 'cut-within') {
      response.destroy();
      return;
    }
    const { status, json, text, headers = {} } = reply;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(json === undefined ? text : JSON.stringify(json));
  }
}
