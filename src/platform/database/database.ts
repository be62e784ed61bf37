import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type {
  CompiledQuery,
  DatabaseConnection,
  Kysely,
  QueryResult,
  SelectQueryBuilder,
  Transaction,
} from 'kysely';
import { isAppError } from '../errors/app-error.js';
import { databaseBusy } from './database.errors.js';
import { DatabaseFailures, tryStoring } from './database-failures.js';
import type { CommitFigures } from './shared-commits.js';

export type Engine = 'sqlite' | 'postgres';

/**
 * `snapshot` sees the database as it was at its start, and loses against whoever changed a row it changes too. That
 * is as good as `serializable` for a transaction that changes every row whose content it decides by. It is for those
 * that many run at once: PostgreSQL watches what serialisable ones read by pages of an index, so that of fifty
 * changes to fifty neighbouring rows most lose against each other, again and again.
 */
export type Isolation = 'serializable' | 'snapshot';

/** A transaction that loses against others for this long fails. Sixty at a time on one row took a quarter of it. */
const PATIENCE_MS = 10_000;
/** About as long as a transaction takes on a busy machine, several times over. */
const LONGEST_PAUSE_MS = 200;

export interface DatabaseOptions {
  /** How long a transaction that loses against others is retried. */
  readonly patienceMs?: number | undefined;
  readonly figures?: CommitFigures;
  /** For statements outside of transactions, where no connection has to be taken from a pool. */
  readonly connection?: DatabaseConnection;
}

/**
 * The metadata database. Repositories ask `query<Tables>()` for each statement and so join whatever
 * transaction their caller opened; use cases open one with `inTransaction`.
 *
 * A transaction is serialisable unless said otherwise. One that loses against another is run again from its start,
 * so `work` must have no effects outside the database.
 */
export class Database {
  readonly #ambient = new AsyncLocalStorage<Ambient>();
  #trial: Promise<boolean> | undefined;

  constructor(
    readonly kysely: Kysely<unknown>,
    readonly engine: Engine,
    readonly failures = new DatabaseFailures(),
    private readonly options: DatabaseOptions = {},
  ) {}

  /** Of the embedded database, since it was opened. */
  get figures(): CommitFigures | undefined {
    return this.options.figures;
  }

  /** The ambient transaction, else the database itself, seen through the tables of the caller's module. */
  query<Tables>(): Kysely<Tables> {
    return (this.#ambient.getStore()?.transaction ?? this.kysely) as unknown as Kysely<Tables>;
  }

  /**
   * Runs a compiled statement where `query` would run it. Kysely makes some ten promises for each, to take a connection,
   * give it back and ask its plugins about the result; here the connection is known, and our plugin leaves results alone.
   */
  run<Row>(compiled: CompiledQuery<Row>): Promise<QueryResult<Row>> {
    const ambient = this.#ambient.getStore();
    const connection = ambient === undefined ? this.options.connection : ambient.connection;
    return connection === undefined
      ? this.query<never>().executeQuery<Row>(compiled)
      : connection.executeQuery<Row>(compiled);
  }

  /** Runs `work` in one transaction; inside another transaction it simply joins that one, as isolated as it is. */
  async inTransaction<Result>(
    work: () => Promise<Result>,
    isolation: Isolation = 'serializable',
  ): Promise<Result> {
    if (this.#ambient.getStore() !== undefined) return work();
    const giveUpAt = performance.now() + (this.options.patienceMs ?? PATIENCE_MS);
    for (let attempt = 1; ; attempt++) {
      try {
        const committed: (() => void)[] = [];
        const result = await this.#begin(isolation).execute((transaction) =>
          this.#within({ transaction, committed }, work),
        );
        for (const tell of committed) tell();
        return result;
      } catch (error) {
        if (!lostAgainstAnother(error)) throw error;
        if (performance.now() > giveUpAt)
          throw databaseBusy('lost against other transactions every time', error);
        await delay(Math.random() * Math.min(2 ** attempt, LONGEST_PAUSE_MS));
      }
    }
  }

  /** Calls `tell` once the ambient transaction is committed, never if it is not; at once when there is none. */
  whenCommitted(tell: () => void): void {
    const ambient = this.#ambient.getStore();
    if (ambient === undefined) tell();
    else ambient.committed.push(tell);
  }

  /** Resolves when the database answers. */
  async ping(): Promise<void> {
    const { sql } = await import('kysely');
    await sql`select 1`.execute(this.kysely);
  }

  /**
   * Rejects with the reason while changes cannot be stored. Writes a trial only after a failure: a small write that
   * succeeds does not prove that larger ones do.
   */
  async checkStoring(): Promise<void> {
    // A damaged database gets no trial write.
    if (this.failures.isTransient && (await this.#storesTrial())) this.failures.settle();
    const { standing } = this.failures;
    if (standing !== undefined) throw standing;
  }

  async close(): Promise<void> {
    await this.kysely.destroy();
  }

  /** Two trials at once would drop each other's table; one that began earlier may have failed for a reason that is over. */
  async #storesTrial(): Promise<boolean> {
    if (this.#trial !== undefined && (await this.#trial)) return true;
    this.#trial ??= tryStoring(this.kysely).finally(() => (this.#trial = undefined));
    return this.#trial;
  }

  async #within<Result>(ambient: Ambient, work: () => Promise<Result>): Promise<Result> {
    ambient.connection = await ambient.transaction
      .getExecutor()
      .provideConnection((connection) => Promise.resolve(connection));
    try {
      return await this.#ambient.run(ambient, work);
    } finally {
      // A statement that comes too late is refused by Kysely.
      ambient.connection = undefined;
    }
  }

  #begin(isolation: Isolation) {
    const transaction = this.kysely.transaction();
    return this.engine === 'postgres'
      ? transaction.setIsolationLevel(LEVELS[isolation])
      : transaction;
  }
}

interface Ambient {
  readonly transaction: Transaction<unknown>;
  readonly committed: (() => void)[];
  /** Of the transaction, until its work ends. */
  connection?: DatabaseConnection | undefined;
}

const LEVELS = { serializable: 'serializable', snapshot: 'repeatable read' } as const;

/** SQLITE_BUSY: another process wrote. 40001, 40P01: PostgreSQL chose this one as the loser. */
export function lostAgainstAnother(error: unknown): boolean {
  const failed = isAppError(error, 'platform/database-busy') ? error.cause : error;
  const code = (failed as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return false;
  return code === '40001' || code === '40P01' || code.startsWith('SQLITE_BUSY');
}

/**
 * For the inner query of `UPDATE … WHERE id IN (SELECT … LIMIT n) RETURNING`: instances that claim work at the
 * same time pass over each other's rows instead of waiting for them. SQLite writes one after the other anyway.
 */
export const skippingLocked = <DB, T extends keyof DB, O>(
  database: Database,
  query: SelectQueryBuilder<DB, T, O>,
  table: string & T,
): SelectQueryBuilder<DB, T, O> =>
  database.engine === 'postgres' ? query.forUpdate(table).skipLocked() : query;
