import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { isAppError } from '../errors/app-error.js';
import { errorFromPostgres } from './database.errors.js';
import type { DatabaseFailures } from './database-failures.js';

/** The statement that Kysely sends. */
const ROLLBACK = 'rollback';

/**
 * The driver's pool. It separates failures of the connection from failures of the statement, and discards failed
 * connections: after a timeout, one may still receive the answer to an earlier query.
 */
export class PostgresConnections implements PostgresPool {
  readonly options: object;

  constructor(
    private readonly pool: pg.Pool,
    private readonly failures: DatabaseFailures,
  ) {
    this.options = pool.options;
  }

  async connect(): Promise<PostgresPoolClient> {
    try {
      return clientOf(await this.pool.connect(), this.failures);
    } catch (error) {
      throw this.failures.note(errorFromPostgres(error));
    }
  }

  end(): Promise<void> {
    return this.pool.end();
  }
}

function clientOf(client: pg.PoolClient, failures: DatabaseFailures): PostgresPoolClient {
  let failed = false;
  const query = async (text: string, values: readonly unknown[]) => {
    try {
      return await client.query(text, [...values]);
    } catch (cause) {
      const error = failures.note(errorFromPostgres(cause));
      failed ||= text === ROLLBACK || isAppError(error, 'platform/database-away');
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
