import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { adminsOnly } from '../storage.errors.js';
import { ProviderDraining } from './provider-draining.js';

@Injectable()
export class DrainProvider {
  constructor(private readonly draining: ProviderDraining) {}

  async execute(actor: Actor, name: string, to: 'drain' | 'undrain'): Promise<void> {
    if (!actor.isAdmin) throw adminsOnly();
    await this.draining[to](name);
  }
}
