import { setTimeout as delay } from 'node:timers/promises';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { from, lastValueFrom } from 'rxjs';
import { AppError } from '../errors/app-error.js';
import { etagsIn } from './etags.js';
import type { Claim, IdempotencyKeys } from './idempotency/idempotency-keys.js';

const CHANGES = new Set(['PUT', 'PATCH', 'DELETE']);
/** Another conditional change of the same thing takes milliseconds. */
const MAX_WAIT_MS = 10_000;
const LOOK_MS = 25;
/** What makes the question the caller's own: who asks, for whom, from where, under which name. */
const HEADERS_OF_CALLER = [
  ...[
    'authorization',
    'cookie',
    'host',
    'accept-language',
    'kontor-on-behalf-of',
    'kontor-on-behalf-of-id',
  ],
  ...['origin', 'sec-fetch-site', 'x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host'],
] as const;

interface ConditionsRouteConfig {
  ownConditions?: boolean;
}

/** The route compares `If-Match` itself, with more than what a GET of it answers. */
export const OwnConditions = () =>
  RouteConfig({ ownConditions: true } satisfies ConditionsRouteConfig);

/**
 * A change with `If-Match` is made only while the thing is as the caller saw it: while a GET of the same path, or of
 * the nearest one above that has a GET, answers with that ETag. A share is compared with the list of shares, a member
 * with its group.
 *
 * Two conditional changes of one thing follow each other, over all instances: of two with the same ETag the first is
 * made, and the second is 412. Whoever changes without a condition asks for no such order, and gets none.
 */
export class ConditionalChanges implements NestInterceptor {
  constructor(
    private readonly fastify: FastifyInstance,
    private readonly claims: IdempotencyKeys,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler) {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const wanted = etagsIn(request.headers['if-match']);
    if (wanted === undefined || !this.#isOurs(request)) return next.handle();
    const seen = this.#readAt(request);
    if (seen === undefined) return next.handle();
    const claim = await this.#claim(seen);
    try {
      await this.#compare(request, seen, wanted);
    } catch (error) {
      await this.claims.release(claim);
      throw error;
    }
    return from(this.#work(claim, next));
  }

  async #work(claim: Claim, next: CallHandler): Promise<unknown> {
    try {
      return await lastValueFrom<unknown, undefined>(next.handle(), { defaultValue: undefined });
    } finally {
      // A claim that cannot be released ends by itself.
      await this.claims.release(claim).catch(() => undefined);
    }
  }

  #isOurs({ method, url, routeOptions }: FastifyRequest): boolean {
    const { ownConditions = false } = routeOptions.config as ConditionsRouteConfig;
    return CHANGES.has(method) && url.startsWith('/api/') && !ownConditions;
  }

  /** The path that is read to compare. */
  #readAt({ url, routeOptions }: FastifyRequest): string | undefined {
    const pattern = (routeOptions.url ?? '').split('/');
    const path = url.split('?', 1)[0]!.split('/');
    for (let parts = pattern.length; parts > 2; parts--) {
      const above = pattern.slice(0, parts).join('/');
      if (this.fastify.hasRoute({ method: 'GET', url: above }))
        return path.slice(0, parts).join('/');
    }
    return undefined;
  }

  async #claim(path: string): Promise<Claim> {
    const until = performance.now() + MAX_WAIT_MS;
    const id = `if-match ${path}`;
    for (;;) {
      const standing = await this.claims.claim({ id, request: id });
      if (standing.kind === 'claimed') return standing.claim;
      if (performance.now() > until) throw changedMeanwhile();
      await delay(LOOK_MS);
    }
  }

  async #compare(request: FastifyRequest, url: string, wanted: readonly string[]): Promise<void> {
    const headers = Object.fromEntries(
      HEADERS_OF_CALLER.map((name) => [name, request.headers[name]]).filter(
        ([, value]) => value !== undefined,
      ),
    ) as Record<string, string>;
    const remoteAddress = request.raw.socket.remoteAddress ?? '127.0.0.1';
    const answer = await this.fastify.inject({ method: 'GET', url, headers, remoteAddress });
    // What cannot be read has no ETag to match; for what does not exist, the route itself says so.
    if (answer.statusCode === 404 && request.method !== 'PUT') return;
    const [etag] = etagsIn(answer.headers.etag?.toString()) ?? [];
    if (answer.statusCode !== 200 || etag === undefined) throw changedMeanwhile();
    if (!wanted.includes('*') && !wanted.includes(etag)) throw changedMeanwhile(etag);
  }
}

const changedMeanwhile = (etag?: string) =>
  new AppError(
    'platform/changed-meanwhile',
    'precondition-failed',
    'This was changed since you looked at it (If-Match). Load it again, and decide anew.',
    etag === undefined ? {} : { shown: { etag: `"${etag}"` } },
  );
