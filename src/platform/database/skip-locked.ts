import type { SelectQueryBuilder } from 'kysely';
import type { Database } from './database.js';

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
