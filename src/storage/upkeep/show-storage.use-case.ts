import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { adminsOnly } from '../storage.errors.js';
import { StorageOverview, type StorageView } from './storage-overview.js';

@Injectable()
export class ShowStorage {
  constructor(private readonly overview: StorageOverview) {}

  async execute(actor: Actor): Promise<StorageView> {
    if (!actor.isAdmin) throw adminsOnly();
    return this.overview.look();
  }
}
