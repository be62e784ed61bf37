import type { Timing } from './timing.js';

/** Answers remembered of each provider. */
const KEPT = 64;
/** The last few tell how it is now. */
const RECENT = 5;
/** Below this nobody is late: a busy moment of this process is no fault of a provider. */
const LEAST_MS = 25;
/** Nobody is waited for longer than this when others could be asked. */
const MOST_MS = 1_000;
/** For a provider of which nothing is known. */
const FIRST_MS = 250;
const SLOW_TIMES_THE_OTHERS = 4;
const TIMES_THE_MIDDLE = 4;
/** Four times this is still nothing to be called late. */
const QUICK_MS = LEAST_MS / SLOW_TIMES_THE_OTHERS;
/** So often a slow provider is asked beside the others, to see whether it has recovered. */
const TRY_AGAIN_AFTER_MS = 5_000;

/** Finding a shard and reading from it are not alike; they are compared with their own kind. */
export type RequestKind = 'open' | 'read';

export type LatencyClass = 'usual' | 'slow' | 'overdue';

/** One kind of request at one provider. */
interface History {
  /** The last answers, in milliseconds; the oldest is overwritten. */
  readonly took: number[];
  next: number;
  /** The slowest twentieth of all that is remembered, and the middle of the last few; of none yet. */
  usualMs: number | undefined;
  nowMs: number | undefined;
  /** Requests that are late and not answered yet. */
  overdue: number;
}

/** How quickly each provider answered lately: how long to wait for it, and whether to ask others first. */
export class Latencies {
  readonly #histories: Readonly<Record<RequestKind, Map<string, History>>> = {
    open: new Map(),
    read: new Map(),
  };
  readonly #triedAtMs = new Map<string, number>();

  constructor(private readonly timing: Timing) {}

  /** Measures one request; a failure that took long is a slow answer as well. */
  async measure<T>(provider: string, kind: RequestKind, request: () => Promise<T>): Promise<T> {
    const history = this.#historyOf(provider, kind);
    const startedAt = this.timing.nowMs();
    let isOverdue = false;
    const callOff = this.timing.after(this.hedgeAfterMs(provider, kind), () => {
      isOverdue = true;
      history.overdue++;
    });
    try {
      return await request();
    } finally {
      callOff();
      if (isOverdue) history.overdue--;
      remember(history, this.timing.nowMs() - startedAt);
    }
  }

  /** After this a request counts as late: the slowest twentieth of what was usual. */
  hedgeAfterMs(provider: string, kind: RequestKind): number {
    const usualMs = this.#histories[kind].get(provider)?.usualMs ?? FIRST_MS;
    return Math.min(MOST_MS, Math.max(LEAST_MS, usualMs));
  }

  /** `slow`: much slower than the others the last times; `overdue`: keeps somebody waiting now. */
  classOf(provider: string): LatencyClass {
    const { open, read } = this.#histories;
    if (isOverdue(open.get(provider)) || isOverdue(read.get(provider))) return 'overdue';
    return isSlowAmong(open, provider) || isSlowAmong(read, provider) ? 'slow' : 'usual';
  }

  /** True now and then, and for one caller only: a slow provider may have recovered. */
  mayTry(provider: string): boolean {
    const nowMs = this.timing.nowMs();
    const lastMs = this.#triedAtMs.get(provider);
    if (lastMs === undefined) this.#triedAtMs.set(provider, nowMs);
    if (lastMs === undefined || nowMs - lastMs < TRY_AGAIN_AFTER_MS) return false;
    this.#triedAtMs.set(provider, nowMs);
    return true;
  }

  #historyOf(provider: string, kind: RequestKind): History {
    let history = this.#histories[kind].get(provider);
    if (history === undefined) {
      history = { took: [], next: 0, usualMs: undefined, nowMs: undefined, overdue: 0 };
      this.#histories[kind].set(provider, history);
    }
    return history;
  }
}

const isOverdue = (history: History | undefined): boolean => (history?.overdue ?? 0) > 0;

function isSlowAmong(histories: ReadonlyMap<string, History>, provider: string): boolean {
  const itsMs = histories.get(provider)?.nowMs ?? 0;
  if (itsMs <= LEAST_MS) return false;
  const others = [...histories].filter(([name]) => name !== provider);
  const theirs = others.map(([, { nowMs }]) => nowMs).filter((ms) => ms !== undefined);
  return theirs.length > 0 && itsMs > SLOW_TIMES_THE_OTHERS * middleOf(theirs);
}

function remember(history: History, ms: number): void {
  const { took, next } = history;
  took[next] = ms;
  history.next = (next + 1) % KEPT;
  // Of quick answers from a quick provider nobody needs to know how quick they are.
  if (ms > QUICK_MS || (history.nowMs ?? MOST_MS) > QUICK_MS) {
    const last = Array.from({ length: RECENT }, (_, i) => took[(next - i + KEPT) % KEPT]);
    const known = last.filter((each) => each !== undefined);
    history.nowMs = middleOf(known);
  }
  // Sorting all of them at every answer would cost more than it tells.
  if (took.length < KEPT || next % 16 === 0) history.usualMs = usualOf(took);
}

/** The slowest twentieth, unless that is from a bad spell that is over or has just begun. */
function usualOf(took: readonly number[]): number {
  const sorted = took.toSorted((a, b) => a - b);
  return Math.min(at(sorted, 0.95), TIMES_THE_MIDDLE * at(sorted, 0.5));
}

const middleOf = (values: readonly number[]): number =>
  at(
    values.toSorted((a, b) => a - b),
    0.5,
  );

const at = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] as number;
