import { createParamDecorator, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { bearerTokenOf, type SignInOfRequest } from '../../platform/http/current-actor.js';
import { IS_PUBLIC } from '../../platform/http/public.js';
import type { Actor } from '../../platform/identity/actor.js';
import {
  CLIENT_SCOPES,
  type CurrentClient,
  type ScopesOfRoute,
} from '../../platform/http/client-scopes.js';
import {
  IS_ADMIN_ONLY,
  IS_CONFIRMED_ONLY,
  IS_OWN_PAGES_ONLY,
  WITHOUT_SECOND_FACTOR,
  type AdminOnlyOptions,
} from '../access.decorators.js';
import {
  adminsOnly,
  crossSite,
  notSignedIn,
  scopeMissing,
  tokenOfAnotherPerson,
} from '../access.errors.js';
import { confirmationNeeded, secondFactorRequired } from '../second-factor.errors.js';
import { canonicalUsername } from '../accounts/account-name.js';
import type { NamedAccount } from '../accounts/named-account.js';
import type { ClientCaller, IdentifyClient } from '../clients/identify-client.use-case.js';
import type { Caller, Confirmations, IdentifyCaller } from './identify-caller.use-case.js';

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
    private readonly identifyClient: IdentifyClient,
    private readonly confirmations: Confirmations,
    private readonly options: GuardOptions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (this.#isMarked(IS_OWN_PAGES_ONLY, context)) this.#refuseCrossSite(request);
    const caller = await this.#callerOf(request);
    // Whoever lacks a second factor is nobody to routes that do without a sign-in, such as the metrics.
    const isNobody = isLacking(caller) && this.#isMarked(IS_PUBLIC, context);
    if (caller !== undefined && !isNobody) Object.assign(request, caller);
    else if (!this.#isMarked(IS_PUBLIC, context)) throw notSignedIn(signInAddressFor(request));
    if (request.client !== undefined) this.#checkScope(request, context, request.client);
    this.#checkAdmin(request, context);
    if (caller !== undefined && 'signIn' in caller) {
      checkNobodyElse(request, caller.actor);
      await this.#checkProof(request, context, caller);
    }
    return true;
  }

  /** Whether the sign-in was enough for this route. */
  async #checkProof(
    request: FastifyRequest,
    context: ExecutionContext,
    { signIn, lacksSecondFactor }: Caller,
  ): Promise<void> {
    const isOpen = this.#isMarked(WITHOUT_SECOND_FACTOR, context);
    if (lacksSecondFactor && !isOpen && !this.#isMarked(IS_PUBLIC, context))
      throw secondFactorRequired(isForPage(request) ? '/account/second-factor' : undefined);
    if (!this.#isMarked(IS_CONFIRMED_ONLY, context)) return;
    if (await this.confirmations.isRecent(signIn)) return;
    throw confirmationNeeded(isForPage(request) ? '/account/confirm' : undefined);
  }

  /** A bearer token needs no check of the origin: no other site can make a browser send one. */
  async #callerOf(request: FastifyRequest): Promise<Caller | ClientCaller | undefined> {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const token = bearerTokenOf(authorization);
      if (token === undefined) return undefined;
      return (
        (await this.identifyClient.execute(token, actForIn(request))) ??
        this.identifyCaller.execute('bearer', token)
      );
    }
    const cookie = request.cookies[this.options.cookieName];
    if (cookie === undefined) return undefined;
    const caller = await this.identifyCaller.execute('cookie', cookie);
    if (caller !== undefined && !isSafe(request.method)) this.#refuseCrossSite(request);
    return caller;
  }

  /** A public route needs no scope, as it needs no sign-in, unless it names one: desktop routes have a guard of their own. */
  #checkScope({ method }: FastifyRequest, context: ExecutionContext, client: CurrentClient): void {
    const scopes = this.#valueOf<ScopesOfRoute>(CLIENT_SCOPES, context);
    if (scopes === undefined && this.#isMarked(IS_PUBLIC, context)) return;
    const scope = isSafe(method) ? scopes?.read : scopes?.write;
    if (scope === 'any' || (scope !== undefined && client.scopes.has(scope))) return;
    throw scopeMissing(client.name, scope);
  }

  #checkAdmin({ actor, client }: FastifyRequest, context: ExecutionContext): void {
    const only = this.#valueOf<AdminOnlyOptions>(IS_ADMIN_ONLY, context);
    if (only === undefined || actor?.isAdmin === true) return;
    if (only.orApplication !== true || client === undefined) throw adminsOnly();
  }

  #refuseCrossSite({ headers }: FastifyRequest): void {
    const { origin, host, 'sec-fetch-site': fetchSite } = headers;
    const request = { origin, host, fetchSite: single(fetchSite) };
    if (!isFromOwnPages(request, this.options.publicUrl)) throw crossSite();
  }

  #isMarked(decoration: string, context: ExecutionContext): boolean {
    return this.#valueOf<boolean>(decoration, context) === true;
  }

  #valueOf<T>(decoration: string, context: ExecutionContext): T | undefined {
    const places = [context.getHandler(), context.getClass()];
    return this.reflector.getAllAndOverride<T | undefined>(decoration, places);
  }
}

/** Only applications act for others: a person who seems to would do it all in their own name. */
function checkNobodyElse(request: FastifyRequest, { id, username }: Actor): void {
  const named = actForIn(request);
  if (named === undefined) return;
  const isThemselves =
    typeof named === 'string' ? canonicalUsername(named) === username : named.id === id;
  if (!isThemselves) throw tokenOfAnotherPerson(named);
}

/** An id counts, whoever has the name by now. In names, other characters than ASCII are percent-encoded: headers carry no others. */
function actForIn({ headers }: FastifyRequest): NamedAccount | undefined {
  const id = single(headers['kontor-on-behalf-of-id']);
  if (id !== undefined) return { id: decoded(id) };
  const name = single(headers['kontor-on-behalf-of']);
  return name === undefined ? undefined : decoded(name);
}

function decoded(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    return header;
  }
}

const single = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join() : header;

const isLacking = (caller: Caller | ClientCaller | undefined): boolean =>
  caller !== undefined && 'lacksSecondFactor' in caller && caller.lacksSecondFactor;

const isForPage = ({ url, headers }: FastifyRequest): boolean =>
  !url.startsWith('/api/') && headers.accept?.includes('text/html') === true;

/** Only for a browser that navigates to a page; programs and scripts get their 401. */
function signInAddressFor(request: FastifyRequest): string | undefined {
  const isPage = request.method === 'GET' && isForPage(request);
  return isPage ? `/login?next=${encodeURIComponent(request.url)}` : undefined;
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
