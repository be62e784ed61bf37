import type { ErasureProfiles } from '../erasure-profiles.js';
import type { ObjectIndex } from '../object-store.js';
import type { StoredObject, StoredShard } from '../object-store.js';
import type { Providers } from '../providers/providers.js';
import type { ShardStore } from '../providers/shard-store.js';
import { StripeLayout } from '../seal/stripe-layout.js';
import type { Throttle } from './byte-rate-limiter.js';
import type { MaintenanceIndex } from './maintenance-index.js';
import type { ShardCheck } from './shard-check.js';
import { ShardRebuilding, ShardTarget } from './shard-rebuilding.js';
import { ShardSources } from './shard-sources.js';

export interface RepairParts {
  readonly objects: ObjectIndex;
  readonly index: MaintenanceIndex;
  readonly providers: Providers;
  readonly profiles: ErasureProfiles;
  readonly check: ShardCheck;
}

/** What became of one object's missing shards. */
export interface RepairResult {
  /** Turned out to be whole where the row says they belong. */
  readonly found: number;
  readonly rebuilt: number;
  /** Not repaired now: a provider does not answer, or none is free. */
  readonly waiting: number;
}

/** Repairs one object: checks whether missing shards are there after all, and rebuilds the others. */
export class ObjectRepair {
  constructor(private readonly parts: RepairParts) {}

  /** Rejects with `storage/unrecoverable` when fewer than k shards are left. */
  async repair(stored: StoredObject, throttle: Throttle): Promise<RepairResult> {
    const missing = stored.shards.filter((shard) => this.#isMissing(shard));
    const isWhole = await Promise.all(
      missing.map((shard) => this.#isWhole(stored, shard.index, shard.provider, throttle)),
    );
    let found = 0;
    for (const shard of missing.filter((_, i) => isWhole[i])) {
      if (await this.#switch(stored, shard, shard.provider)) found++;
    }
    const lost = missing.filter((_, i) => !isWhole[i]);
    const stores = this.#storesFor(stored, lost);
    const targets = lost.flatMap(({ index }) => {
      const store = stores.get(index);
      return store === undefined ? [] : [new ShardTarget(index, store, stored)];
    });
    const rebuilt = targets.length > 0 ? await this.#rebuild(stored, targets, throttle) : 0;
    return { found, rebuilt, waiting: lost.length - rebuilt };
  }

  #isMissing({ state, provider }: StoredShard): boolean {
    return state === 'missing' || this.parts.providers.find(provider) === undefined;
  }

  /** Late writes may have completed since, and a provider may have come back with its shards. */
  async #isWhole(
    stored: StoredObject,
    index: number,
    provider: string,
    throttle: Throttle,
  ): Promise<boolean> {
    return (await this.parts.check.check(stored, index, provider, throttle)).is === 'good';
  }

  /** By shard index: the provider it was on, if that accepts shards, else a free one. */
  #storesFor(stored: StoredObject, lost: readonly StoredShard[]): ReadonlyMap<number, ShardStore> {
    const { providers } = this.parts;
    const accepting = new Map(providers.accepting.map((store) => [store.provider, store]));
    const inPlace = lost.filter(({ provider }) => accepting.has(provider));
    const kept = stored.shards.filter((shard) => !lost.includes(shard));
    const taken = [...kept, ...inPlace].map(({ provider }) => provider);
    const free = providers.freeFor(stored.versionId, taken);
    return new Map(
      lost.flatMap(({ index, provider }) => {
        const store = accepting.get(provider) ?? free.shift();
        return store === undefined ? [] : [[index, store] as const];
      }),
    );
  }

  async #rebuild(
    stored: StoredObject,
    targets: readonly ShardTarget[],
    throttle: Throttle,
  ): Promise<number> {
    const { providers, profiles } = this.parts;
    const layout = new StripeLayout(stored.required, stored.sealedSize);
    const sources = new ShardSources(stored, layout, providers);
    try {
      await sources.open();
      await new ShardRebuilding(stored, profiles, throttle).write(sources, targets);
      await Promise.all(targets.map((target) => target.commit()));
    } finally {
      await Promise.all(targets.map((target) => target.abort()));
      await sources.close();
      await this.#markBad(stored, sources);
    }
    let rebuilt = 0;
    for (const target of targets) {
      if (!target.hasFailed && (await this.#record(stored, target, throttle))) rebuilt++;
    }
    return rebuilt;
  }

  /** Records a rebuilt shard after its provider has returned it as it was written. */
  async #record(stored: StoredObject, target: ShardTarget, throttle: Throttle): Promise<boolean> {
    const { index, store } = target;
    const before = stored.shards.find((shard) => shard.index === index) as StoredShard;
    const isWhole = await this.#isWhole(stored, index, store.provider, throttle);
    return isWhole && this.#switch(stored, before, store.provider);
  }

  #switch(stored: StoredObject, from: StoredShard, provider: string): Promise<boolean> {
    return this.parts.index.switchShard({ versionId: stored.versionId, from, provider });
  }

  async #markBad(stored: StoredObject, { foundBad }: ShardSources): Promise<void> {
    for (const [index, reason] of foundBad) {
      const known = stored.shards.find((shard) => shard.index === index);
      if (known?.state === 'present') {
        await this.parts.objects.markMissing(stored.versionId, index, reason);
      }
    }
  }
}
