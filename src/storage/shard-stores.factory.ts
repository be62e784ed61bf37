import { bareStoreOf, sturdy } from './shards/open-shard-store.factory.js';
import type { DirectoryShardStore } from './shards/shard-store.directory.js';
import { S3ShardStore } from './shards/shard-store.s3.js';
import type { Clock } from '../platform/clock/clock.js';
import type { ProviderSettings } from './provider-settings.js';
import type { ShardStore } from './shards/shard-store.js';

export interface OpeningTools {
  readonly clock: Clock;
  readonly log: {
    log(message: string): void;
    error(message: string, error: unknown): void;
  };
}

/** The stores of all configured providers. One that cannot be used fails later, alone. */
export class ShardStores {
  /** What is known of buckets beside that they work; nothing until they were reached once. */
  readonly #notes = new Map<string, string>();
  readonly #unexamined = new Map<string, S3ShardStore>();

  private constructor(
    readonly all: readonly ShardStore[],
    private readonly tools: OpeningTools,
  ) {}

  /** Waits for directories, which must be ready before the first write; never for a server elsewhere. */
  static async open(
    providers: readonly ProviderSettings[],
    tools: OpeningTools,
  ): Promise<ShardStores> {
    const bare = providers.map(bareStoreOf);
    const stores = new ShardStores(bare.map(sturdy), tools);
    await Promise.all(bare.map((store) => stores.#prepare(store)));
    return stores;
  }

  noteOf(provider: string): string | undefined {
    const store = this.#unexamined.get(provider);
    if (store !== undefined) void this.#examine(store);
    return this.#notes.get(provider);
  }

  async #prepare(store: DirectoryShardStore | S3ShardStore): Promise<void> {
    if (store instanceof S3ShardStore) return void this.#examine(store);
    await store.prepare(this.tools.clock.nowMs()).catch((error: unknown) => {
      this.tools.log.error(`provider ${store.provider} is not usable`, error);
    });
  }

  async #examine(store: S3ShardStore): Promise<void> {
    const { provider } = store;
    this.#unexamined.delete(provider);
    try {
      const { conditionalPut, checksMd5 } = await store.examine();
      const note = `conditional PUT ${said(conditionalPut)}, Content-MD5 enforced ${said(checksMd5)}`;
      this.#notes.set(provider, note);
      this.tools.log.log(`provider ${provider}: ${note}`);
      await store.prepare(this.tools.clock.nowMs());
    } catch (error) {
      this.tools.log.error(`provider ${provider} is not usable`, error);
      if (!this.#notes.has(provider)) this.#unexamined.set(provider, store);
    }
  }
}

const said = (can: boolean): string => (can ? 'yes' : 'no');
