import type { ObjectIndex } from '../object-index.js';
import type { StoredObject, StoredShard } from '../object-store.js';
import { placementOf } from '../providers/placement.js';
import type { Providers } from '../providers/providers.js';
import { StripeLayout } from '../seal/stripe-layout.js';
import type { ErasureProfiles } from '../erasure-profiles.js';
import type { Throttle } from './byte-rate-limiter.js';
import type { ShardCheck } from './shard-check.js';
import { ShardRebuilding } from './shard-rebuilding.js';
import { ShardSources } from './shard-sources.js';
import { ShardTarget } from './shard-target.js';
import type { MaintenanceIndex } from './maintenance-index.js';

export interface RepairTools {
  readonly objects: ObjectIndex;
  readonly maintenance: MaintenanceIndex;
  readonly providers: Providers;
  readonly profiles: ErasureProfiles;
  readonly check: ShardCheck;
}

/** What became of one object's lost shards. */
export interface Repaired {
  /** Were whole where they should be, against what the row said. */
  readonly found: number;
  readonly rebuilt: number;
  /** Could not be done now: a provider is away, or none is free. */
  readonly waiting: number;
}

/** Brings the lost shards of one object back: looks where they should be first, then rebuilds. */
export class ObjectRepair {
  constructor(private readonly tools: RepairTools) {}

  /** Rejects with `storage/unrecoverable` when fewer than k shards are left. */
  async repair(stored: StoredObject, throttle: Throttle): Promise<Repaired> {
    const lost = stored.shards.filter((shard) => this.#isLost(shard));
    const wholes = await Promise.all(lost.map((shard) => this.#isWhole(stored, shard, throttle)));
    let found = 0;
    for (const shard of lost.filter((_, i) => wholes[i])) {
      if (await this.#switch(stored, shard, shard.provider)) found++;
    }
    const gone = lost.filter((_, i) => !wholes[i]);
    const places = this.#placesFor(stored, gone);
    const targets = gone.flatMap(({ index }) => {
      const store = this.tools.providers.find(places.get(index) ?? '');
      return store === undefined ? [] : [new ShardTarget(index, store, stored)];
    });
    const rebuilt = targets.length > 0 ? await this.#rebuild(stored, targets, throttle) : 0;
    return { found, rebuilt, waiting: gone.length - rebuilt };
  }

  #isLost({ state, provider }: StoredShard): boolean {
    return state === 'missing' || this.tools.providers.find(provider) === undefined;
  }

  /** Late ones have come since, and providers are back with what they had. */
  async #isWhole(stored: StoredObject, shard: StoredShard, throttle: Throttle): Promise<boolean> {
    const { check } = this.tools;
    return (await check.check(stored, shard.index, shard.provider, throttle)).is === 'good';
  }

  /** Where it was, when that provider takes shards; else one that has none of this object. */
  #placesFor(stored: StoredObject, gone: readonly StoredShard[]): ReadonlyMap<number, string> {
    const accepting = this.tools.providers.accepting.map(({ provider }) => provider);
    const goneHere = gone.filter(({ provider }) => accepting.includes(provider));
    const kept = stored.shards.filter((shard) => !gone.includes(shard)).concat(goneHere);
    const taken = new Set(kept.map(({ provider }) => provider));
    const free = placementOf(stored.versionId, accepting, accepting.length).filter(
      (name) => !taken.has(name),
    );
    return new Map(
      gone.flatMap((shard) => {
        const place = goneHere.includes(shard) ? shard.provider : free.shift();
        return place === undefined ? [] : [[shard.index, place] as const];
      }),
    );
  }

  async #rebuild(
    stored: StoredObject,
    targets: readonly ShardTarget[],
    throttle: Throttle,
  ): Promise<number> {
    const { providers, profiles } = this.tools;
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
      if (!target.hasFailed && (await this.#isTaken(stored, target, throttle))) rebuilt++;
    }
    return rebuilt;
  }

  /** A provider is believed when it gives back what it was given. */
  async #isTaken(stored: StoredObject, target: ShardTarget, throttle: Throttle): Promise<boolean> {
    const { check } = this.tools;
    const { index, store } = target;
    const verdict = await check.check(stored, index, store.provider, throttle);
    const from = stored.shards.find((shard) => shard.index === index) as StoredShard;
    return verdict.is === 'good' && this.#switch(stored, from, store.provider);
  }

  #switch(stored: StoredObject, from: StoredShard, provider: string): Promise<boolean> {
    return this.tools.maintenance.switchShard({ versionId: stored.versionId, from, provider });
  }

  async #markBad(stored: StoredObject, { foundBad }: ShardSources): Promise<void> {
    for (const [index, reason] of foundBad) {
      const known = stored.shards.find((shard) => shard.index === index);
      if (known?.state === 'present') {
        await this.tools.objects.markMissing(stored.versionId, index, reason);
      }
    }
  }
}
