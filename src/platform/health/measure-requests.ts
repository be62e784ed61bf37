import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.js';

/** From a cached page to the upload of a large file over a slow line. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** How long answers took, by route pattern: ids in the label would make a time series for each document. */
export function measureRequests(fastify: FastifyInstance, metrics: Metrics): void {
  const duration = metrics.histogram({
    name: 'kontor_http_request_duration_seconds',
    help: 'Time from the request to the end of the answer, by route pattern, method and status.',
    labelNames: ['route', 'method', 'status'],
    buckets: BUCKETS,
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const labels = { route, method: request.method, status: String(reply.statusCode) };
    duration.observe(labels, reply.elapsedTime / 1000);
    done();
  });
}
