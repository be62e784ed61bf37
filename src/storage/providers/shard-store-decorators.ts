import { setTimeout as delay } from 'node:timers/promises';
import { isAppError } from '../../platform/errors/app-error.js';
import { providerFailed } from '../storage.errors.js';
import type { Latencies } from './latencies.js';
import {
  readBlocks,
  ShardStore,
  type ProviderWeakness,
  type ShardReader,
  type ShardWriter,
} from './shard-store.js';

type Operation = 'append' | 'commit' | 'open' | 'read' | 'remove';

/** A shard store that does something around every operation of another one. Giving up and closing never wait. */
abstract class ShardStoreDecorator extends ShardStore {
  readonly provider: string;

  constructor(protected readonly inner: ShardStore) {
    super();
    this.provider = inner.provider;
  }

  override get weakness(): ProviderWeakness | undefined {
    return this.inner.weakness;
  }

  create(key: string): ShardWriter {
    const writer = this.inner.create(key);
    return {
      append: (...pieces) => this.around('append', () => writer.append(...pieces)),
      commit: (...last) => this.around('commit', () => writer.commit(...last)),
      abort: () => writer.abort(),
    };
  }

  async open(key: string): Promise<ShardReader> {
    const reader = await this.around('open', () => this.inner.open(key));
    return {
      size: reader.size,
      read: (into, offset) => this.around('read', () => reader.read(into, offset)),
      readBlocks: (into, offset) => this.around('read', () => readBlocks(reader, into, offset)),
      close: () => reader.close(),
    };
  }

  remove(key: string): Promise<void> {
    return this.around('remove', () => this.inner.remove(key));
  }

  list(prefix: string): AsyncIterable<string> {
    return this.inner.list(prefix);
  }

  override close(): Promise<void> {
    return this.inner.close();
  }

  protected abstract around<T>(operation: Operation, work: () => Promise<T>): Promise<T>;
}

export interface Limits {
  /** How many operations run at the same time; further ones wait in order. */
  readonly parallel: number;
  /** How many may wait; further ones fail at once. */
  readonly waiting: number;
  /** How long one waits before it fails. */
  readonly waitMs: number;
}

/** A provider that is a moment behind a burst of saves catches up; one that is a minute behind does not. */
const LIMITS: Limits = { parallel: 16, waiting: 5_000, waitMs: 60_000 };

/** Limits how many operations run at a provider at the same time. */
export const withConcurrencyLimit = (
  inner: ShardStore,
  limits: Partial<Limits> = {},
): LimitedShards => new LimitedShards(inner, { ...LIMITS, ...limits });

export class LimitedShards extends ShardStoreDecorator {
  readonly #waiting = new Set<() => void>();
  #running = 0;

  constructor(
    inner: ShardStore,
    private readonly limits: Limits,
  ) {
    super(inner);
  }

  /** For metrics. */
  get figures(): { readonly running: number; readonly waiting: number } {
    return { running: this.#running, waiting: this.#waiting.size };
  }

  protected async around<T>(_: Operation, work: () => Promise<T>): Promise<T> {
    if (this.#running < this.limits.parallel) this.#running++;
    else await this.#turn();
    try {
      return await work();
    } finally {
      // The slot is handed over, so that no newer operation can take it in between.
      const [next] = this.#waiting;
      if (next === undefined) this.#running--;
      else next();
    }
  }

  #turn(): Promise<void> {
    const { waiting, waitMs } = this.limits;
    if (this.#waiting.size >= waiting) return Promise.reject(this.#busy('ENOBUFS'));
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#waiting.delete(go);
        reject(this.#busy('ETIMEDOUT'));
      }, waitMs);
      const go = (): void => {
        clearTimeout(late);
        this.#waiting.delete(go);
        resolve();
      };
      this.#waiting.add(go);
    });
  }

  #busy(code: string): Error {
    const cause = Object.assign(new Error('too many operations wait'), { code, isPermanent: true });
    return providerFailed(this.provider, 'take another operation', cause);
  }
}

export interface RetryOptions {
  readonly attempts: number;
  /** Each further delay is four times as long. */
  readonly firstDelayMs: number;
}

/** Retries operations that failed at the provider. A shard that is missing or too short is not tried again. */
export const retrying = (inner: ShardStore, options: RetryOptions): ShardStore =>
  new RetryingShards(inner, options);

class RetryingShards extends ShardStoreDecorator {
  constructor(
    inner: ShardStore,
    private readonly options: RetryOptions,
  ) {
    super(inner);
  }

  protected around<T>(_: Operation, work: () => Promise<T>): Promise<T> {
    return retry(this.options, work);
  }
}

/** Does the work until it succeeds, fails permanently, or has used up its attempts. */
export async function retry<T>(
  { attempts, firstDelayMs }: RetryOptions,
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= attempts || !isTransient(error)) throw error;
      await delay(firstDelayMs * 4 ** (attempt - 1));
    }
  }
}

/** A full or absent disk does not recover within a second. */
const PERMANENT_ERRNOS = new Set([
  ...['ENOENT', 'ENOSPC', 'EROFS', 'EACCES', 'EPERM', 'ENOTDIR', 'EDQUOT'],
]);

function isTransient(error: unknown): boolean {
  if (!isAppError(error, 'storage/provider-failed')) return false;
  const cause = error.cause as { code?: string; isPermanent?: boolean } | undefined;
  if (cause?.isPermanent !== undefined) return !cause.isPermanent;
  return cause?.code === undefined || !PERMANENT_ERRNOS.has(cause.code);
}

/** Measures how long reads take at a provider, so that readers can choose the faster ones. */
export const timed = (inner: ShardStore, latencies: Latencies): ShardStore =>
  new TimedShards(inner, latencies);

class TimedShards extends ShardStoreDecorator {
  constructor(
    inner: ShardStore,
    private readonly latencies: Latencies,
  ) {
    super(inner);
  }

  override create(key: string): ShardWriter {
    return this.inner.create(key);
  }

  protected around<T>(operation: Operation, work: () => Promise<T>): Promise<T> {
    return operation === 'open' || operation === 'read'
      ? this.latencies.measure(this.provider, operation, work)
      : work();
  }
}
