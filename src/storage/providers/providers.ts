import { createHash, randomUUID } from 'node:crypto';
import { proveStore } from './provider-proofs.js';
import { RestingProviders } from './resting-providers.js';
import type { QuorumOptions } from './quorum-options.js';
import type { ShardStore } from './shard-store.js';

/** All configured providers, and how many of them a write must reach. */
export class Providers {
  readonly #byName: ReadonlyMap<string, ShardStore>;
  #draining: ReadonlySet<string> = new Set();
  /** Providers that writes leave out for the moment. */
  readonly resting: RestingProviders;

  constructor(
    readonly all: readonly ShardStore[],
    readonly quorum: QuorumOptions,
  ) {
    this.#byName = new Map(all.map((store) => [store.provider, store]));
    const works = async (store: ShardStore): Promise<boolean> =>
      (await proveStore(store, randomUUID())) === undefined;
    this.resting = new RestingProviders(quorum.timing, works, quorum.lateAfterMs);
  }

  /** Undefined for a provider that is no longer configured. */
  find(provider: string): ShardStore | undefined {
    return this.#byName.get(provider);
  }

  /** Providers that get new shards and keyrings. */
  get accepting(): readonly ShardStore[] {
    return this.all.filter(({ provider }) => !this.#draining.has(provider));
  }

  /** Draining providers are still read from, and no longer written to. */
  setDraining(names: Iterable<string>): void {
    this.#draining = new Set(names);
  }

  /** The provider of each shard of a new object, by shard index. */
  storesFor(versionId: string, shards: number): ShardStore[] {
    const { accepting } = this;
    // With too few left that accept shards, a draining one is better than none.
    const stores = accepting.length < shards ? this.all : accepting;
    return placed(versionId, stores).slice(0, shards);
  }

  /** Accepting providers that have no shard of the object yet, in the order of its placement. */
  freeFor(versionId: string, taken: Iterable<string>): ShardStore[] {
    const names = new Set(taken);
    return placed(versionId, this.accepting).filter(({ provider }) => !names.has(provider));
  }
}

/**
 * Rendezvous hashing: the provider of shard i is the i-th of all providers, ordered by a hash of version and
 * provider. Spreads evenly, needs no table, and a provider that joins or leaves moves only its own shards.
 */
function placed(versionId: string, stores: readonly ShardStore[]): ShardStore[] {
  const scored = stores.map((store) => ({ store, score: scoreOf(versionId, store.provider) }));
  scored.sort((a, b) => (a.score < b.score ? 1 : -1));
  return scored.map(({ store }) => store);
}

const scoreOf = (versionId: string, provider: string): string =>
  createHash('sha256').update(`${versionId}\0${provider}`).digest('hex');
