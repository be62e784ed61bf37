import type { Clock } from '../platform/clock/clock.js';
import type { Database } from '../platform/database/database.js';
import { CacheTimeoutSetting, DEFAULT_CACHE_SECONDS, type CacheTimeout } from './cache-timeout.js';

interface SettingsTables {
  settings: { name: string; value: string; changed_at: number };
}

const NAME = 'oneoffixx_cache_timeout';

/** One indexed read per request; not cached, so that a change takes effect on every instance at once. */
export class KyselyCacheTimeoutSetting extends CacheTimeoutSetting {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async current(): Promise<CacheTimeout> {
    const row = await this.database
      .query<SettingsTables>()
      .selectFrom('settings')
      .select(['value', 'changed_at'])
      .where('name', '=', NAME)
      .executeTakeFirst();
    if (row === undefined) return { seconds: DEFAULT_CACHE_SECONDS, revision: 0 };
    return { seconds: Number(row.value), revision: row.changed_at };
  }

  change(seconds: number): Promise<CacheTimeout> {
    return this.database.inTransaction(async () => {
      const before = await this.current();
      // Two changes within one millisecond must have different revisions.
      const revision = Math.max(this.clock.nowMs(), before.revision + 1);
      const value = String(seconds);
      await this.database
        .query<SettingsTables>()
        .insertInto('settings')
        .values({ name: NAME, value, changed_at: revision })
        .onConflict((conflict) =>
          conflict.column('name').doUpdateSet({ value, changed_at: revision }),
        )
        .execute();
      return { seconds, revision };
    });
  }
}
