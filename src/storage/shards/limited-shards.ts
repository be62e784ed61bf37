import { ShardStore, type ShardReader, type ShardWriter } from './shard-store.js';

/** At most `parallel` operations at one provider at a time; the others wait in order. */
export const limited = (inner: ShardStore, parallel: number): ShardStore =>
  new LimitedShards(inner, parallel);

class LimitedShards extends ShardStore {
  readonly provider: string;
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(
    private readonly inner: ShardStore,
    parallel: number,
  ) {
    super();
    this.provider = inner.provider;
    this.#free = parallel;
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

  list(prefix: string): AsyncIterable<string> {
    return this.inner.list(prefix);
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }
}
