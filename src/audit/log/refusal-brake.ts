import type { AuditAction } from '../../platform/audit/audit-log.js';
import type { Clock } from '../../platform/clock/clock.js';
import { networkOf } from '../../platform/http/client-address.js';

const MINUTE_MS = 60_000;
/** Somebody who mistypes, or looks into what is not theirs, is written down in full. */
const OF_ONE_SOURCE = 10;
/** Of an instance. A flood from many networks fills 100,000 entries a day at most: about 40 MB. */
const OF_ALL = 60;
/** Sources counted apart; those beyond share the limit of all. */
const MAX_SOURCES = 10_000;

/** What was counted instead of written. */
export interface Uncounted {
  readonly action: AuditAction;
  readonly count: number;
}

/**
 * Decides which refusals get an entry of their own: ten a minute of one network or person, sixty of all. The others
 * are counted and become one entry a minute for each action. An instance that is killed loses what it counted last.
 */
export class RefusalBrake {
  #minute = 0;
  #written = 0;
  readonly #sources = new Map<string, number>();
  readonly #withheld = new Map<AuditAction, number>();

  constructor(private readonly clock: Clock) {}

  /** Whether this refusal is written; it is counted if not. */
  admits(action: AuditAction, source: string): boolean {
    this.#turn();
    const key = networkOf(source);
    const before = this.#sources.get(key) ?? 0;
    if (this.#written < OF_ALL && before < OF_ONE_SOURCE) {
      if (before > 0 || this.#sources.size < MAX_SOURCES) this.#sources.set(key, before + 1);
      this.#written += 1;
      return true;
    }
    this.#withheld.set(action, (this.#withheld.get(action) ?? 0) + 1);
    return false;
  }

  /** What was counted in minutes that are over, or so far if `all`; forgotten here. */
  take(all = false): readonly Uncounted[] {
    if (!all && this.#minute === this.#now()) return [];
    const counted = [...this.#withheld].map(([action, count]) => ({ action, count }));
    this.#withheld.clear();
    return counted;
  }

  #turn(): void {
    const minute = this.#now();
    if (minute === this.#minute) return;
    this.#minute = minute;
    this.#written = 0;
    this.#sources.clear();
  }

  #now(): number {
    return Math.floor(this.clock.monotonicMs() / MINUTE_MS);
  }
}
