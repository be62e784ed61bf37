import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';
import type { Actor } from '../identity/actor.js';

/** The sign-in that a token or a cookie belongs to. */
export interface SignInOfRequest {
  readonly id: string;
  /** Where the token is valid: in the Authorization header of programs, or in the cookie of browsers. Never both. */
  readonly purpose: 'bearer' | 'cookie';
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard; absent on public routes without credentials. */
    actor?: Actor;
    /** Set by the guard together with `actor`; applications have none. */
    signIn?: SignInOfRequest;
  }
}

/** The signed-in person of the request. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<FastifyRequest>();
  if (actor === undefined) {
    throw new AppError('access/not-signed-in', 'unauthenticated', 'Please sign in first.');
  }
  return actor;
});

/** The token of an Authorization header, or undefined when it is none of the Bearer scheme. */
export const bearerTokenOf = (authorization: string): string | undefined =>
  /^Bearer +(\S+)$/i.exec(authorization)?.[1];
