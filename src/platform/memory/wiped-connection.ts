import { connect as connectPlainly, isIP, type Socket, type TcpSocketConnectOpts } from 'node:net';
import { Duplex } from 'node:stream';
import { wipe } from './wiping.js';
import { connect as connectByTls, type ConnectionOptions } from 'node:tls';

/** What comes quickly comes in large pieces: a save of 10 MB takes an eighth less time than with 64 KiB. */
const READ_BYTES = 256 * 1024;

/** Blocks that wait for the next connection, zeroed. */
const MOST_SPARE = 16;
const spare: Buffer[] = [];

export interface ConnectionPatience {
  readonly connectMs: number;
  /** Between any two pieces. */
  readonly idleMs: number;
}

/**
 * An outgoing connection that leaves nothing of what it read in memory. An ordinary one reads into a new block
 * each time and gives it back as it is; this one reads into a few blocks of its own, each zeroed and used again
 * once the HTTP parser, which copies for its reader, went through it. The next connection gets them.
 */
export class WipedConnection extends Duplex {
  readonly #socket: Socket;
  readonly #blocks: Buffer[] = [];
  readonly #idleBlocks: Buffer[] = [];
  #isFull = false;

  constructor(to: URL, patience: ConnectionPatience) {
    super({ allowHalfOpen: false });
    const isTls = to.protocol === 'https:';
    const host = to.hostname.replace(/^\[|\]$/g, '');
    const port = Number(to.port || (isTls ? 443 : 80));
    const buffer = (): Buffer => this.#idleBlocks.pop() ?? this.#newBlock();
    const callback = (bytes: number, block: Uint8Array): boolean => this.#arrived(block, bytes);
    const where = { host, port, onread: { buffer, callback } };
    this.#socket = isTls ? connectByTls(byTls(where)) : connectPlainly(where);
    this.#limitSilence(isTls ? 'secureConnect' : 'connect', patience);
    this.#socket.once('end', () => this.push(null));
    this.#socket.once('error', (error) => this.destroy(error));
  }

  /** To be called when the parser listens. */
  wipeAfterUse(): void {
    this.on('data', (piece: Uint8Array) => {
      piece.fill(0);
      const block = this.#blocks.find(({ buffer }) => buffer === piece.buffer);
      if (block !== undefined) this.#idleBlocks.push(block);
    });
  }

  override _read(): void {
    if (this.#isFull) this.#socket.resume();
    this.#isFull = false;
  }

  override _write(
    piece: Uint8Array,
    _: BufferEncoding,
    done: (error?: Error | null) => void,
  ): void {
    this.#socket.write(piece, done);
  }

  override _final(done: () => void): void {
    this.#socket.end(() => done());
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    const socket = this.#socket;
    if (socket.closed) this.#giveBack();
    else socket.once('close', () => this.#giveBack());
    socket.destroy();
    done(error);
  }

  #newBlock(): Buffer {
    const block = spare.pop() ?? Buffer.allocUnsafeSlow(READ_BYTES);
    this.#blocks.push(block);
    return block;
  }

  /** Once nothing reads into the blocks or from them. */
  #giveBack(): void {
    for (const block of this.#blocks.splice(0)) {
      if (spare.length < MOST_SPARE) spare.push(block.fill(0));
      else wipe(block);
    }
  }

  #arrived(block: Uint8Array, bytes: number): boolean {
    this.#isFull = !this.push(block.subarray(0, bytes));
    return !this.#isFull;
  }

  #limitSilence(
    ready: 'connect' | 'secureConnect',
    { connectMs, idleMs }: ConnectionPatience,
  ): void {
    const socket = this.#socket;
    socket.setTimeout(connectMs);
    socket.once(ready, () => socket.setTimeout(idleMs));
    socket.on('timeout', () => {
      // Silence of ours is none of the server's: it waits while what came is being stored.
      if (this.#isFull) socket.setTimeout(idleMs);
      else this.destroy(Object.assign(new Error('nothing came'), { code: 'ETIMEDOUT' }));
    });
  }
}

/** `onread` is documented for TLS as well, and missing in the types. */
const byTls = (where: TcpSocketConnectOpts): ConnectionOptions => {
  const { host = '' } = where;
  return { ...where, ...(isIP(host) === 0 && { servername: host }) };
};
