import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { wipe } from './wiping.js';

/** Half of it is sent while the other half is decrypted. */
const MAX_CORKED_BYTES = 256 * 1024;
/** At most this much is being sent: enough to keep the connection busy while the next pieces are decrypted. */
const MAX_PENDING_BYTES = 512 * 1024;

/**
 * Sends plaintext and zeroes each piece once the operating system has taken it; nothing else may refer to the pieces.
 * Status and headers are those of `reply`; hooks that change a response do not run. When reading fails, the connection
 * is closed, so that the client notices the truncated response.
 */
export async function sendAndWipe(reply: FastifyReply, content: Readable): Promise<void> {
  reply.header('x-correlation-id', reply.request.id);
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(reply.statusCode, reply.getHeaders() as Record<string, string>);
  const pending = new PendingPieces(raw);
  try {
    for await (const piece of content as AsyncIterable<Buffer>) {
      pending.send(piece);
      if (pending.bytes >= MAX_PENDING_BYTES) await pending.untilDrained();
    }
    pending.uncork();
    raw.end();
  } catch {
    raw.destroy();
  }
}

/** A file that is sent whole. */
export interface WholeFile {
  readonly size: number;
  stream(): Promise<Readable>;
}

/** For who fetches by a capability in the address: a file without a name, and an address that is passed on to nobody. */
export async function sendWholeFile(
  reply: FastifyReply,
  file: WholeFile,
  mediaType = 'application/octet-stream',
): Promise<void> {
  const stream = await file.stream();
  void reply.headers({
    'content-type': mediaType,
    'content-length': String(file.size),
    'content-disposition': 'attachment',
    'referrer-policy': 'no-referrer',
  });
  await sendAndWipe(reply, stream);
}

/** Pieces that were written and not taken by the operating system yet. */
class PendingPieces {
  bytes = 0;
  readonly #pieces = new Set<Buffer>();
  /** Given to the connection, which holds them back. */
  #corkedBytes = 0;
  #isClosed = false;
  #wake = (): void => undefined;

  constructor(private readonly response: ServerResponse) {
    response.once('close', () => {
      this.#isClosed = true;
      for (const piece of this.#pieces) wipe(piece);
      this.#wake();
    });
  }

  /** Pieces that come without a wait in between go to the operating system in one call. */
  send(piece: Buffer): void {
    if (this.#corkedBytes === 0) {
      this.response.cork();
      process.nextTick(() => this.uncork());
    }
    this.#corkedBytes += piece.length;
    this.#pieces.add(piece);
    this.bytes += piece.length;
    // A disconnected client is reported by the event `close`.
    this.response.write(piece, () => {
      this.#pieces.delete(piece);
      this.bytes -= piece.length;
      wipe(piece);
      this.#wake();
    });
    if (this.#corkedBytes >= MAX_CORKED_BYTES) this.uncork();
  }

  uncork(): void {
    if (this.#corkedBytes === 0) return;
    this.#corkedBytes = 0;
    this.response.uncork();
  }

  /** Rejects when the client has disconnected. */
  async untilDrained(): Promise<void> {
    while (this.bytes >= MAX_PENDING_BYTES && !this.#isClosed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#isClosed) throw new Error('the client has disconnected');
  }
}
