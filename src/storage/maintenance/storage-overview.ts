import type { Clock } from '../../platform/clock/clock.js';
import type { ProviderProofs } from '../providers/provider-proofs.js';
import type { DrainControl, ProviderState } from './drain-control.js';
import type { MaintenanceSchedule } from './maintenance-schedule.js';
import type { OrphanKind, OrphanRegister } from './orphan-collection.js';
import type {
  ObjectAtRisk,
  ProviderFigures,
  StorageFigures,
  StorageTotals,
} from './storage-figures.js';

export interface ProviderOverview extends ProviderFigures {
  /** `gone`: shards are recorded there, and it is not configured. */
  readonly state: ProviderState | 'gone';
  /** Why it does not work; undefined when it does. */
  readonly trouble: string | undefined;
}

export interface StorageView extends StorageTotals {
  readonly atMs: number;
  /** When its numbers were counted, shortly before. */
  readonly countedAtMs: number;
  /** How many providers a version needs: k + m. */
  readonly needed: number;
  readonly providers: readonly ProviderOverview[];
  readonly atRiskObjects: readonly ObjectAtRisk[];
  readonly scrub: {
    /** Shards that were last verified before this are due. */
    readonly sinceMs: number;
    readonly requestedAtMs: number;
    readonly done: number;
    readonly total: number;
  };
  readonly orphans: ReadonlyMap<OrphanKind, number>;
}

export interface OverviewParts {
  readonly drains: DrainControl;
  readonly schedule: MaintenanceSchedule;
  readonly figures: FiguresCache;
  readonly proofs: ProviderProofs;
  readonly clock: Clock;
}

/** The state of the storage: which providers work and what was requested, as of now; and recent figures. */
export class StorageOverview {
  constructor(private readonly parts: OverviewParts) {}

  async look(): Promise<StorageView> {
    const { drains, schedule, figures, proofs, clock } = this.parts;
    const [states, requestedAtMs, sinceMs, failures] = await Promise.all([
      drains.all(),
      schedule.scrubRequestedAtMs(),
      schedule.scrubSinceMs(),
      proofs.proveAll(),
    ]);
    const basis = JSON.stringify([requestedAtMs, ...states]);
    const counted = await figures.look({ basis, sinceMs });
    const troubles = new Map([...failures].map(([name, failure]) => [name, failure?.message]));
    return {
      ...counted.totals,
      needed: drains.neededProviders,
      atMs: clock.nowMs(),
      countedAtMs: counted.atMs,
      providers: this.#providers(counted.providers, states, troubles),
      atRiskObjects: counted.atRisk,
      scrub: { sinceMs: counted.sinceMs, requestedAtMs, ...counted.scrubbed },
      orphans: counted.orphans,
    };
  }

  #providers(
    counted: readonly ProviderFigures[],
    states: ReadonlyMap<string, ProviderState>,
    troubles: ReadonlyMap<string, string | undefined>,
  ): ProviderOverview[] {
    const { configured } = this.parts.drains;
    const gone = counted.map(({ provider }) => provider).filter((name) => !troubles.has(name));
    return [...configured, ...gone.sort()].map((provider) => ({
      ...(counted.find((each) => each.provider === provider) ?? noFigures(provider)),
      state: troubles.has(provider) ? (states.get(provider) ?? 'active') : 'gone',
      trouble: troubles.get(provider),
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

export interface CountedFigures {
  readonly atMs: number;
  /** What `scrubbed` counts from. */
  readonly sinceMs: number;
  readonly providers: readonly ProviderFigures[];
  readonly totals: StorageTotals;
  readonly atRisk: readonly ObjectAtRisk[];
  readonly scrubbed: { readonly done: number; readonly total: number };
  readonly orphans: ReadonlyMap<OrphanKind, number>;
}

export interface FiguresRequest {
  /** The requests and states that the figures belong to; when it changes, they are counted again at once. */
  readonly basis: string;
  readonly sinceMs: number;
}

export interface FiguresCacheParts {
  readonly figures: StorageFigures;
  readonly orphans: OrphanRegister;
  /** The time people read. */
  readonly clock: { nowMs(): number };
  /** Monotonic milliseconds, to measure with. */
  readonly elapsedMs: () => number;
}

const AT_RISK_SHOWN = 50;
/** Long enough for everybody who looks at the same moment, short enough to watch a drain. */
const KEPT_MS = 5_000;
/** Where counting takes long it is done less often: at most a fiftieth of the time. */
const KEPT_TIMES = 50;

/** Figures over whole tables, counted once for everybody who asks within a few seconds. */
export class FiguresCache {
  #kept:
    | { readonly basis: string; readonly untilMs: number; readonly counted: CountedFigures }
    | undefined;
  #counting: { readonly basis: string; readonly counted: Promise<CountedFigures> } | undefined;

  constructor(private readonly parts: FiguresCacheParts) {}

  look({ basis, sinceMs }: FiguresRequest): Promise<CountedFigures> {
    const kept = this.#kept;
    if (kept?.basis === basis && this.parts.elapsedMs() < kept.untilMs) {
      return Promise.resolve(kept.counted);
    }
    if (this.#counting?.basis === basis) return this.#counting.counted;
    const counted = this.#count(basis, sinceMs);
    const counting = { basis, counted };
    this.#counting = counting;
    return counted.finally(() => {
      if (this.#counting === counting) this.#counting = undefined;
    });
  }

  async #count(basis: string, sinceMs: number): Promise<CountedFigures> {
    const { figures, orphans, clock, elapsedMs } = this.parts;
    const startedMs = elapsedMs();
    const atMs = clock.nowMs();
    const [providers, totals, atRisk, scrubbed, counts] = await Promise.all([
      figures.providers(),
      figures.totals(),
      figures.atRisk(AT_RISK_SHOWN),
      figures.scrubbedSince(sinceMs),
      orphans.counts(),
    ]);
    const counted = { atMs, sinceMs, providers, totals, atRisk, scrubbed, orphans: counts };
    const endedMs = elapsedMs();
    const untilMs = endedMs + Math.max(KEPT_MS, KEPT_TIMES * (endedMs - startedMs));
    this.#kept = { basis, untilMs, counted };
    return counted;
  }
}
