import type {
  ObjectAtRisk,
  ProviderFigures,
  StorageFigures,
  StorageTotals,
} from './storage-figures.js';
import type { OrphanKind, OrphanRegister } from './orphan-register.js';

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

export interface Counting {
  /** What was asked of the storage; when it changes, people want to see what came of it. */
  readonly asked: string;
  readonly sinceMs: number;
}

export interface KeptFiguresParts {
  readonly figures: StorageFigures;
  readonly orphans: OrphanRegister;
  /** For people to read, and to measure with. */
  readonly clock: { nowMs(): number };
  readonly elapsedMs: () => number;
}

const AT_RISK_SHOWN = 50;
/** Long enough for all who look at the same moment, short enough to watch a drain. */
const KEPT_MS = 5_000;
/** Where counting takes long it is done the less often: a fiftieth of the time at most. */
const KEPT_TIMES = 50;

/** Figures that count over whole tables, counted once for all who look within the same while. */
export class KeptFigures {
  #kept:
    | { readonly asked: string; readonly untilMs: number; readonly counted: CountedFigures }
    | undefined;
  #counting: { readonly asked: string; readonly counted: Promise<CountedFigures> } | undefined;

  constructor(private readonly parts: KeptFiguresParts) {}

  look({ asked, sinceMs }: Counting): Promise<CountedFigures> {
    const kept = this.#kept;
    if (kept?.asked === asked && this.parts.elapsedMs() < kept.untilMs) {
      return Promise.resolve(kept.counted);
    }
    if (this.#counting?.asked === asked) return this.#counting.counted;
    const counted = this.#count(asked, sinceMs);
    const counting = { asked, counted };
    this.#counting = counting;
    return counted.finally(() => {
      if (this.#counting === counting) this.#counting = undefined;
    });
  }

  async #count(asked: string, sinceMs: number): Promise<CountedFigures> {
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
    this.#kept = { asked, untilMs, counted };
    return counted;
  }
}
