import type { Clock } from '../../platform/clock/clock.js';
import type { Database } from '../../platform/database/database.js';
import type { AuditTables } from '../audit.tables.js';
import type { Fault } from './verify-chain.js';

/** After this long something keeps the chain from growing: every instance chains once a second. */
const LATE_MS = 60_000;
/** Whoever reads the whole chain says within a fraction of this that it goes on. */
const VERIFIER_SILENT_MS = 60_000;

export interface AuditState {
  /** Entries that are written and not in the chain yet. */
  readonly waiting: number;
  /** They have waited for longer than they should. */
  readonly isLate: boolean;
  /** When the chain was last read as a whole; 0 for never. */
  readonly verifiedAtMs: number;
  /** How many entries it had then. */
  readonly verified: number;
  /** The first broken place; undefined when there was none. */
  readonly fault: Fault | undefined;
  /** Something was reported by an instance, and that entry is still kept. */
  readonly isReported: boolean;
}

/** What is in the chain. */
export interface AuditExtent {
  readonly entries: number;
  /** When the newest entry was written; 0 for never. */
  readonly lastEntryAtMs: number;
  /** When the newest seal was put on; 0 for never. */
  readonly sealedAtMs: number;
}

/** How the log stands, as all instances see it. */
export class AuditFigures {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async look(): Promise<AuditState> {
    const waiting = await this.#waiting();
    const state = await this.#query
      .selectFrom('audit_state')
      .selectAll()
      .where('name', '=', 'verified')
      .executeTakeFirst();
    const reported = await this.#query
      .selectFrom('audit_entries')
      .select('id')
      .where('action', '=', 'audit.broken')
      .limit(1)
      .executeTakeFirst();
    return {
      waiting: waiting.count,
      isLate: waiting.sinceMs !== null && waiting.sinceMs < this.clock.nowMs() - LATE_MS,
      verifiedAtMs: state?.at ?? 0,
      verified: state?.position ?? 0,
      fault: faultIn(state?.line ?? ''),
      isReported: reported !== undefined,
    };
  }

  /**
   * From both ends of the chain: its positions have no gap, and counting millions of rows would take seconds. A gap that
   * somebody made is for the verification to find.
   */
  async extent(): Promise<AuditExtent> {
    const first = await this.#end('asc');
    const last = await this.#end('desc');
    const seal = await this.#query
      .selectFrom('audit_seals')
      .select('sealed_at')
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    return {
      entries: first && last ? last.position - first.position + 1 : 0,
      lastEntryAtMs: last?.at ?? 0,
      sealedAtMs: seal?.sealed_at ?? 0,
    };
  }

  /**
   * True for one caller over all instances, when the chain was not read within that span. The caller then says again and
   * again that it goes on, and at last how it ended; who falls silent for a minute is taken for dead, and another one may.
   */
  async claimVerification(spanMs: number): Promise<boolean> {
    const nowMs = this.clock.nowMs();
    const last = await this.#query
      .selectFrom('audit_state')
      .select('at')
      .where('name', '=', 'verified')
      .executeTakeFirst();
    if (last !== undefined && last.at > nowMs - spanMs) return false;
    const until = nowMs + VERIFIER_SILENT_MS;
    const { numInsertedOrUpdatedRows = 0n } = await this.#query
      .insertInto('audit_state')
      .values({ name: 'verifying', position: 0, at: until, line: '' })
      .onConflict((conflict) =>
        conflict.column('name').doUpdateSet({ at: until }).where('audit_state.at', '<=', nowMs),
      )
      .executeTakeFirst();
    return numInsertedOrUpdatedRows > 0n;
  }

  /** The one that reads the chain is alive. */
  async verificationGoesOn(): Promise<void> {
    await this.#setVerifying(this.clock.nowMs() + VERIFIER_SILENT_MS);
  }

  /** It was given up: another one may begin at once. */
  async verificationStopped(): Promise<void> {
    await this.#setVerifying(0);
  }

  async verified(entries: number, fault: Fault | undefined): Promise<void> {
    const line = fault === undefined ? '' : JSON.stringify(fault);
    const found = { position: entries, at: this.clock.nowMs(), line };
    await this.#query
      .insertInto('audit_state')
      .values({ name: 'verified', ...found })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(found))
      .execute();
    await this.#setVerifying(0);
  }

  async #setVerifying(until: number): Promise<void> {
    await this.#query
      .updateTable('audit_state')
      .set({ at: until })
      .where('name', '=', 'verifying')
      .execute();
  }

  #end(order: 'asc' | 'desc') {
    return this.#query
      .selectFrom('audit_entries')
      .select(['position', 'at'])
      .orderBy('position', order)
      .limit(1)
      .executeTakeFirst();
  }

  async #waiting(): Promise<{ readonly count: number; readonly sinceMs: number | null }> {
    const row = await this.#query
      .selectFrom('audit_written')
      .select(({ fn }) => [
        fn.countAll<number>().as('count'),
        fn.min<number | null>('at').as('since'),
      ])
      .executeTakeFirstOrThrow();
    return { count: row.count, sinceMs: row.since };
  }

  get #query() {
    return this.database.query<AuditTables>();
  }
}

/** Earlier releases wrote a sentence; until the next verification it says no more than that something was found. */
function faultIn(line: string): Fault | undefined {
  if (line === '') return undefined;
  if (!line.startsWith('{')) return { kind: 'reported', position: 0, id: undefined, says: line };
  return JSON.parse(line) as Fault;
}
