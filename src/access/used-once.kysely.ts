import { createHash } from 'node:crypto';
import type { Clock } from '../platform/clock/clock.js';
import type { Database } from '../platform/database/database.js';
import { UsedOnce } from './used-once.js';

interface Tables {
  used_once: { hash: string; expires_at: number };
}

/** Only what was used is stored, so nobody who begins and does not finish takes up space. */
export class KyselyUsedOnce extends UsedOnce {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async use(text: string, expiresAtMs: number): Promise<boolean> {
    const query = this.database.query<Tables>();
    await query.deleteFrom('used_once').where('expires_at', '<=', this.clock.nowMs()).execute();
    const hash = createHash('sha256').update(text).digest('base64url');
    const result = await query
      .insertInto('used_once')
      .values({ hash, expires_at: expiresAtMs })
      .onConflict((conflict) => conflict.column('hash').doNothing())
      .executeTakeFirst();
    return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
  }
}
