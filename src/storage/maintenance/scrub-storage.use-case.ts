import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { adminsOnly } from '../storage.errors.js';
import { SCRUB } from './storage-maintenance.js';
import { MaintenanceTasks } from './maintenance-tasks.js';

/** Asks for every shard to be verified now, at the usual pace; whoever runs takes it up. */
@Injectable()
export class ScrubStorage {
  constructor(private readonly tasks: MaintenanceTasks) {}

  async execute(actor: Actor): Promise<void> {
    if (!actor.isAdmin) throw adminsOnly();
    await this.tasks.request(SCRUB);
  }
}
