import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { notSignedIn } from '../access.errors.js';
import type { CurrentSignIn as SignInOfRequest } from './identify-caller.use-case.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the caller's token or cookie belongs to. Set by the guard together with `actor`. */
    signIn?: SignInOfRequest;
  }
}

/** The sign-in the request came with. */
export const CurrentSignIn = createParamDecorator(
  (_: unknown, context: ExecutionContext): SignInOfRequest => {
    const { signIn } = context.switchToHttp().getRequest<FastifyRequest>();
    if (signIn === undefined) throw notSignedIn();
    return signIn;
  },
);
