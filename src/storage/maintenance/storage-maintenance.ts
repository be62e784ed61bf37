import type { DocumentKeyrings } from '../keyrings/document-keyrings.js';
import type { DrainControl } from './drain-control.js';
import type { KeyringScrub } from './keyring-scrub.js';
import type { MaintenancePasses } from './maintenance-passes.js';
import { DAY_MS, type MaintenanceSchedule } from './maintenance-schedule.js';
import type { Orphan, OrphanCollection } from './orphan-collection.js';
import type { ProviderEvacuation } from './provider-evacuation.js';

const ORPHANS_EVERY_MS = DAY_MS / 4;
const KEYRINGS_EVERY_MS = 60 * 60_000;

/** Names of tasks in `storage_tasks`. */
const KEYRINGS = 'keyrings';
const ORPHANS = 'strays';

export interface MaintenanceParts {
  readonly drains: DrainControl;
  readonly schedule: MaintenanceSchedule;
  readonly passes: MaintenancePasses;
  readonly keyrings: DocumentKeyrings;
  readonly keyringScrub: KeyringScrub;
  readonly evacuation: ProviderEvacuation;
  readonly orphans: OrphanCollection;
}

/** The maintenance of the storage, in the background or on request. Each call is one pass over what is due. */
export class StorageMaintenance {
  constructor(private readonly parts: MaintenanceParts) {}

  /** Takes over from the database which providers are draining. */
  refresh(): Promise<void> {
    return this.parts.drains.refresh();
  }

  /** Writes missing copies of keyrings, and removes withdrawn ones. */
  async settleKeyrings(stop: AbortSignal): Promise<void> {
    await this.refresh();
    await this.parts.keyrings.settleAll(stop);
  }

  /** Rebuilds every missing shard, those on providers that are no longer configured included. */
  async repair(stop: AbortSignal): Promise<void> {
    const { drains, passes } = this.parts;
    await this.refresh();
    await passes.repair(await drains.removed(), stop);
  }

  /** Verifies every shard and keyring that is due. */
  async scrub(stop: AbortSignal): Promise<void> {
    const { passes, keyringScrub, schedule } = this.parts;
    await this.refresh();
    await passes.scrub(await schedule.scrubSinceMs(), stop);
    await schedule.once(KEYRINGS, KEYRINGS_EVERY_MS, async () => {
      await keyringScrub.scrub(await schedule.scrubSinceMs(), stop);
    });
  }

  /** Moves shards off draining providers; keyrings go last, because the drain may be undone until then. */
  async drain(stop: AbortSignal): Promise<void> {
    const { drains, passes, evacuation } = this.parts;
    await this.refresh();
    const draining = await drains.draining();
    await passes.drain(draining, stop);
    for (const name of draining) await evacuation.finish(name, stop);
  }

  /** Removes orphans that are old enough; returns them. Does nothing while another instance does it, or did recently. */
  async collectOrphans(stop: AbortSignal): Promise<readonly Orphan[]> {
    const { orphans, schedule } = this.parts;
    let collected: readonly Orphan[] = [];
    await schedule.once(ORPHANS, ORPHANS_EVERY_MS, async () => {
      await orphans.find(stop);
      collected = await orphans.collect(stop);
    });
    return collected;
  }

  /** What `collectOrphans` would remove now. Lists every provider first. */
  async orphansDue(stop: AbortSignal): Promise<readonly Orphan[]> {
    const { orphans } = this.parts;
    await orphans.find(stop);
    return orphans.due();
  }
}
