import type { FastifyInstance } from 'fastify';

/**
 * A connection whose request was under way when the server began to close would be kept open for more, for over
 * a minute, and the process with it.
 */
export function endConnectionsOnClose(fastify: FastifyInstance): void {
  let closing = false;
  fastify.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (closing) void reply.header('connection', 'close');
    done();
  });
}
