import type SQLite from 'better-sqlite3';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** Our repositories know some hundred statements; lists with `in (…)` of varying length make the rest. */
const MAX_STATEMENTS = 500;

/**
 * SQLite as Kysely sees it, with prepared statements kept: preparing costs several times what running
 * a small statement does. The least recently used one is forgotten first.
 */
export class StatementCache implements SqliteDatabase {
  readonly #statements = new Map<string, SqliteStatement>();

  constructor(private readonly sqlite: SQLite.Database) {}

  prepare(sql: string): SqliteStatement {
    const statement: SqliteStatement = this.#statements.get(sql) ?? this.sqlite.prepare(sql);
    this.#statements.delete(sql);
    this.#statements.set(sql, statement);
    if (this.#statements.size > MAX_STATEMENTS) this.#forgetOldest();
    return statement;
  }

  close(): void {
    this.#statements.clear();
    this.sqlite.close();
  }

  #forgetOldest(): void {
    const [oldest] = this.#statements.keys();
    if (oldest !== undefined) this.#statements.delete(oldest);
  }
}
