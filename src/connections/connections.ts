import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../platform/clock/clock.js';
import { found } from './found.js';
import type { Connection, Finding, Probe } from './connection.js';

/** Told of each new finding, for log and metrics. */
export type Heard = (connection: Connection, before: Connection | undefined) => void;

/** Two instances that start together shall not knock at the same moment for ever. */
const JITTER = 0.15;
const STAGGER_MS = 50;

/**
 * The one list of what Kontor depends on. A probe runs once at a time, however many ask, and one that hangs is not
 * started again before it has ended: a dead system costs one request, not more each round.
 */
export class Connections {
  readonly #last = new Map<string, Connection>();
  readonly #running = new Map<string, Promise<void>>();
  readonly #dueAtMs = new Map<string, number>();

  constructor(
    private readonly probes: readonly Probe[],
    private readonly clock: Clock,
    private readonly heard: Heard = () => undefined,
  ) {}

  get names(): readonly string[] {
    return this.probes.map(({ name }) => name);
  }

  /** As found last, in the order in which one would repair. */
  list(): readonly Connection[] {
    return this.probes.map(
      ({ name }) => this.#last.get(name) ?? { name, state: 'unknown', checkedAtMs: undefined },
    );
  }

  /** Tries what is due. */
  async lookAround(): Promise<void> {
    const nowMs = this.clock.nowMs();
    const due = this.probes.filter(({ name }) => (this.#dueAtMs.get(name) ?? 0) <= nowMs);
    // One after the other begins: a round is no burst that keeps requests waiting.
    const tries = due.map(async (probe, place) => {
      if (place > 0) await delay(place * STAGGER_MS, undefined, { ref: false });
      await this.#try(probe);
    });
    await Promise.all(tries);
  }

  /** Tries one now, or all; joins a try that runs already. Undefined: there is none of that name. */
  async test(name: string): Promise<Connection | undefined> {
    const probe = this.probes.find((each) => each.name === name);
    if (probe === undefined) return undefined;
    await this.#try(probe);
    return this.#last.get(name);
  }

  async testAll(): Promise<readonly Connection[]> {
    await Promise.all(this.probes.map((probe) => this.#try(probe)));
    return this.list();
  }

  /** For a page: what was never tried, or not for `olderThanMs`, is tried, and waited for a moment. */
  async freshened(olderThanMs: number, patienceMs: number): Promise<readonly Connection[]> {
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

  #try(probe: Probe): Promise<void> {
    const running = this.#running.get(probe.name);
    if (running !== undefined) return running;
    const deadline = new AbortController();
    const work = settled(probe.run(deadline.signal));
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
    this.heard(connection, before);
  }
}

/** A probe that throws is a fault of ours, told as such rather than taken for health. */
async function settled(finding: Promise<Finding>): Promise<Finding> {
  try {
    return await finding;
  } catch (error) {
    const word = error instanceof Error ? error.name : 'failed';
    return {
      state: 'unknown',
      found: found('wrong-answer', { address: 'The probe', setting: '-', word }),
    };
  }
}
