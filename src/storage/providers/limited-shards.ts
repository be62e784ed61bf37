import { providerFailed } from '../storage.errors.js';
import {
  ShardStore,
  type ProviderWeakness,
  type ShardReader,
  type ShardWriter,
} from './shard-store.js';

export interface Limits {
  /** So many operations at a time; the others wait in order, */
  readonly parallel: number;
  /** so many of them, */
  readonly waiting: number;
  /** and none for longer. */
  readonly waitMs: number;
}

/** A place that is a moment behind a burst of saves catches up; one that is a minute behind does not. */
const LIMITS: Limits = { parallel: 16, waiting: 5_000, waitMs: 60_000 };

/** At most so many operations at one provider at a time. */
export const withConcurrencyLimit = (
  inner: ShardStore,
  limits: Partial<Limits> = {},
): LimitedShards => new LimitedShards(inner, { ...LIMITS, ...limits });

export class LimitedShards extends ShardStore {
  readonly provider: string;
  readonly #waiting = new Set<() => void>();
  #running = 0;

  constructor(
    private readonly inner: ShardStore,
    private readonly limits: Limits,
  ) {
    super();
    this.provider = inner.provider;
  }

  /** For metrics. */
  get figures(): { readonly running: number; readonly waiting: number } {
    return { running: this.#running, waiting: this.#waiting.size };
  }

  async create(key: string): Promise<ShardWriter> {
    const writer = await this.#inTurn(() => this.inner.create(key));
    return {
      append: (bytes) => this.#inTurn(() => writer.append(bytes)),
      commit: () => this.#inTurn(() => writer.commit()),
      // Giving up must not wait for the provider that one gives up on.
      abort: () => writer.abort(),
    };
  }

  async open(key: string): Promise<ShardReader> {
    const reader = await this.#inTurn(() => this.inner.open(key));
    return {
      size: reader.size,
      read: (into, offset) => this.#inTurn(() => reader.read(into, offset)),
      close: () => reader.close(),
    };
  }

  remove(key: string): Promise<void> {
    return this.#inTurn(() => this.inner.remove(key));
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

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.limits.parallel) this.#running++;
    else await this.#turn();
    try {
      return await work();
    } finally {
      // The turn is handed on, so nobody can slip in between.
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
