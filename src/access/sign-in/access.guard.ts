import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { bearerTokenOf } from '../../platform/http/bearer.js';
import { IS_PUBLIC } from '../../platform/http/public.js';
import { adminsOnly, crossSite, notSignedIn } from '../access.errors.js';
import { IS_ADMIN_ONLY } from './admin-only.decorator.js';
import './current-sign-in.decorator.js';
import type { Caller, IdentifyCaller } from './identify-caller.use-case.js';
import { IS_OWN_PAGES_ONLY } from './own-pages-only.decorator.js';
import { isFromOwnPages, isSafe } from './same-origin.js';

export interface GuardOptions {
  readonly cookieName: string;
  readonly publicUrl: string;
}

/** Stands before every route and denies by default; routes opt out with `@Public()`. */
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly identifyCaller: IdentifyCaller,
    private readonly options: GuardOptions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (this.#says(IS_OWN_PAGES_ONLY, context)) this.#refuseCrossSite(request);
    const caller = await this.#callerOf(request);
    if (caller !== undefined) Object.assign(request, caller);
    else if (!this.#says(IS_PUBLIC, context)) throw notSignedIn(signInAddressFor(request));
    if (this.#says(IS_ADMIN_ONLY, context) && caller?.actor.isAdmin !== true) throw adminsOnly();
    return true;
  }

  /** A bearer token decides alone: no other site can make a browser send one. */
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

  #says(decoration: string, context: ExecutionContext): boolean {
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
