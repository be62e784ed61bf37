import rateLimit, { type FastifyRateLimitStore } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { sentence } from '../errors/sentence.js';
import { extendRoute } from './extend-route.js';
import { isGuarded, type RefusedRequests } from './connection-limits.js';
import { RateWindows, showRate, WINDOW_MS, type RateWindow } from './rate-windows.js';

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
  extendRoute({ countFailures: true } satisfies RateRouteConfig);

/** The same for every route that is added there from now on. */
export function countFailuresOnly(scope: FastifyInstance): void {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, countFailures: true } as NonNullable<typeof route.config>;
  });
}

interface Count {
  readonly remaining: number;
  readonly ttlInSeconds: number;
  readonly isExceeded: boolean;
}

/** Limits the requests of one address per minute, for each instance separately. */
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

  /** A route may pass a request on to the one that answers 404, whose settings are others. */
  const ofFailures = new WeakSet<FastifyRequest>();

  fastify.addHook('onRequest', async (request, reply) => {
    if (onlyFailures(request)) ofFailures.add(request);
    const count = ofFailures.has(request)
      ? await failures(request, { increment: false })
      : await all(request);
    if (count.isAllowed) return;
    show(reply, perMinute, count);
    const isOver = ofFailures.has(request) ? count.remaining === 0 : count.isExceeded;
    if (!isOver) return;
    needs.refused.count('rate');
    throw tooMany(count.ttlInSeconds);
  });
  fastify.addHook('onResponse', async (request, reply) => {
    if (ofFailures.has(request) && MACHINE_STATUSES_THAT_COUNT.has(reply.statusCode))
      await failures(request);
  });
}

type StoreCallback = Parameters<FastifyRateLimitStore['incr']>[1];

/** The plugin's own store uses the wall clock: set back by a day, it would refuse requests for a day. */
class MonotonicStore implements FastifyRateLimitStore {
  readonly #windows = new RateWindows(MAX_ADDRESSES);

  incr(key: string, done: StoreCallback): void {
    done(null, resultOf(this.#windows.count(key)));
  }

  read(key: string, done: StoreCallback): void {
    done(null, resultOf(this.#windows.at(key)));
  }

  child(): MonotonicStore {
    return new MonotonicStore();
  }
}

const resultOf = ({ count, msLeft }: RateWindow) => ({ current: count, ttl: msLeft });

function show(reply: FastifyReply, perMinute: number, { remaining, ttlInSeconds }: Count): void {
  showRate(reply, { quota: perMinute, remaining, seconds: ttlInSeconds });
}

const onlyFailures = (request: FastifyRequest): boolean =>
  isGuarded(request) ||
  (request.routeOptions.config as RateRouteConfig | undefined)?.countFailures === true;

const tooMany = (seconds: number) =>
  new AppError(
    'platform/too-many-requests',
    'too-many',
    sentence`Too many requests came from this address within a minute. Try again in ${seconds} seconds.`,
    { retryAfterSeconds: Math.max(1, seconds) },
  );
