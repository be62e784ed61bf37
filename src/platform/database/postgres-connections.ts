import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { isAppError } from '../errors/app-error.js';
import { errorFromPostgres } from './database.errors.js';

/**
 * The driver's pool, with failures of the connection told apart from failures of what was asked, and connections
 * that failed thrown away: one that ran into a timeout may still get the answer to a question long forgotten.
 */
export class PostgresConnections implements PostgresPool {
  readonly options: object;

  constructor(private readonly pool: pg.Pool) {
    this.options = pool.options;
  }

  async connect(): Promise<PostgresPoolClient> {
    try {
      return clientOf(await this.pool.connect());
    } catch (error) {
      throw errorFromPostgres(error);
    }
  }

  end(): Promise<void> {
    return this.pool.end();
  }
}

function clientOf(client: pg.PoolClient): PostgresPoolClient {
  let failed = false;
  const query = async (text: string, values: readonly unknown[]) => {
    try {
      return await client.query(text, [...values]);
    } catch (cause) {
      const error = errorFromPostgres(cause);
      failed ||= isAppError(error, 'platform/database-away');
      throw error;
    }
  };
  return {
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy = false) => client.release(destroy || failed),
  };
}
