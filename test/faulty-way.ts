import { once } from 'node:events';
import {
  createServer,
  request as ask,
  type ClientRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What becomes of one request: it is answered here, its connection is cut after the server has carried it out
 * (`after`), or once some of its body has passed (`within`, `cutAfterBytes`); undefined lets it pass.
 */
export type Fault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | 'cut-after'
  | 'cut-within'
  /** Cut once so many bytes of the body have passed. */
  | { readonly cutAfterBytes: number }
  | undefined;

/** The way to a server of a test, on which single requests meet a fault. */
export class FaultyWay {
  /** Asked for each request. */
  faultOf: (request: IncomingMessage) => Fault = () => undefined;
  readonly #server: Server;
  readonly #behind: URL;

  private constructor(address: string) {
    this.#behind = new URL(address);
    this.#server = createServer((request, response) => this.#take(request, response));
  }

  static async before(address: string): Promise<FaultyWay> {
    const way = new FaultyWay(address);
    way.#server.listen(0, '127.0.0.1');
    await once(way.#server, 'listening');
    return way;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The first requests that fit meet these, one after the other; all others pass. */
  meets(path: RegExp, ...faults: readonly Fault[]): void {
    const waiting = [...faults];
    this.faultOf = ({ url = '' }) => (path.test(url) ? waiting.shift() : undefined);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const fault = this.faultOf(request);
    if (typeof fault === 'object' && 'status' in fault) {
      request.resume();
      response.writeHead(fault.status, fault.headers).end();
      return;
    }
    const { hostname: host, port } = this.#behind;
    const { method, url: path, headers } = request;
    const passed = ask({ host, port, method, path, headers }, (answer) => {
      if (fault === 'cut-after') {
        answer.resume().once('end', () => request.socket.destroy());
        return;
      }
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => request.socket.destroy());
    if (fault === 'cut-within') {
      request.once('data', (some: Buffer) => {
        passed.write(some);
        setImmediate(() => {
          passed.destroy();
          request.socket.destroy();
        });
      });
      return;
    }
    if (typeof fault === 'object') passAndCut(request, passed, fault.cutAfterBytes);
    else request.pipe(passed);
  }
}

/** Ends both connections in the middle of the body; what passed has left this process by then. */
function passAndCut(request: IncomingMessage, passed: ClientRequest, bytes: number): void {
  let left = bytes;
  const cut = (): void => {
    passed.socket?.end();
    passed.destroy();
    request.socket.destroy();
  };
  request.on('data', (chunk: Buffer) => {
    if (left === 0) return;
    const part = chunk.subarray(0, left);
    left -= part.length;
    const isLast = left === 0;
    if (!passed.write(part, isLast ? cut : undefined) && !isLast) {
      request.pause();
      passed.once('drain', () => request.resume());
    }
  });
}
