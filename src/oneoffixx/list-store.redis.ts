import { KeyvAdapter } from 'cache-manager';
import { redisInsStore } from 'cache-manager-redis-yet';
import type { Redis } from '../platform/redis/redis.js';
import type { BoundedListStore } from './cached-lists.js';

const PREFIX = 'kontor:cache';

/** A cache that all instances share; while Redis is unavailable, each instance uses its own. Never rejects. */
export class SharedListStore {
  readonly #shared: KeyvAdapter;

  constructor(
    private readonly redis: Redis,
    private readonly own: BoundedListStore,
  ) {
    this.#shared = new KeyvAdapter(redisInsStore(redis.client, { keyPrefix: PREFIX }));
  }

  async get(key: string): Promise<unknown> {
    const found = await this.#ask(() => this.#shared.get<unknown>(key));
    return found ?? this.own.get(key);
  }

  async set(key: string, value: unknown, ttlMs?: number): Promise<boolean> {
    const kept = await this.#ask(() => this.#shared.set(key, value, ttlMs));
    if (kept === undefined) this.own.set(key, value);
    return true;
  }

  async delete(key: string): Promise<boolean> {
    this.own.delete(key);
    return (await this.#ask(() => this.#shared.delete(key))) ?? false;
  }

  /** Clears the local entries only; the shared ones belong to all instances. Kontor does not call this. */
  async clear(): Promise<void> {
    this.own.clear();
  }

  async #ask<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await this.redis.ask(work);
    } catch {
      return undefined;
    }
  }
}
