import { Logger } from '@nestjs/common';
import type { AuditLog } from '../../platform/audit/audit-log.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Database } from '../../platform/database/database.js';
import {
  chainedOf,
  entryOf,
  membersOf,
  type AuditTables,
  type WrittenRow,
} from '../audit.tables.js';
import { hashOf, hasMac, NO_HASH, type ChainedEntry } from '../entry.js';
import {
  EMPTY_CHAIN,
  hashOfLine,
  headLine,
  headOf,
  sealLine,
  sealOf,
  type Head,
  type Signer,
} from './chain.js';
import { ChainRepository, type Snapshot, type StoredSeal } from './chain.repository.js';

/** One transaction of about 20 ms; nobody who saves waits for it, except on SQLite, where everybody waits for everybody. */
const BATCH = 500;
const REMOVED_AT_ONCE = 1000;

export interface ChainParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: AuditLog;
  readonly signer: Signer;
  /** Of the entries' MACs. */
  readonly key: Uint8Array;
}

/**
 * Appends to the chain, seals it, and removes what is too old. Any instance may do each at any time: all change the one
 * row of the head, so that of two that meet one is repeated.
 */
export class KyselyChain extends ChainRepository {
  readonly #logger = new Logger('Audit');

  constructor(private readonly parts: ChainParts) {
    super();
  }

