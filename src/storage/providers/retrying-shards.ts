import { setTimeout as delay } from 'node:timers/promises';
import { isAppError } from '../../platform/errors/app-error.js';
import {
  ShardStore,
  type ProviderWeakness,
  type ShardReader,
  type ShardWriter,
} from './shard-store.js';

export interface RetryOptions {
  readonly attempts: number;
  readonly firstDelayMs: number;
}

/** Tries again what failed at the provider; what is missing or too short stays so and is not tried again. */
export const retrying = (inner: ShardStore, options: RetryOptions): ShardStore =>
  new RetryingShards(inner, options);

class RetryingShards extends ShardStore {
  readonly provider: string;

  constructor(
    private readonly inner: ShardStore,
    private readonly options: RetryOptions,
  ) {
    super();
    this.provider = inner.provider;
  }

  async create(key: string): Promise<ShardWriter> {
    const writer = await this.#retry(() => this.inner.create(key));
    return {
      append: (bytes) => this.#retry(() => writer.append(bytes)),
      commit: () => this.#retry(() => writer.commit()),
      abort: () => writer.abort(),
    };
  }

  async open(key: string): Promise<ShardReader> {
    const reader = await this.#retry(() => this.inner.open(key));
    return {
      size: reader.size,
      read: (into, offset) => this.#retry(() => reader.read(into, offset)),
      close: () => reader.close(),
    };
  }

  remove(key: string): Promise<void> {
    return this.#retry(() => this.inner.remove(key));
  }

  override get weakness(): ProviderWeakness | undefined {
    return this.inner.weakness;
  }

  override close(): Promise<void> {
    return this.inner.close();
  }

  list(prefix: string): AsyncIterable<string> {
    return this.inner.list(prefix);
  }

  #retry<T>(work: () => Promise<T>): Promise<T> {
    return retry(this.options, work);
  }
}

/** Does the work, again and again if need be, waiting four times longer each time. */
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

/** A full or absent disk does not come back within a second. */
const PERMANENT_ERRNOS = new Set([
  'ENOENT',
  'ENOSPC',
  'EROFS',
  'EACCES',
  'EPERM',
  'ENOTDIR',
  'EDQUOT',
]);

function isTransient(error: unknown): boolean {
  if (!isAppError(error, 'storage/provider-failed')) return false;
  const cause = error.cause as { code?: string; isPermanent?: boolean } | undefined;
  if (cause?.isPermanent !== undefined) return !cause.isPermanent;
  return cause?.code === undefined || !PERMANENT_ERRNOS.has(cause.code);
}
