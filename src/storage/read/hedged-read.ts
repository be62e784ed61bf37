import type { Timing } from '../providers/timing.js';

export interface HedgedReadPlan {
  /** Shards in the order in which they are requested. */
  readonly order: readonly number[];
  /** The read ends when this many shards are good … */
  readonly needed: number;
  /** … or when all of these are, even if they are fewer. They come first in the order. */
  readonly wanted?: readonly number[];
  /** Resolves to whether the shard is good. Called at most once per shard. */
  readonly request: (index: number) => Promise<boolean>;
  /** A request that takes longer than this gets a hedge: the next shard is requested as well. */
  readonly hedgeAfterMs: (index: number) => number;
}

export interface HedgedReadResult {
  readonly good: readonly number[];
  /** Requests that have not finished yet. */
  readonly pending: ReadonlyMap<number, Promise<void>>;
}

/**
 * Requests shards until enough of them are good. When a request fails or is late, the next shard in order is
 * requested as well; a late request that succeeds before its hedge still counts. Ends when enough shards are good,
 * or when every request has finished and no shard is left to request.
 */
export function hedgedRead(plan: HedgedReadPlan, timing: Timing): Promise<HedgedReadResult> {
  return new HedgedRead(plan, timing).run();
}

class HedgedRead {
  readonly #left: number[];
  readonly #good = new Set<number>();
  readonly #late = new Set<number>();
  readonly #pending = new Map<number, Promise<void>>();
  readonly #timers = new Set<() => void>();
  readonly #outcome = Promise.withResolvers<HedgedReadResult>();
  #isOver = false;

  constructor(
    private readonly plan: HedgedReadPlan,
    private readonly timing: Timing,
  ) {
    this.#left = [...plan.order];
  }

  run(): Promise<HedgedReadResult> {
    this.#advance();
    return this.#outcome.promise;
  }

  #advance(): void {
    if (this.#isOver) return;
    while (!this.#isEnough(this.#goodOrInTime()) && this.#left.length > 0) {
      this.#request(this.#left.shift() as number);
    }
    if (this.#isEnough(this.#good) || this.#pending.size === 0) this.#end();
  }

  #request(index: number): void {
    const cancelTimer = this.timing.after(this.plan.hedgeAfterMs(index), () => {
      this.#late.add(index);
      this.#advance();
    });
    this.#timers.add(cancelTimer);
    const finished = this.plan.request(index).then(
      (isGood) => {
        cancelTimer();
        this.#pending.delete(index);
        if (isGood) this.#good.add(index);
        this.#advance();
      },
      (error: unknown) => this.#outcome.reject(error),
    );
    this.#pending.set(index, finished);
  }

  /** Shards that are good, and pending ones that are not late yet. */
  #goodOrInTime(): ReadonlySet<number> {
    const inTime = [...this.#pending.keys()].filter((index) => !this.#late.has(index));
    return new Set([...this.#good, ...inTime]);
  }

  #isEnough(shards: ReadonlySet<number>): boolean {
    const { needed, wanted } = this.plan;
    return shards.size >= needed || (wanted?.every((index) => shards.has(index)) ?? false);
  }

  #end(): void {
    this.#isOver = true;
    for (const cancelTimer of this.#timers) cancelTimer();
    this.#outcome.resolve({ good: [...this.#good], pending: new Map(this.#pending) });
  }
}
