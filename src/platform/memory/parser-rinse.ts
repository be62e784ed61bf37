import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** Node's HTTP parser reads every connection into one block of 64 KiB; this much overwrites all of it. */
const RINSE_BYTES = 1024 * 1024;
const AFTER_MS = 5_000;
const LOOPBACK = '127.0.0.1';

/**
 * Overwrites the block of Node's HTTP parser, which contains up to 64 KiB of the last body until a longer one arrives.
 * Sends zeros to a temporary server on the loopback interface, a few seconds after a request with a body.
 */
export function rinseParser(fastify: FastifyInstance): void {
  let timer: NodeJS.Timeout | undefined;
  fastify.addHook('onResponse', ({ headers }, _reply, done) => {
    const hadBody = 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0;
    if (hadBody && timer === undefined) {
      timer = setTimeout(() => {
        timer = undefined;
        // A failure is retried after the next body.
        rinse().catch(() => undefined);
      }, AFTER_MS).unref();
    }
    done();
  });
  fastify.addHook('onClose', (_instance, done) => {
    clearTimeout(timer);
    done();
  });
}

async function rinse(): Promise<void> {
  const server = createServer((incoming, response) => {
    incoming.resume().once('end', () => response.end());
  });
  server.listen(0, LOOPBACK).unref();
  try {
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const sending = request({ host: LOOPBACK, port, method: 'POST', agent: false });
    sending.end(Buffer.alloc(RINSE_BYTES));
    const [response] = (await once(sending, 'response')) as [NodeJS.ReadableStream];
    response.resume();
    await once(response, 'end');
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
