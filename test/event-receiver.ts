import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export interface ReceivedEvent {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Of the payload. */
  readonly type: string;
  readonly data: ReturnType<typeof JSON.parse>;
  readonly atMs: number;
}

type Answer = (event: ReceivedEvent) => number | Promise<number>;

/** What an application runs: takes events by HTTP, and keeps them in the order of their arrival. */
export class EventReceiver {
  readonly received: ReceivedEvent[] = [];
  #answer: Answer = () => 204;
  #server: Server | undefined;
  #changed = Promise.withResolvers<void>();

  static async start(port = 0): Promise<EventReceiver> {
    const receiver = new EventReceiver();
    await receiver.#listen(port);
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server!.address() as AddressInfo).port}/events?of=test`;
  }

  /** What it answers from now on: a status. */
  answers(answer: Answer): void {
    this.#answer = answer;
  }

  /** The first one that fits, now or later. */
  async one(fits: (event: ReceivedEvent) => boolean): Promise<ReceivedEvent> {
    for (;;) {
      const found = this.received.find(fits);
      if (found !== undefined) return found;
      await this.#changed.promise;
    }
  }

  /** All, as soon as there are so many. */
  async many(count: number, fits: (event: ReceivedEvent) => boolean): Promise<ReceivedEvent[]> {
    for (;;) {
      const found = this.received.filter(fits);
      if (found.length >= count) return found;
      await this.#changed.promise;
    }
  }

  /** Cuts every connection, takes none for so long, then goes on at the same address. */
  async pause(ms: number): Promise<void> {
    const { port } = this.#server!.address() as AddressInfo;
    await this.stop();
    await delay(ms);
    await this.#listen(port);
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  async #listen(port: number): Promise<void> {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const { type, data } = JSON.parse(text);
        const event = { headers: request.headers, text, type, data, atMs: Date.now() };
        void Promise.resolve(this.#answer(event)).then((status) => {
          this.received.push(event);
          response.writeHead(status, { location: '/elsewhere' }).end('thank you');
          this.#changed.resolve();
          this.#changed = Promise.withResolvers<void>();
        });
      });
    }).listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
  }
}
