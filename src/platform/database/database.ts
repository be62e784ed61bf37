import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';

import { databaseBusy } from './database.errors.js';

export type Engine = 'sqlite' | 'postgres';

const MAX_ATTEMPTS = 8;

/**
 * The metadata database. Repositories ask `query<Tables>()` for each statement and so join whatever
 * transaction their caller opened; use cases open one with `inTransaction`.
 *
 * A transaction is serialisable. One that loses against another is run again from its start, so `work`
 * must have no effects outside the database.
 */
export class Database {
  readonly #ambient = new AsyncLocalStorage<Transaction<unknown>>();

  constructor(
    readonly kysely: Kysely<unknown>,
    readonly engine: Engine,
  ) {}

  /** The ambient transaction, else the database itself, seen through the tables of the caller's module. */
  query<Tables>(): Kysely<Tables> {
    return (this.#ambient.getStore() ?? this.kysely) as unknown as Kysely<Tables>;
  }

  /** Runs `work` in one transaction; inside another transaction it simply joins that one. */
  async inTransaction<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#ambient.getStore() !== undefined) return work();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#begin().execute((trx) => this.#ambient.run(trx, work));
      } catch (error) {
        if (!lostAgainstAnother(error)) throw error;
        if (attempt >= MAX_ATTEMPTS) throw databaseBusy('lost against others every time', error);
        await delay(Math.random() * 2 ** attempt);
      }
    }
  }

  /** Resolves when the database answers. */
  async ping(): Promise<void> {
    const { sql } = await import('kysely');
    await sql`select 1`.execute(this.kysely);
  }

  async close(): Promise<void> {
    await this.kysely.destroy();
  }

  #begin() {
    const transaction = this.kysely.transaction();
    return this.engine === 'postgres' ? transaction.setIsolationLevel('serializable') : transaction;
  }
}

/** SQLITE_BUSY: another process wrote. 40001, 40P01: PostgreSQL chose this one as the loser. */
function lostAgainstAnother(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return false;
  return code === '40001' || code === '40P01' || code.startsWith('SQLITE_BUSY');
}
