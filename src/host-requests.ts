import type { IncomingMessage, ServerResponse } from 'node:http';
import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest, onRequestHookHandler } from 'fastify';

/** What answers some of the requests to a host's server, in place of the host. */
export interface RequestTaker {
  /** The path that its own lie below; empty at the root. */
  readonly mount: string;
  takes(request: FastifyRequest): boolean;
  answer(request: IncomingMessage, response: ServerResponse): void;
}

/** Of each host, by the length of their paths: the one at the root is asked last. */
const takersOf = new WeakMap<FastifyInstance, RequestTaker[]>();

/** Hooks, middleware, CORS and security headers of the host do not see requests that are taken. */
export function takeRequests(server: FastifyInstance, taker: RequestTaker): void {
  const known = takersOf.get(server);
  const takers = known ?? [];
  takers.push(taker);
  takers.sort((one, other) => other.mount.length - one.mount.length);
  if (known !== undefined) return;
  takersOf.set(server, takers);
  addFirst(server, (request, reply, done) => {
    const found = takers.find((each) => each.takes(request));
    if (found === undefined) {
      done();
      return;
    }
    reply.hijack();
    found.answer(request.raw, reply.raw);
  });
}

/**
 * Fastify runs hooks in the order in which they were added, and Nest adds those for CORS and middleware before any
 * provider of the host exists. Only in Fastify's own list can a hook come before them.
 */
function addFirst(server: FastifyInstance, hook: onRequestHookHandler): void {
  const list = Object.getOwnPropertySymbols(server).find(
    ({ description }) => description === 'fastify.hooks',
  );
  const hooks = list && (Reflect.get(server, list) as { onRequest?: unknown } | undefined);
  const onRequest = hooks?.onRequest;
  if (Array.isArray(onRequest)) onRequest.unshift(hook);
  else {
    server.addHook('onRequest', hook);
    new Logger('Kontor').warn(
      'This version of Fastify is not known to KontorModule: CORS, middleware and security headers of the application apply to Kontor, too. Use the Fastify of @nestjs/platform-fastify 12.5.',
    );
  }
}
