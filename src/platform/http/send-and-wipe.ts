import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

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
  try {
    for await (const piece of content as AsyncIterable<Buffer>) {
      await taken(raw, piece).finally(() => piece.fill(0));
    }
    raw.end();
  } catch {
    raw.destroy();
  }
}

function taken(response: ServerResponse, piece: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const gone = (): void => reject(new Error('the client is gone'));
    response.once('close', gone);
    response.write(piece, (error) => {
      response.off('close', gone);
      if (error) reject(error);
      else resolve();
    });
  });
}
