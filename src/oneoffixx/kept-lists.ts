import type { Clock } from '../platform/clock/clock.js';
import type { CacheTimeout } from './cache-timeout.js';

/** What is kept per person. `organization` is empty in the older generation of the backend. */
export type ListName = 'library' | 'organization' | 'groups' | 'favorites';

/** Where lists are kept; cache-manager's cache is one. Values must survive JSON. */
export interface ListCache {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown, ttlMs: number): Promise<unknown>;
  del(key: string): Promise<unknown>;
}

export interface ListOwner {
  readonly username: string;
  readonly timeout: CacheTimeout;
}

interface Kept {
  readonly value: unknown;
  readonly untilMs: number;
}

/** Raised whenever what is kept takes another form: instances of two releases may share one cache. */
const FORM = 2;

/**
 * Answers of the backend, kept per person and asked for once however many wait. A failed request is
 * forgotten. Person, timeout and its revision are in each key, so a changed timeout leaves everything behind
 * at once, also answers that are still on their way. A cache that fails costs a request, nothing else.
 */
export class KeptLists {
  readonly #pending = new Map<string, Promise<unknown>>();

  /** `backend` tells caches of different backends apart. */
  constructor(
    private readonly cache: ListCache,
    private readonly clock: Clock,
    private readonly backend: string,
  ) {}

  async get<T>(list: ListName, owner: ListOwner, fetch: () => Promise<T>): Promise<T> {
    if (owner.timeout.seconds === 0) return fetch();
    const key = this.#key(list, owner);
    const pending = this.#pending.get(key);
    if (pending !== undefined) return (await pending) as T;
    const loading = this.#load(key, owner, fetch).finally(() => this.#pending.delete(key));
    this.#pending.set(key, loading);
    return loading;
  }

  async forget(list: ListName, owner: ListOwner): Promise<void> {
    await this.cache.del(this.#key(list, owner)).catch(() => undefined);
  }

  async #load<T>(key: string, owner: ListOwner, fetch: () => Promise<T>): Promise<T> {
    const kept = (await this.cache.get(key).catch(() => undefined)) as Kept | null | undefined;
    if (kept && kept.untilMs > this.clock.nowMs()) return kept.value as T;
    const value = await fetch();
    const ttlMs = owner.timeout.seconds * 1000;
    const untilMs = this.clock.nowMs() + ttlMs;
    await this.cache.set(key, { value, untilMs } satisfies Kept, ttlMs).catch(() => undefined);
    return value;
  }

  /** The name comes last: whatever characters it has, it cannot look like another part. */
  #key(list: ListName, { username, timeout }: ListOwner): string {
    const { seconds, revision } = timeout;
    return `oneoffixx:${FORM}:${this.backend}:${list}:${seconds}:${revision}:${username}`;
  }
}
