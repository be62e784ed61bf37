import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isAppError } from '../errors/app-error.js';
import type { Actor } from '../identity/actor.js';
import type { CurrentClient } from './client-scopes.js';
import { clientAddressOf } from './client-address.js';
import type { SignInOfRequest } from './current-actor.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The code of the error that the request ended with, also if a form led back to its page. */
    failure?: string;
    /** Whether the audit log has an entry of the refusal. */
    isRefusalRecorded?: boolean;
  }
}

export interface RequestOrigin {
  /** The client's address, as the throttle sees it. */
  readonly address: string;
  /** Whom the guard found; undefined on public routes, and before the guard. */
  readonly actor: Actor | undefined;
  /** The application that made it, for itself or for `actor`. */
  readonly client: CurrentClient | undefined;
  /** What the caller signed in with; undefined for applications. */
  readonly signIn: SignInOfRequest | undefined;
  /** The header of that name. */
  readonly userAgent: string | undefined;
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

/** Runs `work` for that request; needed only in hooks that lost its context. */
export const withOrigin = <Result>(request: FastifyRequest, work: () => Result): Result =>
  current.run(request, work);

/** The request that is being answered is that application's, although it came to a public route. */
export function noteClient(client: CurrentClient): void {
  const request = current.getStore();
  if (request !== undefined) request.client = client;
}

/** The request that is being answered ends with the error of that code, whatever its answer says. */
export function noteFailure(code: string): void {
  const request = current.getStore();
  if (request !== undefined) request.failure = code;
}

export const failureCodeOf = (error: unknown): string =>
  isAppError(error) ? error.code : 'platform/internal';

/** The refusal of the request that is being answered has its entry. */
export function noteRefusalRecorded(): void {
  const request = current.getStore();
  if (request !== undefined) request.isRefusalRecorded = true;
}

/** Undefined outside of a request: in background work and commands. */
export function requestOrigin(): RequestOrigin | undefined {
  const request = current.getStore();
  if (request === undefined) return undefined;
  const { actor, client, signIn, headers } = request;
  return {
    ...{ actor, client, signIn },
    address: clientAddressOf(request),
    userAgent: headers['user-agent'],
  };
}
