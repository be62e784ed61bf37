import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/**
 * One line a request: method, route pattern, status, time, correlation id. The pattern, not the URL:
 * ids in paths are harmless, but queries carry capabilities and must never be written anywhere.
 */
export function logRequests(fastify: FastifyInstance): void {
  const logger = new Logger('Request');
  fastify.addHook('onResponse', (request, reply, done) => {
    logger.debug({
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      correlationId: request.id,
    });
    done();
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    void reply.header('x-correlation-id', request.id);
    done(null, payload);
  });
}
