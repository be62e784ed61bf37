import { createHmac } from 'node:crypto';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import type { Redis } from '../../platform/redis/redis.js';
import { FailureCounts, lockMs, type Counted } from './failure-counts.js';

const PREFIX = 'kontor:sign-in';

/**
 * Counts of all instances together. Each instance keeps its own counts as well and applies the longer wait, so it
 * still slows guessing while Redis is unreachable. Redis gets keyed hashes, no name and no address.
 */
export class SharedFailureCounts extends FailureCounts {
  readonly #counts: RateLimiterRedis;
  readonly #locks: RateLimiterRedis;

  constructor(
    private readonly redis: Redis,
    private readonly own: FailureCounts,
    private readonly key: Buffer,
  ) {
    super();
    const common = { storeClient: redis.client, useRedisPackage: true, points: 0, duration: 1 };
    this.#counts = new RateLimiterRedis({ ...common, keyPrefix: `${PREFIX}:count` });
    this.#locks = new RateLimiterRedis({ ...common, keyPrefix: `${PREFIX}:lock` });
  }

  async waitMs(counted: readonly Counted[]): Promise<number> {
    const shared = this.#ask(() =>
      Promise.all(
        counted.map(async (one) => {
          const lock = await this.#locks.get(this.#nameOf(one));
          // Bounded, in case the clock of Redis was set back.
          return Math.min(lock?.msBeforeNext ?? 0, one.longestLockMs);
        }),
      ),
    );
    return Math.max(await this.own.waitMs(counted), ...((await shared) ?? []));
  }

  async add(counted: readonly Counted[]): Promise<void> {
    await this.own.add(counted);
    await this.#ask(() => Promise.all(counted.map((one) => this.#add(one))));
  }

  async forget(counted: Counted): Promise<void> {
    await this.own.forget(counted);
    const name = this.#nameOf(counted);
    await this.#ask(() => Promise.all([this.#counts.delete(name), this.#locks.delete(name)]));
  }

  async #add(counted: Counted): Promise<void> {
    const name = this.#nameOf(counted);
    const customDuration = counted.windowMs / 1000;
    const { consumedPoints } = await this.#counts.penalty(name, 1, { customDuration });
    const locked = lockMs(consumedPoints, counted);
    if (locked > 0) await this.#locks.block(name, Math.ceil(locked / 1000));
  }

  #nameOf({ name }: Counted): string {
    return createHmac('sha256', this.key).update(name).digest('base64url');
  }

  async #ask<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await this.redis.ask(work);
    } catch {
      return undefined;
    }
  }
}
