import { connect as connectPlainly, isIP, type Socket, type TcpSocketConnectOpts } from 'node:net';
import { Duplex } from 'node:stream';
import { connect as connectByTls, type ConnectionOptions } from 'node:tls';

const READ_BYTES = 64 * 1024;

export interface ConnectionPatience {
  readonly connectMs: number;
  /** Between any two pieces. */
  readonly idleMs: number;
}

/**
 * An outgoing connection that leaves nothing of what it read in memory. An ordinary one reads into a new block
 * each time and gives it back as it is; this one has a single block, zeroed after each read, and hands on copies
 * that are zeroed once the HTTP parser, which copies again for its reader, went through them.
 */
export class WipedConnection extends Duplex {
  readonly #socket: Socket;
  #isFull = false;

  constructor(to: URL, patience: ConnectionPatience) {
    super({ allowHalfOpen: false });
    const isTls = to.protocol === 'https:';
    const host = to.hostname.replace(/^\[|\]$/g, '');
    const port = Number(to.port || (isTls ? 443 : 80));
    const buffer = Buffer.alloc(READ_BYTES);
    const callback = (bytes: number): boolean => this.#arrived(buffer.subarray(0, bytes));
    const where = { host, port, onread: { buffer, callback } };
    this.#socket = isTls ? connectByTls(byTls(where)) : connectPlainly(where);
    this.#limitSilence(isTls ? 'secureConnect' : 'connect', patience);
    this.#socket.once('end', () => this.push(null));
    this.#socket.once('error', (error) => this.destroy(error));
  }

  /** To be called when the parser listens. */
  wipeAfterUse(): void {
    this.on('data', (piece: Uint8Array) => piece.fill(0));
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
    this.#socket.destroy();
    done(error);
  }

  #arrived(bytes: Buffer): boolean {
    const piece = Buffer.allocUnsafeSlow(bytes.length);
    piece.set(bytes);
    bytes.fill(0);
    this.#isFull = !this.push(piece);
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
