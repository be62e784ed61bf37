import { Module, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { sentence } from '../errors/sentence.js';
import type { Metrics } from '../health/metrics.js';
import { Redis } from '../redis/redis.js';
import { BeforeHandler } from './before-handler.js';
import { CallerCounts, OwnCallerCounts } from './caller-counts.js';
import { showRate, type RateStanding, type RateWindow } from './rate-windows.js';

export interface CallerLimits {
  /** Requests of one person within a minute, also through one application; 0 for any number. */
  readonly requestsPerPerson: number;
  /** Of one application, for itself and for people; 0 for any number. */
  readonly requestsPerClient: number;
}

interface Limit {
  readonly kind: 'person' | 'application';
  readonly key: string;
  readonly quota: number;
}

interface Standing extends RateStanding {
  readonly kind: Limit['kind'];
  readonly isExceeded: boolean;
}

/**
 * Limits the requests of each person and each application, after the guard has said who calls. What is called without a
 * person (the Document Server's callbacks and hand-outs, probes) is not counted here.
 */
export class CallerRate extends BeforeHandler {
  readonly #limited;

  constructor(
    private readonly counts: CallerCounts,
    private readonly limits: CallerLimits,
    metrics: Metrics,
  ) {
    super();
    this.#limited = metrics.counter({
      name: 'kontor_rate_limited_requests_total',
      help: 'Requests refused because a person or an application sent too many within a minute.',
      labelNames: ['caller'],
    });
  }

  override before(context: ExecutionContext): Promise<void> | void {
    const http = context.switchToHttp();
    const limits = this.#limitsOn(http.getRequest<FastifyRequest>());
    if (limits.length > 0) return this.#count(limits, http.getResponse<FastifyReply>());
  }

  async #count(limits: readonly Limit[], reply: FastifyReply): Promise<void> {
    const windows = await this.counts.count(limits.map(({ key }) => key));
    const standings = limits.map((limit, i) => standingOf(limit, windows[i]!));
    const nearest = standings.reduce((one, other) =>
      nearness(other) < nearness(one) ? other : one,
    );
    showRate(reply, nearest);
    const exceeded = standings.find(({ isExceeded }) => isExceeded);
    if (exceeded === undefined) return;
    this.#limited.inc({ caller: exceeded.kind });
    throw tooMany(exceeded);
  }

  /** A person is counted for themselves and for each application that acts for them: none uses up what others need. */
  #limitsOn({ actor, client }: FastifyRequest): Limit[] {
    const { requestsPerPerson, requestsPerClient } = this.limits;
    const limits: Limit[] = [];
    if (client !== undefined)
      limits.push({ kind: 'application', key: client.id, quota: requestsPerClient });
    if (actor !== undefined && actor.id !== client?.id) {
      const key = client === undefined ? actor.id : `${client.id}:${actor.id}`;
      limits.push({ kind: 'person', key, quota: requestsPerPerson });
    }
    return limits.filter(({ quota }) => quota > 0);
  }
}

const standingOf = ({ kind, quota }: Limit, { count, msLeft }: RateWindow): Standing => ({
  kind,
  quota,
  remaining: Math.max(0, quota - count),
  seconds: Math.ceil(msLeft / 1000),
  isExceeded: count > quota,
});

/** Which limit is told: the one that ends soonest. */
const nearness = ({ isExceeded, remaining }: Standing): number => (isExceeded ? -1 : remaining);

const CALLERS = { application: sentence`application`, person: sentence`person` };

const tooMany = ({ kind, seconds }: Standing) =>
  new AppError(
    'platform/too-many-requests',
    'too-many',
    sentence`Too many requests came from this ${CALLERS[kind]} within a minute. Try again in ${seconds} seconds.`,
    { retryAfterSeconds: Math.max(1, seconds) },
  );

@Module({
  providers: [
    {
      provide: CallerCounts,
      inject: [{ token: Redis, optional: true }],
      useFactory: async (redis?: Redis): Promise<CallerCounts> => {
        const own = new OwnCallerCounts();
        if (redis === undefined) return own;
        // Loaded only with Redis, as all code that uses it.
        const { SharedCallerCounts } = await import('./caller-counts.redis.js');
        return new SharedCallerCounts(redis, own);
      },
    },
  ],
})
export class CallerCountsModule {}
