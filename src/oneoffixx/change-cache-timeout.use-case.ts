import { Injectable } from '@nestjs/common';
import type { Actor } from '../platform/identity/actor.js';
import { CacheTimeoutSetting } from './cache-timeout.js';
import { adminsOnly } from './oneoffixx.errors.js';

/** Everything that was kept under the former timeout is out of use with the return, on every instance. */
@Injectable()
export class ChangeCacheTimeout {
  constructor(private readonly setting: CacheTimeoutSetting) {}

  async execute(actor: Actor, seconds: number): Promise<number> {
    if (!actor.isAdmin) throw adminsOnly();
    return (await this.setting.change(seconds)).seconds;
  }
}
