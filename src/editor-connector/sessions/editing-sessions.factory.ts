import { join } from 'node:path';
import type { Clock } from '../../platform/clock/clock.js';
import type { PlatformSettings } from '../../platform/config/platform.config.js';
import type { Database } from '../../platform/database/database.js';
import type { Redis } from '../../platform/redis/redis.js';
import type { EditingSessions } from './editing-sessions.js';
import { FileEditingSessions } from './editing-sessions.file.js';
import { KyselyEditingSessions } from './editing-sessions.kysely.js';
import { SharedEditingSessions } from './shared-editing-sessions.js';

/** With PostgreSQL there may be other instances, so sessions are kept in the database; else in files. */
export async function openEditingSessions(
  { dataDir }: PlatformSettings,
  clock: Clock,
  database: Database,
  redis: Redis | undefined,
): Promise<EditingSessions> {
  const reliable =
    database.engine === 'postgres'
      ? new KyselyEditingSessions(database, clock)
      : await FileEditingSessions.in(join(dataDir, 'sessions'), clock);
  if (redis === undefined) return reliable;
  const { RedisEditingSessions } = await import('./editing-sessions.redis.js');
  return new SharedEditingSessions(redis, new RedisEditingSessions(redis, clock), reliable);
}
