import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { adminsOnly } from '../storage.errors.js';
import { DrainControl } from './drain-control.js';

@Injectable()
export class DrainProvider {
  constructor(private readonly draining: DrainControl) {}

  async execute(actor: Actor, name: string, to: 'drain' | 'undrain'): Promise<void> {
    if (!actor.isAdmin) throw adminsOnly();
    await this.draining[to](name);
  }
}
