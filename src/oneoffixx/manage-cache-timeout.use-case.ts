import { Injectable } from '@nestjs/common';
import { AuditLog } from '../platform/audit/audit-log.js';
import { Database } from '../platform/database/database.js';
import type { Actor } from '../platform/identity/actor.js';
import { CacheTimeoutSetting } from './cache-timeout.js';
import { adminsOnly } from './oneoffixx.errors.js';

/** How long the backend's lists are cached, in seconds; for administrators. */
@Injectable()
export class ManageCacheTimeout {
  constructor(
    private readonly setting: CacheTimeoutSetting,
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  async show(actor: Actor): Promise<number> {
    if (!actor.isAdmin) throw adminsOnly();
    return (await this.setting.current()).seconds;
  }

  /** Once this returns, no instance uses a list that was cached under the former timeout. */
  async change(actor: Actor, seconds: number): Promise<number> {
    if (!actor.isAdmin) throw adminsOnly();
    return this.database.inTransaction(async () => {
      const changed = await this.setting.change(seconds);
      await this.audit.record({
        ...{ action: 'settings.changed', actor: actor.id },
        object: { type: 'setting', id: 'oneoffixx_cache_timeout' },
        detail: { value: seconds },
      });
      return changed.seconds;
    });
  }
}
