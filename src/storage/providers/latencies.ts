import type { Timing } from './timing.js';

/** Latencies kept for each provider and operation. */
const KEPT = 64;
/** How many of the last latencies describe the present. */
const RECENT = 5;
/** No request is late below this: a busy moment of this process is no fault of a provider. */
const LEAST_MS = 25;
/** A hedged request is sent after this at the latest. */
const MOST_MS = 1_000;
/** For a provider of which nothing is known. */
const FIRST_MS = 250;
const SLOW_TIMES_THE_OTHERS = 4;
const TIMES_THE_MIDDLE = 4;
/** Four times this is still below what counts as slow. */
const QUICK_MS = LEAST_MS / SLOW_TIMES_THE_OTHERS;
/** How often a slow provider is tried again, to see whether it has recovered. */
const TRY_AGAIN_AFTER_MS = 5_000;

/** Opening a shard and reading from it take different times, and are measured separately. */
export type RequestKind = 'open' | 'read';

export type LatencyClass = 'usual' | 'slow' | 'overdue';

/** One kind of request at one provider. */
interface History {
  /** The last answers, in milliseconds; the oldest is overwritten. */
  readonly took: number[];
  next: number;
  /** The 95th percentile of all that is kept, and the median of the last few; undefined without any. */
  usualMs: number | undefined;
  nowMs: number | undefined;
  /** Requests that are late and not answered yet. */
  overdue: number;
}

/** The recent latencies of each provider: when to send a hedged request, and which providers to ask last. */
export class Latencies {
  readonly #histories: Readonly<Record<RequestKind, Map<string, History>>> = {
    open: new Map(),
    read: new Map(),
  };
  readonly #triedAtMs = new Map<string, number>();

  constructor(private readonly timing: Timing) {}

  /** Measures one request; a slow failure counts as a slow answer. */
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

  /** A request is late, and is hedged, after the 95th percentile of its latencies. */
  hedgeAfterMs(provider: string, kind: RequestKind): number {
    const usualMs = this.#histories[kind].get(provider)?.usualMs ?? FIRST_MS;
    return Math.min(MOST_MS, Math.max(LEAST_MS, usualMs));
  }

  /** `slow`: recently more than four times as slow as the others; `overdue`: has a late request right now. */
  classOf(provider: string): LatencyClass {
    const { open, read } = this.#histories;
    if (isOverdue(open.get(provider)) || isOverdue(read.get(provider))) return 'overdue';
    return isSlowAmong(open, provider) || isSlowAmong(read, provider) ? 'slow' : 'usual';
  }

  /** True every five seconds, for one caller only: a slow provider may have recovered. */
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
  // Skipped while both the answer and the provider are quick.
  if (ms > QUICK_MS || (history.nowMs ?? MOST_MS) > QUICK_MS) {
    const last = Array.from({ length: RECENT }, (_, i) => took[(next - i + KEPT) % KEPT]);
    const known = last.filter((each) => each !== undefined);
    history.nowMs = middleOf(known);
  }
  // Sorting at every answer would cost more than it is worth.
  if (took.length < KEPT || next % 16 === 0) history.usualMs = usualOf(took);
}

/** The 95th percentile, capped so that a short bad period does not count. */
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
