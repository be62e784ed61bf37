import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import type { Providers } from '../providers.js';
import { healthOf } from './provider-health.js';
import type { ProviderState, ProviderStates } from './provider-states.js';
import type {
  ObjectAtRisk,
  ProviderFigures,
  StorageFigures,
  StorageTotals,
} from './storage-figures.js';
import { SCRUB, type StorageUpkeep } from './storage-upkeep.js';
import type { StrayKind, StrayRegister } from './stray-register.js';
import type { UpkeepTasks } from './upkeep-tasks.js';

export interface ProviderOverview extends ProviderFigures {
  /** `gone`: shards are recorded there, and it is not configured. */
  readonly state: ProviderState | 'gone';
  /** What is wrong with it; nothing when it answers. */
  readonly trouble: string | undefined;
}

export interface StorageView extends StorageTotals {
  readonly atMs: number;
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
  readonly strays: ReadonlyMap<StrayKind, number>;
}

export interface OverviewParts {
  readonly providers: Providers;
  readonly states: ProviderStates;
  readonly figures: StorageFigures;
  readonly strays: StrayRegister;
  readonly tasks: UpkeepTasks;
  readonly upkeep: StorageUpkeep;
  readonly needed: number;
  readonly clock: Clock;
  readonly ids: Ids;
}

const AT_RISK_SHOWN = 50;

/** How the storage stands. */
export class StorageOverview {
  constructor(private readonly parts: OverviewParts) {}

  async look(): Promise<StorageView> {
    const { figures, upkeep, tasks, strays, clock } = this.parts;
    const sinceMs = await upkeep.scrubSinceMs();
    const [providers, totals, atRiskObjects, scrubbed, { requestedAtMs }, counts] =
      await Promise.all([
        this.#providers(),
        figures.totals(),
        figures.atRisk(AT_RISK_SHOWN),
        figures.scrubbedSince(sinceMs),
        tasks.timesOf(SCRUB),
        strays.counts(),
      ]);
    return {
      ...totals,
      needed: this.parts.needed,
      atMs: clock.nowMs(),
      providers,
      atRiskObjects,
      scrub: { sinceMs, requestedAtMs, ...scrubbed },
      strays: counts,
    };
  }

  async #providers(): Promise<ProviderOverview[]> {
    const { providers, states, figures, ids } = this.parts;
    const [known, counted, health] = await Promise.all([
      states.all(),
      figures.providers(),
      healthOf(providers, () => ids.next()),
    ]);
    const configured = providers.all.map(({ provider }) => provider);
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
