import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../platform/clock/clock.js';
import { found, type Connection, type Finding, type Probe } from './connection.js';
import { AppError } from '../platform/errors/app-error.js';
import { sentence } from '../platform/errors/sentence.js';

/** Receives each new finding, for log and metrics. */
export type OnFinding = (connection: Connection, before: Connection | undefined) => void;

/** Keeps instances that start together from probing at the same moments. */
const JITTER = 0.15;
const STAGGER_MS = 50;
/** A younger finding is shown without a new probe. */
const FRESH_MS = 5_000;
const PATIENCE_MS = 3_000;

/**
 * The list of all systems that Kontor depends on. A probe runs at most once at a time, and one that hangs is not
 * started again before it has ended: a system that does not answer holds one request, not one more each round.
 */
export class Connections {
  readonly #last = new Map<string, Connection>();
  readonly #running = new Map<string, Promise<void>>();
  readonly #dueAtMs = new Map<string, number>();

  constructor(
    private readonly probes: readonly Probe[],
    private readonly clock: Clock,
    private readonly onFinding: OnFinding = () => undefined,
  ) {}

  /** The last finding of each system, in the order in which one would repair them. */
  list(): readonly Connection[] {
    return this.#names.map((name) => this.#stateOf(name));
  }

  /** Runs the probes that are due. */
  async probeDue(): Promise<void> {
    const nowMs = this.clock.nowMs();
    const due = this.probes.filter(({ name }) => (this.#dueAtMs.get(name) ?? 0) <= nowMs);
    // Staggered, so that a round does not delay requests with a burst.
    const tries = due.map(async (probe, place) => {
      if (place > 0) await delay(place * STAGGER_MS, undefined, { ref: false });
      await this.#try(probe);
    });
    await Promise.all(tries);
  }

  /**
   * Tries one system now; joins a try that is already running.
   * @throws connections/no-such-connection
   */
  async test(name: string): Promise<Connection> {
    const probe = this.probes.find((each) => each.name === name);
    if (probe === undefined) throw noSuchConnection(name, this.#names);
    await this.#try(probe);
    return this.#stateOf(name);
  }

  async testAll(): Promise<readonly Connection[]> {
    await Promise.all(this.probes.map((probe) => this.#try(probe)));
    return this.list();
  }

  /** For pages and programs: repeats probes older than `olderThanMs`, and waits at most `patienceMs` for them. */
  async freshened(
    olderThanMs = FRESH_MS,
    patienceMs = PATIENCE_MS,
  ): Promise<readonly Connection[]> {
    const oldest = this.clock.nowMs() - olderThanMs;
    const stale = this.probes.filter(({ name, everyMs }) => {
      const checkedAtMs = this.#last.get(name)?.checkedAtMs;
      return checkedAtMs === undefined || checkedAtMs < oldest - (everyMs > 30_000 ? everyMs : 0);
    });
    const tries = Promise.all(stale.map((probe) => this.#try(probe)));
    const enough = new AbortController();
    await Promise.race([tries, delay(patienceMs, undefined, enough).catch(() => undefined)]);
    enough.abort();
    return this.list();
  }

  get #names(): readonly string[] {
    return this.probes.map(({ name }) => name);
  }

  #stateOf(name: string): Connection {
    return this.#last.get(name) ?? { name, state: 'unknown', checkedAtMs: undefined };
  }

  #try(probe: Probe): Promise<void> {
    const running = this.#running.get(probe.name);
    if (running !== undefined) return running;
    const deadline = new AbortController();
    const work = settled(probe.name, probe.run(deadline.signal));
    const trying = this.#judge(probe, work, deadline);
    this.#running.set(probe.name, trying);
    // Not started again before its work has really ended.
    void Promise.all([trying, work]).then(() => this.#running.delete(probe.name));
    return trying;
  }

  async #judge(probe: Probe, work: Promise<Finding>, deadline: AbortController): Promise<void> {
    const late: Finding = { state: 'failing', found: probe.late };
    const inTime = new AbortController();
    const tooLate = delay(probe.withinMs, late, { signal: inTime.signal }).catch(() => late);
    const finding = await Promise.race([work, tooLate]);
    inTime.abort();
    deadline.abort();
    this.#note(probe, finding);
  }

  #note({ name, everyMs }: Probe, finding: Finding): void {
    const checkedAtMs = this.clock.nowMs();
    const before = this.#last.get(name);
    const connection: Connection = { name, checkedAtMs, ...finding };
    this.#last.set(name, connection);
    this.#dueAtMs.set(name, checkedAtMs + everyMs * (1 - JITTER * Math.random()));
    this.onFinding(connection, before);
  }
}

/** A probe that throws is a bug of Kontor: it is reported as `unknown`, not as healthy. */
async function settled(name: string, finding: Promise<Finding>): Promise<Finding> {
  try {
    return await finding;
  } catch (error) {
    const word = error instanceof Error ? error.name : 'failed';
    return {
      state: 'unknown',
      found: found('wrong-answer', { address: name, setting: '-', word }),
    };
  }
}

export const noSuchConnection = (name: string, names: readonly string[]) =>
  new AppError(
    'connections/no-such-connection',
    'not-found',
    sentence`There is no connection named "${name.slice(0, 80)}". Choose one of ${names.join(', ')}.`,
  );
