import {
  createParamDecorator,
  SetMetadata,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { bearerTokenOf } from '../../platform/http/current-actor.js';
import { IS_PUBLIC } from '../../platform/http/public.js';
import { adminsOnly, crossSite, notSignedIn } from '../access.errors.js';
import type {
  Caller,
  CurrentSignIn as SignInOfRequest,
  IdentifyCaller,
} from './identify-caller.use-case.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The sign-in that the caller's token or cookie belongs to. Set by the guard together with `actor`. */
    signIn?: SignInOfRequest;
  }
}

const IS_ADMIN_ONLY = 'kontor:admin-only';
const IS_OWN_PAGES_ONLY = 'kontor:own-pages-only';

/** Closes a route, or all routes of a controller, to everybody but administrators. */
export const AdminOnly = () => SetMetadata(IS_ADMIN_ONLY, true);

/**
 * For forms that need no signed-in person, such as `POST /login`: refuses requests that no page of ours sent.
 * Requests that a cookie signs in are checked in any case.
 */
export const OwnPagesOnly = () => SetMetadata(IS_OWN_PAGES_ONLY, true);

/** The sign-in that the request belongs to. */
export const CurrentSignIn = createParamDecorator(
  (_: unknown, context: ExecutionContext): SignInOfRequest => {
    const { signIn } = context.switchToHttp().getRequest<FastifyRequest>();
    if (signIn === undefined) throw notSignedIn();
    return signIn;
  },
);

export interface GuardOptions {
  readonly cookieName: string;
  readonly publicUrl: string;
}

/** Guards every route and denies by default; routes opt out with `@Public()`. */
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly identifyCaller: IdentifyCaller,
    private readonly options: GuardOptions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (this.#isMarked(IS_OWN_PAGES_ONLY, context)) this.#refuseCrossSite(request);
    const caller = await this.#callerOf(request);
    if (caller !== undefined) Object.assign(request, caller);
    else if (!this.#isMarked(IS_PUBLIC, context)) throw notSignedIn(signInAddressFor(request));
    if (this.#isMarked(IS_ADMIN_ONLY, context) && caller?.actor.isAdmin !== true)
      throw adminsOnly();
    return true;
  }

  /** A bearer token needs no check of the origin: no other site can make a browser send one. */
  async #callerOf(request: FastifyRequest): Promise<Caller | undefined> {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const token = bearerTokenOf(authorization);
      return token === undefined ? undefined : this.identifyCaller.execute('bearer', token);
    }
    const cookie = request.cookies[this.options.cookieName];
    if (cookie === undefined) return undefined;
    const caller = await this.identifyCaller.execute('cookie', cookie);
    if (caller !== undefined && !isSafe(request.method)) this.#refuseCrossSite(request);
    return caller;
  }

  #refuseCrossSite({ headers }: FastifyRequest): void {
    const { origin, host, 'sec-fetch-site': fetchSite } = headers;
    const request = { origin, host, fetchSite: single(fetchSite) };
    if (!isFromOwnPages(request, this.options.publicUrl)) throw crossSite();
  }

  #isMarked(decoration: string, context: ExecutionContext): boolean {
    const places = [context.getHandler(), context.getClass()];
    return this.reflector.getAllAndOverride<boolean | undefined>(decoration, places) === true;
  }
}

const single = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join() : header;

/** Only for a browser that navigates to a page; programs and scripts get their 401. */
function signInAddressFor({ method, url, headers }: FastifyRequest): string | undefined {
  const isPage =
    method === 'GET' && !url.startsWith('/api/') && headers.accept?.includes('text/html') === true;
  return isPage ? `/login?next=${encodeURIComponent(url)}` : undefined;
}

export interface RequestOrigin {
  /** The request's headers Origin, Sec-Fetch-Site and Host. */
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly host: string | undefined;
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

const isSafe = (method: string): boolean => SAFE_METHODS.has(method);

/**
 * Whether a page of ours sent the request. Only the browser sets these headers, no script can; a request with
 * neither comes from no current browser and is refused.
 */
export function isFromOwnPages(request: RequestOrigin, publicUrl: string): boolean {
  if (request.fetchSite !== undefined && request.fetchSite !== 'same-origin') return false;
  if (request.fetchSite === 'same-origin') return true;
  return request.origin !== undefined && isOwnOrigin(request.origin, request.host, publicUrl);
}

/** The public address, or the one the browser connected to: `localhost` and `127.0.0.1` are both fine to try it out. */
function isOwnOrigin(origin: string, host: string | undefined, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  return origin === new URL(publicUrl).origin || new URL(origin).host === host?.toLowerCase();
}