  async link(stop?: AbortSignal): Promise<number> {
    let linked = 0;
    for (;;) {
      const batch = await this.parts.database.inTransaction(() => this.#linkBatch(), 'snapshot');
      linked += batch;
      if (batch < BATCH || stop?.aborted === true) return linked;
    }
  }

  /** A seal over all entries since the last one, if its day is over. */
  async seal(): Promise<void> {
    const line = await this.parts.database.inTransaction(() => this.#seal(), 'snapshot');
    // A copy outside of the database, for whoever collects the log.
    if (line !== undefined) this.#logger.log({ msg: 'audit log sealed', seal: line });
  }

  /** Removes the sealed days that ended before `cutoffMs`. The last seal of them proves what the rest follows. */
  async removeBefore(cutoffMs: number, stop: AbortSignal): Promise<number> {
    const upTo = await this.parts.database.inTransaction(
      () => this.#moveStart(cutoffMs),
      'snapshot',
    );
    let removed = 0;
    while (!stop.aborted) {
      const rows = await this.#removeSome(upTo);
      removed += rows;
      if (rows < REMOVED_AT_ONCE) break;
    }
    return removed;
  }

  snapshot(): Promise<Snapshot> {
    return this.parts.database.inTransaction(async () => {
      const { line } = await this.#headRow();
      const lastPosition = await this.#lastPosition();
      const isReset = line === '' && lastPosition > 0;
      const head = isReset ? undefined : headOf(line, this.parts.signer);
      return { head, lastPosition, seals: await this.#seals() };
    }, 'snapshot');
  }

  async head(): Promise<Head | undefined> {
    return headOf((await this.#headRow()).line, this.parts.signer);
  }

  async entriesAfter(position: number, limit: number): Promise<readonly ChainedEntry[]> {
    const rows = await this.#query
      .selectFrom('audit_entries')
      .selectAll()
      .where('position', '>', position)
      .orderBy('position')
      .limit(limit)
      .execute();
    return rows.map(chainedOf);
  }

  async #seals(): Promise<readonly StoredSeal[]> {
    const rows = await this.#query
      .selectFrom('audit_seals')
      .selectAll()
      .orderBy('number')
      .execute();
    return rows.map((row) => ({
      number: row.number,
      toPosition: row.to_position,
      sealedAtMs: row.sealed_at,
      line: row.line,
      seal: sealOf(row.line, this.parts.signer),
    }));
  }

  async forgedWaiting(limit: number): Promise<readonly string[]> {
    const rows = await this.#waiting(limit);
    return rows.filter((row) => !this.#isOurs(row)).map(({ id }) => id);
  }

  async countWaiting(): Promise<number> {
    const { fn } = this.#query;
    const row = await this.#query
      .selectFrom('audit_written')
      .select(fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return row.n;
  }

  async #linkBatch(): Promise<number> {
    const rows = await this.#waiting(BATCH);
    if (rows.length === 0) return 0;
    const { line } = await this.#headRow();
    const lastPosition = await this.#lastPosition();
    const isReset = line === '' && lastPosition > 0;
    const head = isReset ? undefined : headOf(line, this.parts.signer);
    const before = head ?? (await this.#withoutHead());
    // Behind whatever somebody inserted: the chain goes on, and its verification names those rows.
    const start = Math.max(before.position, lastPosition);
    const chained = chainOf(rows, { ...before, position: start });
    const last = chained.at(-1) as ChainedEntry;
    await this.#moveHead(line, { ...before, position: last.position, hash: last.hash });
    await this.#query
      .insertInto('audit_entries')
      .values(
        chained.map((entry) => ({
          ...membersOf(entry),
          position: entry.position,
          hash: entry.hash,
          previous_hash: entry.previousHash,
        })),
      )
      .execute();
    const ids = rows.map(({ id }) => id);
    await this.#query.deleteFrom('audit_written').where('id', 'in', ids).execute();
    for (const row of rows.filter((each) => !this.#isOurs(each)))
      await this.#report(row.id, 'not as an instance wrote it');
    return rows.length;
  }

  #waiting(limit: number): Promise<WrittenRow[]> {
    return this.#query.selectFrom('audit_written').selectAll().orderBy('id').limit(limit).execute();
  }

  /** The head was tampered with: the chain continues behind its last row. */
  async #withoutHead(): Promise<Head> {
    await this.#report('head', 'the head is not as it was signed');
    const last = await this.#query
      .selectFrom('audit_entries')
      .select(['position', 'hash'])
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst();
    return { ...EMPTY_CHAIN, ...last };
  }

  async #moveHead(lineBefore: string, head: Head): Promise<void> {
    const at = this.parts.clock.nowMs();
    const { numUpdatedRows } = await this.#query
      .updateTable('audit_state')
      .set({ position: head.position, at, line: headLine(head, at, this.parts.signer) })
      .where('name', '=', 'head')
      .where('line', '=', lineBefore)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) return;
    // PostgreSQL has failed already if another instance moved it. So it is the first one, or somebody removed the row.
    const row = { name: 'head' as const, position: head.position, at };
    await this.#query
      .insertInto('audit_state')
      .values({ ...row, line: headLine(head, at, this.parts.signer) })
      // Beside another first one: PostgreSQL fails to serialise, and this one is repeated.
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute();
  }

  async #seal(): Promise<string | undefined> {
    const { line } = await this.#headRow();
    const head = headOf(line, this.parts.signer);
    const last = await this.#query
      .selectFrom('audit_seals')
      .selectAll()
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    const from = (last?.to_position ?? 0) + 1;
    const nowMs = this.parts.clock.nowMs();
    if (head === undefined || head.position < from) return undefined;
    if (dayOf(nowMs) === dayOf(last?.sealed_at ?? (await this.#timeOf(from, nowMs))))
      return undefined;
    const number = (last?.number ?? 0) + 1;
    const previous = last === undefined ? NO_HASH : hashOfLine(last.line);
    const seal = { number, from, to: head.position, hash: head.hash, previous };
    const sealed = sealLine(seal, nowMs, this.parts.signer);
    // Changes the row that every other change of the chain changes, too.
    await this.#moveHead(line, head);
    await this.#query
      .insertInto('audit_seals')
      .values({ number, to_position: seal.to, sealed_at: nowMs, line: sealed })
      .execute();
    return sealed;
  }

  async #timeOf(position: number, otherwiseMs: number): Promise<number> {
    const row = await this.#query
      .selectFrom('audit_entries')
      .select('at')
      .where('position', '=', position)
      .executeTakeFirst();
    return row?.at ?? otherwiseMs;
  }

  /** Signs where the chain begins from now on; resolves with the last position before that. */
  async #moveStart(cutoffMs: number): Promise<number> {
    const { line } = await this.#headRow();
    const head = headOf(line, this.parts.signer);
    if (head === undefined) return 0;
    const last = await this.#query
      .selectFrom('audit_seals')
      .select('to_position')
      .where('sealed_at', '<', cutoffMs)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    const keptFrom = Math.max(head.keptFrom, (last?.to_position ?? 0) + 1);
    if (keptFrom > head.keptFrom) await this.#moveHead(line, { ...head, keptFrom });
    return keptFrom - 1;
  }

  async #removeSome(upTo: number): Promise<number> {
    const { numDeletedRows } = await this.#query
      .deleteFrom('audit_entries')
      .where('position', 'in', (query) =>
        query
          .selectFrom('audit_entries')
          .select('position')
          .where('position', '<=', upTo)
          .orderBy('position')
          .limit(REMOVED_AT_ONCE),
      )
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  async #lastPosition(): Promise<number> {
    const row = await this.#query
      .selectFrom('audit_entries')
      .select('position')
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row?.position ?? 0;
  }

  async #headRow(): Promise<{ readonly line: string }> {
    const row = await this.#query
      .selectFrom('audit_state')
      .select('line')
      .where('name', '=', 'head')
      .executeTakeFirst();
    return row ?? NO_ROW;
  }

  #isOurs(row: WrittenRow): boolean {
    return hasMac(entryOf(row), row.mac, this.parts.key);
  }

  /** The finding is an entry itself: nobody removes it unseen. */
  async #report(id: string, found: string): Promise<void> {
    this.#logger.error({ msg: 'the audit log was tampered with', entry: id, found });
    const object = { type: 'entry', id } as const;
    await this.parts.log.record({ action: 'audit.broken', actor: null, object, detail: { found } });
  }

  get #query() {
    return this.parts.database.query<AuditTables>();
  }
}

/** As before the first entry. */
const NO_ROW = { line: '' };

function chainOf(rows: readonly WrittenRow[], after: Head): ChainedEntry[] {
  let { position, hash } = after;
  return rows.map((row) => {
    const entry = entryOf(row);
    const previousHash = hash;
    hash = hashOf(entry, previousHash);
    position += 1;
    return { ...entry, position, hash, previousHash };
  });
}

const dayOf = (atMs: number): number => Math.floor(atMs / 86_400_000);
