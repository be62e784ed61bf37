import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { wipe } from './wiping.js';

/** On its way to the client at most: enough to keep the connection busy while the next pieces are opened. */
const UNDERWAY_BYTES = 512 * 1024;

/**
 * Sends plaintext whose pieces belong to nobody else, and zeroes each once the operating system took it. Status
 * and headers are those of `reply`; hooks that add to an answer do not run. A reading that fails cuts the
 * connection: what the client got is not whole.
 */
export async function sendAndWipe(reply: FastifyReply, content: Readable): Promise<void> {
  reply.header('x-correlation-id', reply.request.id);
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(reply.statusCode, reply.getHeaders() as Record<string, string>);
  const underway = new Underway(raw);
  try {
    for await (const piece of content as AsyncIterable<Buffer>) {
      underway.send(piece);
      if (underway.bytes >= UNDERWAY_BYTES) await underway.untilLess();
    }
    raw.end();
  } catch {
    raw.destroy();
  }
}

/** Pieces that were written and not taken yet. */
class Underway {
  bytes = 0;
  readonly #pieces = new Set<Buffer>();
  #isGone = false;
  #wake = (): void => undefined;

  constructor(private readonly response: ServerResponse) {
    response.once('close', () => {
      this.#isGone = true;
      for (const piece of this.#pieces) wipe(piece);
      this.#wake();
    });
  }

  send(piece: Buffer): void {
    this.#pieces.add(piece);
    this.bytes += piece.length;
    // A client that is gone is told of by `close`.
    this.response.write(piece, () => {
      this.#pieces.delete(piece);
      this.bytes -= piece.length;
      wipe(piece);
      this.#wake();
    });
  }

  /** Rejects when the client is gone. */
  async untilLess(): Promise<void> {
    while (this.bytes >= UNDERWAY_BYTES && !this.#isGone) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#isGone) throw new Error('the client is gone');
  }
}
