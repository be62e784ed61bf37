import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '../identity/actor.js';
import type { CurrentClient } from './client-scopes.js';
import { clientAddressOf } from './client-address.js';

export interface RequestOrigin {
  /** The client's address, as the throttle sees it. */
  readonly address: string;
  /** Whom the guard found; undefined on public routes, and before the guard. */
  readonly actor: Actor | undefined;
  /** The application that made it, for itself or for `actor`. */
  readonly client: CurrentClient | undefined;
}

const current = new AsyncLocalStorage<FastifyRequest>();

/**
 * Lets code without HTTP, such as the audit log, know where the request that it works for came from. The hook is the last
 * one before the handler: reading a body leaves the context of earlier ones.
 */
export function rememberOrigin(fastify: FastifyInstance): void {
  fastify.addHook('preHandler', (request, _reply, done) => {
    current.run(request, done);
  });
}

/** Undefined outside of a request: in background work and commands. */
export function requestOrigin(): RequestOrigin | undefined {
  const request = current.getStore();
  return (
    request && { address: clientAddressOf(request), actor: request.actor, client: request.client }
  );
}
