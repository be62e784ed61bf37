import type { Clock } from '../../platform/clock/clock.js';
import type { DocumentKeyrings } from '../keyrings/document-keyrings.js';
import type { Providers } from '../providers/providers.js';
import type { ShardStore } from '../providers/shard-store.js';
import type { KeyringScrub } from './keyring-scrub.js';
import type { ByteRateLimiter } from './byte-rate-limiter.js';
import type { ProviderEvacuation } from './provider-evacuation.js';
import type { ProviderStates } from './provider-states.js';
import type { OrphanCollection } from './orphan-collection.js';
import type { Orphan } from './orphan-register.js';
import type { MaintenanceIndex } from './maintenance-index.js';
import type { MaintenancePasses } from './maintenance-passes.js';
import type { MaintenanceTasks } from './maintenance-tasks.js';

export const DAY_MS = 24 * 60 * 60_000;
const ORPHANS_EVERY_MS = DAY_MS / 4;
const KEYRINGS_EVERY_MS = 60 * 60_000;
const LEASE_MS = 60 * 60_000;

export const SCRUB = 'scrub';
const KEYRINGS = 'keyrings';
/** As the task is called in `storage_tasks`. */
const ORPHANS = 'strays';

export interface MaintenanceParts {
  readonly by: string;
  readonly clock: Clock;
  readonly settings: { readonly scrubDays: number; readonly orphanDays: number };
  readonly providers: Providers;
  readonly keyrings: DocumentKeyrings;
  readonly index: MaintenanceIndex;
  readonly states: ProviderStates;
  readonly tasks: MaintenanceTasks;
  readonly rounds: MaintenancePasses;
  readonly keyringScrub: KeyringScrub;
  readonly scrubLimiter: ByteRateLimiter;
  readonly emptying: ProviderEvacuation;
  readonly orphans: OrphanCollection;
}

/** What storage does for itself, beside the requests or when somebody asks: each call is one round. */
export class StorageMaintenance {
  constructor(private readonly parts: MaintenanceParts) {}

  /** Which providers are configured, and which are being emptied, as the database has it. */
  async refresh(): Promise<void> {
    const { providers, states } = this.parts;
    await states.register(providers.all.map(({ provider }) => provider));
    providers.setDraining(await this.#draining());
  }

  async settleKeyrings(stop: AbortSignal): Promise<void> {
    await this.refresh();
    await this.parts.keyrings.settleAll(stop);
  }

  async repair(stop: AbortSignal): Promise<void> {
    const { providers, index, rounds, states } = this.parts;
    await this.refresh();
    const names = [...(await states.all()).keys()];
    await index.markGone(names.filter((name) => providers.find(name) === undefined));
    await rounds.repair(stop);
  }

  /** Everything that was not verified within the span, or since somebody asked for all. */
  async scrub(stop: AbortSignal): Promise<void> {
    const { rounds, keyringScrub, scrubLimiter } = this.parts;
    await this.refresh();
    await rounds.scrub(await this.scrubSinceMs(), stop);
    await this.#once(KEYRINGS, KEYRINGS_EVERY_MS, async () => {
      await keyringScrub.scrub(await this.scrubSinceMs(), (bytes) =>
        scrubLimiter.take(bytes, stop),
      );
    });
  }

  async drain(stop: AbortSignal): Promise<void> {
    const { providers, rounds } = this.parts;
    await this.refresh();
    const draining = await this.#draining();
    await rounds.drain(draining, stop);
    for (const name of draining) {
      const store = providers.find(name);
      if (store !== undefined) await this.#empty(store, stop);
    }
  }

  /** Keyrings go last: as long as shards are there, somebody may want to undo it. */
  async #empty(store: ShardStore, stop: AbortSignal): Promise<void> {
    const { emptying, states, index } = this.parts;
    const isLeft = (await index.shardsAt(store.provider)) === 0;
    await states.noteEmptied(store.provider, isLeft && (await emptying.empty(store, stop)));
  }

  async collectOrphans(stop: AbortSignal): Promise<readonly Orphan[]> {
    const { orphans, settings } = this.parts;
    let collected: readonly Orphan[] = [];
    await this.#once(ORPHANS, ORPHANS_EVERY_MS, async () => {
      await orphans.look(stop);
      collected = await orphans.collect(settings.orphanDays * DAY_MS, stop);
    });
    return collected;
  }

  /** What a collection would remove now, after a look at every entry. */
  async orphansDue(stop: AbortSignal): Promise<readonly Orphan[]> {
    const { orphans, settings } = this.parts;
    await orphans.look(stop);
    return orphans.due(settings.orphanDays * DAY_MS);
  }

  /** Shards verified before this are due. */
  async scrubSinceMs(): Promise<number> {
    const { clock, settings, tasks } = this.parts;
    const { requestedAtMs } = await tasks.timesOf(SCRUB);
    return Math.max(clock.nowMs() - settings.scrubDays * DAY_MS, requestedAtMs);
  }

  async #draining(): Promise<string[]> {
    const states = await this.parts.states.all();
    return [...states].filter(([, state]) => state !== 'active').map(([name]) => name);
  }

  /** On one instance only, and not again for a while; unless somebody asked for all since. */
  async #once(name: string, everyMs: number, work: () => Promise<void>): Promise<void> {
    const { tasks, clock, by } = this.parts;
    const now = clock.nowMs();
    const { requestedAtMs } = await tasks.timesOf(SCRUB);
    const sinceMs = Math.max(now - everyMs, requestedAtMs);
    const claim = { by, sinceMs, untilMs: now + LEASE_MS };
    if (!(await tasks.claim(name, claim))) return;
    try {
      await work();
      await tasks.finish(name, by);
    } catch (error) {
      await tasks.giveUp(name, by);
      throw error;
    }
  }
}
