import type { Latencies, RequestKind } from './latencies.js';
import {
  ShardStore,
  type ProviderWeakness,
  type ShardReader,
  type ShardWriter,
} from './shard-store.js';

/** Measures how long reading takes at a provider, so that readers know whom to ask. */
export const timed = (inner: ShardStore, latencies: Latencies): ShardStore =>
  new TimedShards(inner, latencies);

class TimedShards extends ShardStore {
  readonly provider: string;

  constructor(
    private readonly inner: ShardStore,
    private readonly latencies: Latencies,
  ) {
    super();
    this.provider = inner.provider;
  }

  create(key: string): Promise<ShardWriter> {
    return this.inner.create(key);
  }

  async open(key: string): Promise<ShardReader> {
    const reader = await this.#measured('open', () => this.inner.open(key));
    return {
      size: reader.size,
      read: (into, offset) => this.#measured('read', () => reader.read(into, offset)),
      close: () => reader.close(),
    };
  }

  remove(key: string): Promise<void> {
    return this.inner.remove(key);
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

  #measured<T>(kind: RequestKind, request: () => Promise<T>): Promise<T> {
    return this.latencies.measure(this.provider, kind, request);
  }
}
