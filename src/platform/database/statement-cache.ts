import type SQLite from 'better-sqlite3';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { errorFromSqlite } from './database.errors.js';
import type { DatabaseFailures } from './database-failures.js';

/** Our repositories know some hundred statements; lists with `in (…)` of varying length make the rest. */
const MAX_STATEMENTS = 500;
/** Kysely's word. */
const ROLLBACK = 'rollback';

/**
 * SQLite as Kysely sees it, with prepared statements kept: preparing costs several times what running
 * a small statement does. The least recently used one is forgotten first.
 *
 * SQLite ends a transaction by itself when its disk is full or fails. From then on nothing of it runs any more (it
 * would be stored by itself, half of a whole), and rolling it back succeeds: the first failure is the one reported.
 */
export class StatementCache implements SqliteDatabase {
  readonly #statements = new Map<string, SqliteStatement>();
  /** Why SQLite ended the transaction under way. */
  #endedBy: Error | undefined;

  constructor(
    private readonly sqlite: SQLite.Database,
    private readonly failures: DatabaseFailures,
  ) {}

  prepare(sql: string): SqliteStatement {
    const statement = this.#statements.get(sql) ?? this.#watched(sql);
    this.#statements.delete(sql);
    this.#statements.set(sql, statement);
    if (this.#statements.size > MAX_STATEMENTS) this.#forgetOldest();
    return statement;
  }

  close(): void {
    this.#statements.clear();
    this.sqlite.close();
  }

  #watched(sql: string): SqliteStatement {
    if (sql === ROLLBACK) return this.#rollback();
    const statement = this.#try(() => this.sqlite.prepare(sql));
    return {
      reader: statement.reader,
      all: (parameters) => this.#try(() => statement.all(parameters)),
      run: (parameters) => this.#try(() => statement.run(parameters)),
      iterate: (parameters) => this.#try(() => statement.iterate(parameters)),
    };
  }

  #rollback(): SqliteStatement {
    const run = () => {
      this.#endedBy = undefined;
      if (this.sqlite.inTransaction) this.sqlite.prepare(ROLLBACK).run();
      return { changes: 0, lastInsertRowid: 0 };
    };
    return { reader: false, all: () => [], run, iterate: () => [][Symbol.iterator]() };
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

  #forgetOldest(): void {
    const [oldest] = this.#statements.keys();
    if (oldest !== undefined) this.#statements.delete(oldest);
  }
}
