import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePorts } from './free-port.js';

/** The way to a server of a test, which can be shut: connections break, new ones are refused. */
export class Door {
  readonly #open = new Set<Socket>();
  #server: Server | undefined;

  private constructor(
    private readonly port: number,
    private readonly behind: URL,
  ) {}

  /** In front of the server at that address. */
  static async before(address: string): Promise<Door> {
    const door = new Door(await freePorts(), new URL(address));
    await door.open();
    return door;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async open(): Promise<void> {
    this.#server = createServer((outside) => this.#pass(outside));
    this.#server.listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async shut(): Promise<void> {
    if (this.#server === undefined) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server = undefined;
    for (const socket of this.#open) socket.destroy();
    await closed;
  }

  #pass(outside: Socket): void {
    const inside = connect(Number(this.behind.port), this.behind.hostname);
    for (const [from, to] of [
      [outside, inside],
      [inside, outside],
    ] as const) {
      this.#open.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#open.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  }
}
