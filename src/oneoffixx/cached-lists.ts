import type { Clock } from '../platform/clock/clock.js';
import type { CacheTimeout } from './cache-timeout.js';

/** What is cached per person. `organization` is null in the older generation of the backend. */
export type ListName = 'library' | 'organization' | 'groups' | 'favorites';

/** The store of the cache; cache-manager's `Cache` is one. It is given texts. */
export interface ListStore {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown, ttlMs: number): Promise<unknown>;
  del(key: string): Promise<unknown>;
}

export interface ListOwner {
  readonly accountId: string;
  readonly timeout: CacheTimeout;
}

interface Entry {
  readonly value: unknown;
  readonly untilMs: number;
}

/** Of a list that may soon be another: as short as a person waits before they look again. */
const DOUBTFUL_SECONDS = 60;

/** Version of the format of cached values, part of each key: instances of two releases may share one cache. */
const FORMAT = 3;

/**
 * Caches lists of the backend per person; concurrent callers share one request. Failures are not cached. Each key
 * contains the person, the timeout and its revision, so changing the timeout invalidates every entry at once,
 * including those of running requests. When the store fails, the backend is asked. Values must survive JSON, and nobody
 * may change them: who asks twice gets the same object while its text is the same.
 */
export class CachedLists {
  readonly #pending = new Map<string, Promise<unknown>>();
  readonly #parsed = new ParsedTexts();

  /** `backend` identifies the backend in the keys, so that entries of another one are not used. */
  constructor(
    private readonly store: ListStore,
    private readonly clock: Clock,
    private readonly backend: string,
  ) {}

  /** A value that `isDoubtful` is kept for a minute only. */
  async get<T>(
    list: ListName,
    owner: ListOwner,
    fetch: () => Promise<T>,
    isDoubtful: (value: T) => boolean = () => false,
  ): Promise<T> {
    if (owner.timeout.seconds === 0) return fetch();
    const key = this.#key(list, owner);
    const pending = this.#pending.get(key);
    if (pending !== undefined) return (await pending) as T;
    const seconds = (value: T): number =>
      isDoubtful(value) ? Math.min(owner.timeout.seconds, DOUBTFUL_SECONDS) : owner.timeout.seconds;
    const loading = this.#load(key, fetch, seconds).finally(() => this.#pending.delete(key));
    this.#pending.set(key, loading);
    return loading;
  }

  async forget(list: ListName, owner: ListOwner): Promise<void> {
    await this.store.del(this.#key(list, owner)).catch(() => undefined);
  }

  async #load<T>(
    key: string,
    fetch: () => Promise<T>,
    secondsOf: (value: T) => number,
  ): Promise<T> {
    const text = await this.store.get(key).catch(() => undefined);
    const cached = typeof text === 'string' ? this.#parsed.of(key, text) : undefined;
    if (cached !== undefined && cached.untilMs > this.clock.nowMs()) return cached.value as T;
    const value = await fetch();
    const ttlMs = secondsOf(value) * 1000;
    const untilMs = this.clock.nowMs() + ttlMs;
    const fresh = JSON.stringify({ value, untilMs } satisfies Entry);
    await this.store.set(key, fresh, ttlMs).catch(() => undefined);
    return value;
  }

  /** The accountId comes last: whatever characters it contains, no two keys are equal by accident. */
  #key(list: ListName, { accountId, timeout }: ListOwner): string {
    const { seconds, revision } = timeout;
    return `oneoffixx:${FORMAT}:${this.backend}:${list}:${seconds}:${revision}:${accountId}`;
  }
}

/** Of the texts whose objects are kept; an object takes some times as much. */
const MAX_PARSED_CHARS = 4 * 1024 * 1024;

/** The entries that were read last: making them of their texts took longer than all else about a list. */
class ParsedTexts {
  readonly #byKey = new Map<string, { readonly text: string; readonly entry: Entry }>();
  #chars = 0;

  /** A text that is no entry is as good as none. */
  of(key: string, text: string): Entry | undefined {
    const known = this.#byKey.get(key);
    if (known?.text === text) return known.entry;
    this.#drop(key);
    const entry = parsed(text);
    if (entry === undefined || text.length > MAX_PARSED_CHARS) return entry;
    this.#byKey.set(key, { text, entry });
    this.#chars += text.length;
    for (const oldest of this.#byKey.keys()) {
      if (this.#chars <= MAX_PARSED_CHARS) break;
      this.#drop(oldest);
    }
    return entry;
  }

  #drop(key: string): void {
    this.#chars -= this.#byKey.get(key)?.text.length ?? 0;
    this.#byKey.delete(key);
  }
}

function parsed(text: string): Entry | undefined {
  try {
    const entry: unknown = JSON.parse(text);
    return isEntry(entry) ? entry : undefined;
  } catch {
    return undefined;
  }
}

const isEntry = (entry: unknown): entry is Entry =>
  typeof entry === 'object' &&
  entry !== null &&
  'value' in entry &&
  'untilMs' in entry &&
  typeof entry.untilMs === 'number';

/** Enough for the lists of some thousand people with a few hundred templates each. */
const MAX_CHARS = 128 * 1024 * 1024;

/** A map with a size limit; it evicts what was written longest ago. */
export class BoundedListStore extends Map<string, unknown> {
  #chars = 0;
  #maxChars = MAX_CHARS;

  static ofChars(maxChars: number): BoundedListStore {
    const store = new BoundedListStore();
    store.#maxChars = maxChars;
    return store;
  }

  override set(key: string, value: unknown): this {
    this.delete(key);
    super.set(key, value);
    this.#chars += charsOf(key, value);
    for (const oldest of this.keys()) {
      if (this.#chars <= this.#maxChars) break;
      this.delete(oldest);
    }
    return this;
  }

  override delete(key: string): boolean {
    if (this.has(key)) this.#chars -= charsOf(key, this.get(key));
    return super.delete(key);
  }

  override clear(): void {
    this.#chars = 0;
    super.clear();
  }
}

/** cache-manager stores JSON texts. */
const charsOf = (key: string, value: unknown): number =>
  key.length + (typeof value === 'string' ? value.length : 0);
