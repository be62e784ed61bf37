import type SQLite from 'better-sqlite3';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { errorFromSqlite } from './database.errors.js';
import { spanSync } from '../timeline/span.js';
import type { DatabaseFailures } from './database-failures.js';

/** The repositories use some hundred statements; `in (…)` lists of varying length make the rest. */
const MAX_STATEMENTS = 500;
const ROLLBACK = 'rollback';
const COMMIT = 'commit';

export interface CachedStatement extends SqliteStatement {
  /** Whether it changes nothing in the file. */
  readonly readonly: boolean;
}

/**
 * A connection to SQLite with a cache of prepared statements: preparing a small statement takes several times as long
 * as running it. The least recently used one is evicted first.
 *
 * SQLite ends a transaction by itself when its disk is full or fails. Later statements of the transaction are then
 * rejected, because SQLite would commit each on its own. Rolling back succeeds, so the first failure is reported.
 */
export class StatementCache implements SqliteDatabase {
  readonly #statements = new Map<string, CachedStatement>();
  #endedBy: Error | undefined;

  constructor(
    private readonly sqlite: SQLite.Database,
    private readonly failures: DatabaseFailures,
  ) {}

  /** Why SQLite ended the current transaction. */
  get endedBy(): Error | undefined {
    return this.#endedBy;
  }

  prepare(sql: string): CachedStatement {
    const statement = this.#statements.get(sql) ?? this.#watched(sql);
    this.#statements.delete(sql);
    this.#statements.set(sql, statement);
    if (this.#statements.size > MAX_STATEMENTS) this.#evictOldest();
    return statement;
  }

  close(): void {
    this.#statements.clear();
    this.sqlite.close();
  }

  #watched(sql: string): CachedStatement {
    if (sql === ROLLBACK) return this.#rollback();
    const statement = this.#try(() => this.sqlite.prepare(sql));
    const name = sql === COMMIT ? 'database: commit' : 'database: statement';
    return {
      reader: statement.reader,
      readonly: statement.readonly,
      all: (parameters) => spanSync(name, () => this.#try(() => statement.all(parameters))),
      run: (parameters) => spanSync(name, () => this.#try(() => statement.run(parameters))),
      iterate: (parameters) => this.#try(() => statement.iterate(parameters)),
    };
  }

  #rollback(): CachedStatement {
    const run = () => {
      this.#endedBy = undefined;
      if (this.sqlite.inTransaction) this.sqlite.prepare(ROLLBACK).run();
      return { changes: 0, lastInsertRowid: 0 };
    };
    return {
      reader: false,
      readonly: true,
      all: () => [],
      run,
      iterate: () => [][Symbol.iterator](),
    };
  }

  #try<T>(work: () => T): T {
    if (this.#endedBy !== undefined) throw this.#endedBy;
    const wasInTransaction = this.sqlite.inTransaction;
    try {
      return work();
    } catch (thrown) {
      const error = this.failures.note(errorFromSqlite(thrown));
      if (wasInTransaction && !this.sqlite.inTransaction && error instanceof Error)
        this.#endedBy = error;
      throw error;
    }
  }

  #evictOldest(): void {
    const [oldest] = this.#statements.keys();
    if (oldest !== undefined) this.#statements.delete(oldest);
  }
}
