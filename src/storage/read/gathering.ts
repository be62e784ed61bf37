import type { Timing } from '../providers/timing.js';

export interface GatheringPlan {
  /** Whom to ask, most wanted first. */
  readonly order: readonly number[];
  /** So many good ones are enough … */
  readonly needed: number;
  /** … and so are all of these, however many. They come first in the order. */
  readonly wanted?: readonly number[];
  /** True for a good one. Asked once for each. */
  readonly ask: (index: number) => Promise<boolean>;
  readonly patienceMs: (index: number) => number;
}

export interface Gathered {
  readonly good: readonly number[];
  /** Asked, and not answered yet. */
  readonly pending: ReadonlyMap<number, Promise<void>>;
}

/**
 * Asks for shards until enough of them are good. Who fails or is late gets company by the next in order; who
 * is late and good in the end counts all the same. Ends when enough are good, or when nobody is left to ask.
 */
export function gather(plan: GatheringPlan, timing: Timing): Promise<Gathered> {
  return new Gathering(plan, timing).run();
}

class Gathering {
  readonly #left: number[];
  readonly #good = new Set<number>();
  readonly #late = new Set<number>();
  readonly #pending = new Map<number, Promise<void>>();
  readonly #timers = new Set<() => void>();
  readonly #outcome = Promise.withResolvers<Gathered>();
  #isOver = false;

  constructor(
    private readonly plan: GatheringPlan,
    private readonly timing: Timing,
  ) {
    this.#left = [...plan.order];
  }

  run(): Promise<Gathered> {
    this.#advance();
    return this.#outcome.promise;
  }

  #advance(): void {
    if (this.#isOver) return;
    while (!this.#isEnough(this.#inSight()) && this.#left.length > 0) {
      this.#ask(this.#left.shift() as number);
    }
    if (this.#isEnough(this.#good) || this.#pending.size === 0) this.#end();
  }

  #ask(index: number): void {
    const callOff = this.timing.after(this.plan.patienceMs(index), () => {
      this.#late.add(index);
      this.#advance();
    });
    this.#timers.add(callOff);
    const answered = this.plan.ask(index).then(
      (isGood) => {
        callOff();
        this.#pending.delete(index);
        if (isGood) this.#good.add(index);
        this.#advance();
      },
      (error: unknown) => this.#outcome.reject(error),
    );
    this.#pending.set(index, answered);
  }

  /** Who is good, or may still become so in time. */
  #inSight(): ReadonlySet<number> {
    const awaited = [...this.#pending.keys()].filter((index) => !this.#late.has(index));
    return new Set([...this.#good, ...awaited]);
  }

  #isEnough(shards: ReadonlySet<number>): boolean {
    const { needed, wanted } = this.plan;
    return shards.size >= needed || (wanted?.every((index) => shards.has(index)) ?? false);
  }

  #end(): void {
    this.#isOver = true;
    for (const callOff of this.#timers) callOff();
    this.#outcome.resolve({ good: [...this.#good], pending: new Map(this.#pending) });
  }
}
