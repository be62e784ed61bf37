import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { isAppError } from '../errors/app-error.js';
import { lostAgainstAnother } from './database.js';
import { errorFromConnecting, errorFromPostgres } from './database.errors.js';
import type { DatabaseFailures } from './database-failures.js';

/** The statement that Kysely sends. */
const ROLLBACK = 'rollback';
/** Another connection may lead to another server, or to one whose settings were corrected. */
const OF_CONNECTION = new Set([
  'platform/database-away',
  'platform/database-read-only',
  'platform/database-refuses',
]);

/**
 * The driver's pool. It separates failures of the connection from failures of the statement, and discards failed
 * connections: after a timeout, one may still receive the answer to an earlier query.
 */
export class PostgresConnections implements PostgresPool {
  readonly options: object;
  /** How often a server took no changes, and how often it had when each connection was first used. */
  #refusals = 0;
  readonly #refusalsBefore = new WeakMap<pg.PoolClient, number>();

  constructor(
    private readonly pool: pg.Pool,
    private readonly failures: DatabaseFailures,
  ) {
    this.options = pool.options;
  }

  async connect(): Promise<PostgresPoolClient> {
    try {
      return clientOf(await this.#current(), (error) => this.#note(error));
    } catch (error) {
      throw this.failures.note(errorFromConnecting(error));
    }
  }

  end(): Promise<void> {
    return this.pool.end();
  }

  /**
   * None from before a server took no changes: whether a session may write is settled when it begins, so each of the
   * others would refuse a change, too, long after the server takes them again.
   */
  async #current(): Promise<pg.PoolClient> {
    for (;;) {
      const client = await this.pool.connect();
      const before = this.#refusalsBefore.get(client) ?? this.#refusals;
      this.#refusalsBefore.set(client, before);
      if (before === this.#refusals) return client;
      client.release(true);
    }
  }

  #note(error: unknown): void {
    if (isAppError(error, 'platform/database-read-only')) this.#refusals++;
    this.failures.note(error);
  }
}

function clientOf(client: pg.PoolClient, note: (error: unknown) => void): PostgresPoolClient {
  let failed = false;
  const query = async (text: string, values: readonly unknown[]) => {
    try {
      return await client.query(text, [...values]);
    } catch (cause) {
      const error = errorFromPostgres(cause);
      // A transaction that lost is run again: nobody meets that failure.
      if (!lostAgainstAnother(cause)) note(error);
      failed ||= text === ROLLBACK || (isAppError(error) && OF_CONNECTION.has(error.code));
      // Discarding the connection rolls back as well; the earlier failure is the one to report.
      if (text === ROLLBACK) return { command: 'ROLLBACK', rowCount: 0, rows: [] };
      throw error;
    }
  };
  return {
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy = false) => client.release(destroy || failed),
  };
}
