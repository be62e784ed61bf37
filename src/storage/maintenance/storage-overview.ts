import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import type { Providers } from '../providers/providers.js';
import type { KeptFigures } from './kept-figures.js';
import { healthOf } from './provider-health.js';
import type { ProviderState, ProviderStates } from './provider-states.js';
import type { ObjectAtRisk, ProviderFigures, StorageTotals } from './storage-figures.js';
import { SCRUB, type StorageMaintenance } from './storage-maintenance.js';
import type { OrphanKind } from './orphan-register.js';
import type { MaintenanceTasks } from './maintenance-tasks.js';

export interface ProviderOverview extends ProviderFigures {
  /** `gone`: shards are recorded there, and it is not configured. */
  readonly state: ProviderState | 'gone';
  /** What is wrong with it; nothing when it answers. */
  readonly trouble: string | undefined;
}

export interface StorageView extends StorageTotals {
  readonly atMs: number;
  /** When its numbers were counted, shortly before. */
  readonly countedAtMs: number;
  /** So many providers a version needs: k + m. */
  readonly needed: number;
  readonly providers: readonly ProviderOverview[];
  readonly atRiskObjects: readonly ObjectAtRisk[];
  readonly scrub: {
    /** Everything verified before this is due. */
    readonly sinceMs: number;
    readonly requestedAtMs: number;
    readonly done: number;
    readonly total: number;
  };
  readonly orphans: ReadonlyMap<OrphanKind, number>;
}

export interface OverviewParts {
  readonly providers: Providers;
  readonly states: ProviderStates;
  readonly figures: KeptFigures;
  readonly tasks: MaintenanceTasks;
  readonly maintenance: StorageMaintenance;
  readonly needed: number;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** How the storage stands: who answers and what was asked of it now, and figures of a moment ago. */
export class StorageOverview {
  constructor(private readonly parts: OverviewParts) {}

  async look(): Promise<StorageView> {
    const { providers, states, maintenance, tasks, clock, ids } = this.parts;
    const [known, { requestedAtMs }, sinceMs, health] = await Promise.all([
      states.all(),
      tasks.timesOf(SCRUB),
      maintenance.scrubSinceMs(),
      healthOf(providers, () => ids.next()),
    ]);
    const asked = JSON.stringify([requestedAtMs, ...known]);
    const counted = await this.parts.figures.look({ asked, sinceMs });
    return {
      ...counted.totals,
      needed: this.parts.needed,
      atMs: clock.nowMs(),
      countedAtMs: counted.atMs,
      providers: this.#providers(counted.providers, known, health),
      atRiskObjects: counted.atRisk,
      scrub: { sinceMs: counted.sinceMs, requestedAtMs, ...counted.scrubbed },
      orphans: counted.orphans,
    };
  }

  #providers(
    counted: readonly ProviderFigures[],
    known: ReadonlyMap<string, ProviderState>,
    health: ReadonlyMap<string, string | undefined>,
  ): ProviderOverview[] {
    const configured = this.parts.providers.all.map(({ provider }) => provider);
    const gone = counted.map(({ provider }) => provider).filter((name) => !health.has(name));
    return [...configured, ...gone.sort()].map((provider) => ({
      ...(counted.find((each) => each.provider === provider) ?? noFigures(provider)),
      state: health.has(provider) ? (known.get(provider) ?? 'active') : 'gone',
      trouble: health.get(provider),
    }));
  }
}

const noFigures = (provider: string): ProviderFigures => ({
  provider,
  shards: 0,
  missing: 0,
  bytes: 0,
  scrubbedSinceMs: 0,
});
