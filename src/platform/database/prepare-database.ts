import { setTimeout as delay } from 'node:timers/promises';
import { isAppError } from '../errors/app-error.js';
import type { Database } from './database.js';
import { migrateToLatest } from './migrate.js';
import { MoveRecord } from './move-record.js';
import { moveUnfinished } from './move.errors.js';
import { openDatabase, type DatabaseAddress } from './open-database.js';

/** A database that starts together with us needs a moment; one that stays away keeps us from starting. */
const WAIT_MS = 60_000;
const LOOK_AGAIN_MS = 500;

/**
 * Brings the schema to the newest version, on connections of its own without time limits. Instances that start
 * together wait for the first of them: kysely holds an advisory lock on PostgreSQL while it migrates.
 */
export async function prepareDatabase(address: DatabaseAddress): Promise<void> {
  const patient = await openDatabase({ ...address, statementTimeoutMs: 0 });
  try {
    await untilItAnswers(patient);
    await refuseHalfMoved(patient);
    await migrateToLatest(patient);
  } finally {
    await patient.close();
  }
}

async function refuseHalfMoved(database: Database): Promise<void> {
  if (database.engine !== 'postgres') return;
  if ((await MoveRecord.find(database)) !== undefined) throw moveUnfinished();
}

async function untilItAnswers(database: Database): Promise<void> {
  const giveUpAt = Date.now() + WAIT_MS;
  for (;;) {
    try {
      return await database.ping();
    } catch (error) {
      if (!isAppError(error, 'platform/database-away') || Date.now() > giveUpAt) throw error;
      await delay(LOOK_AGAIN_MS);
    }
  }
}
