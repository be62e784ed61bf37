import { Injectable } from '@nestjs/common';
import type { Actor } from '../platform/identity/actor.js';
import { CacheTimeoutSetting } from './cache-timeout.js';
import { adminsOnly } from './oneoffixx.errors.js';

/** How long the backend's lists are cached, in seconds; for administrators. */
@Injectable()
export class ManageCacheTimeout {
  constructor(private readonly setting: CacheTimeoutSetting) {}

  async show(actor: Actor): Promise<number> {
    if (!actor.isAdmin) throw adminsOnly();
    return (await this.setting.current()).seconds;
  }

  /** Once this returns, no instance uses a list that was cached under the former timeout. */
  async change(actor: Actor, seconds: number): Promise<number> {
    if (!actor.isAdmin) throw adminsOnly();
    return (await this.setting.change(seconds)).seconds;
  }
}
