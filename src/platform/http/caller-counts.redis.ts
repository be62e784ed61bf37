import { RateLimiterRedis } from 'rate-limiter-flexible';
import type { Redis } from '../redis/redis.js';
import { CallerCounts } from './caller-counts.js';
import { WINDOW_MS, type RateWindow } from './rate-windows.js';

/** Of all instances together; while Redis is unavailable, of each alone. Keys are ids of accounts, no names. */
export class SharedCallerCounts extends CallerCounts {
  readonly #counts: RateLimiterRedis;

  constructor(
    private readonly redis: Redis,
    private readonly own: CallerCounts,
  ) {
    super();
    this.#counts = new RateLimiterRedis({
      storeClient: redis.client,
      useRedisPackage: true,
      keyPrefix: 'kontor:rate',
      points: 0,
      duration: WINDOW_MS / 1000,
    });
  }

  override async count(keys: readonly string[]): Promise<readonly RateWindow[]> {
    // Counted in both, so that a Redis that goes away opens no second quota.
    const own = await this.own.count(keys);
    try {
      return await this.redis.ask(() => Promise.all(keys.map((key) => this.#count(key))));
    } catch {
      return own;
    }
  }

  async #count(key: string): Promise<RateWindow> {
    const { consumedPoints: count, msBeforeNext } = await this.#counts.penalty(key, 1);
    // Bounded, in case the clock of Redis was set back.
    return { count, msLeft: Math.min(Math.max(0, msBeforeNext), WINDOW_MS) };
  }
}
