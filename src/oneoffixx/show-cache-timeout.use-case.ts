import { Injectable } from '@nestjs/common';
import type { Actor } from '../platform/identity/actor.js';
import { CacheTimeoutSetting } from './cache-timeout.js';
import { adminsOnly } from './oneoffixx.errors.js';

@Injectable()
export class ShowCacheTimeout {
  constructor(private readonly setting: CacheTimeoutSetting) {}

  async execute(actor: Actor): Promise<number> {
    if (!actor.isAdmin) throw adminsOnly();
    return (await this.setting.current()).seconds;
  }
}
