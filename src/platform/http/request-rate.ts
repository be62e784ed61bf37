import rateLimit, { type FastifyRateLimitStore } from '@fastify/rate-limit';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { isGuarded, type RefusedRequests } from './connection-limits.js';

const WINDOW_MS = 60_000;
/** Addresses kept at a time; the least recently seen goes first. */
const MAX_ADDRESSES = 20_000;
const MACHINE_STATUSES_THAT_COUNT = new Set([400, 401, 403, 404, 413]);

interface RateRouteConfig {
  countFailures?: boolean;
}

/**
 * The route is called by machines on behalf of many people (the Document Server, a balancer): only refused calls
 * count, so that authorised callers are never slowed down.
 */
export const CountFailuresOnly = () =>
  RouteConfig({ countFailures: true } satisfies RateRouteConfig);

interface Count {
  readonly remaining: number;
  readonly ttlInSeconds: number;
  readonly isExceeded: boolean;
}

/**
 * Limits the requests of one address per minute, for each instance separately; the headers are those of the IETF draft
 * (draft-ietf-httpapi-ratelimit-headers-10).
 */
export async function limitRate(
  fastify: FastifyInstance,
  perMinute: number,
  needs: {
    readonly refused: RefusedRequests;
    readonly addressOf: (request: FastifyRequest) => string;
  },
): Promise<void> {
  if (perMinute === 0) return;
  await fastify.register(rateLimit, {
    global: false,
    max: perMinute,
    timeWindow: WINDOW_MS,
    keyGenerator: needs.addressOf,
    store: MonotonicStore,
  });
  const all = fastify.createRateLimit();
  const failures = fastify.createRateLimit({
    keyGenerator: (request) => `failed ${needs.addressOf(request)}`,
  });
  const policy = `"default";q=${perMinute};w=${WINDOW_MS / 1000}`;

  fastify.addHook('onRequest', async (request, reply) => {
    const count = onlyFailures(request)
      ? await failures(request, { increment: false })
      : await all(request);
    if (count.isAllowed) return;
    show(reply, policy, count);
    const isOver = onlyFailures(request) ? count.remaining === 0 : count.isExceeded;
    if (!isOver) return;
    needs.refused.count('rate');
    throw tooMany(count.ttlInSeconds);
  });
  fastify.addHook('onResponse', async (request, reply) => {
    if (onlyFailures(request) && MACHINE_STATUSES_THAT_COUNT.has(reply.statusCode))
      await failures(request);
  });
}

type StoreCallback = Parameters<FastifyRateLimitStore['incr']>[1];

interface Window {
  count: number;
  endsAtMs: number;
}

/** The plugin's own store uses the wall clock: set back by a day, it would refuse requests for a day. */
class MonotonicStore implements FastifyRateLimitStore {
  readonly #windows = new Map<string, Window>();

  incr(key: string, done: StoreCallback): void {
    const window = this.#at(key);
    window.count++;
    this.#windows.delete(key);
    this.#windows.set(key, window);
    const [quietest] = this.#windows.keys();
    if (this.#windows.size > MAX_ADDRESSES && quietest !== undefined)
      this.#windows.delete(quietest);
    done(null, resultOf(window));
  }

  read(key: string, done: StoreCallback): void {
    done(null, resultOf(this.#at(key)));
  }

  child(): MonotonicStore {
    return new MonotonicStore();
  }

  #at(key: string): Window {
    const window = this.#windows.get(key);
    const now = performance.now();
    return window !== undefined && window.endsAtMs > now
      ? window
      : { count: 0, endsAtMs: now + WINDOW_MS };
  }
}

const resultOf = ({ count, endsAtMs }: Window) => ({
  current: count,
  ttl: Math.max(0, endsAtMs - performance.now()),
});

function show(reply: FastifyReply, policy: string, { remaining, ttlInSeconds }: Count): void {
  void reply.header('ratelimit-policy', policy);
  void reply.header('ratelimit', `"default";r=${remaining};t=${ttlInSeconds}`);
}

const onlyFailures = (request: FastifyRequest): boolean =>
  isGuarded(request) ||
  (request.routeOptions.config as RateRouteConfig | undefined)?.countFailures === true;

const tooMany = (seconds: number) =>
  new AppError(
    'platform/too-many-requests',
    'too-many',
    `Too many requests came from this address within a minute. Try again in ${seconds} seconds.`,
    { retryAfterSeconds: Math.max(1, seconds) },
  );
