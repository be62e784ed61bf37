import { createMaintenance } from '../../src/storage/maintenance/create-maintenance.js';
import type { MaintenanceEvent } from '../../src/storage/maintenance/claim-queue.js';
import type { DrainControl } from '../../src/storage/maintenance/drain-control.js';
import { KyselyKeyringScrubIndex } from '../../src/storage/maintenance/keyring-scrub.kysely.js';
import {
  KyselyMaintenanceIndex,
  KyselyMaintenanceTasks,
} from '../../src/storage/maintenance/maintenance-index.kysely.js';
import { HeldObjects } from '../../src/storage/maintenance/orphan-collection.js';
import { KyselyOrphanRegister } from '../../src/storage/maintenance/orphan-register.kysely.js';
import { KyselyProviderStates } from '../../src/storage/maintenance/provider-states.kysely.js';
import { KyselyStorageFigures } from '../../src/storage/maintenance/storage-figures.kysely.js';
import type { StorageMaintenance } from '../../src/storage/maintenance/storage-maintenance.js';
import type { StorageFixture } from './storage-fixture.js';

const FAST = { scrubBytesPerSecond: 1e12, repairBytesPerSecond: 1e12 };

/** The maintenance of one instance on a storage fixture; several instances may share a fixture. */
export class MaintenanceFixture {
  readonly events: MaintenanceEvent[] = [];
  readonly held = new HeldObjects();
  readonly states: KyselyProviderStates;
  readonly tasks: KyselyMaintenanceTasks;
  readonly orphans: KyselyOrphanRegister;
  readonly figures: KyselyStorageFigures;
  readonly index: KyselyMaintenanceIndex;
  readonly service: StorageMaintenance;
  readonly drains: DrainControl;

  constructor(
    private readonly fixture: StorageFixture,
    readonly by = 'one',
  ) {
    const { database, clock } = fixture;
    this.states = new KyselyProviderStates(database, clock);
    this.tasks = new KyselyMaintenanceTasks(database, clock);
    this.orphans = new KyselyOrphanRegister(database, clock);
    this.figures = new KyselyStorageFigures(database, clock);
    this.index = new KyselyMaintenanceIndex(database, clock);
    const { service, drains } = createMaintenance(
      fixture.storage,
      { scrubDays: 30, orphanDays: 7, ...FAST },
      {
        objects: fixture.index,
        keyrings: fixture.keyringIndex,
        index: this.index,
        states: this.states,
        tasks: this.tasks,
        orphans: this.orphans,
        keyringScrub: new KyselyKeyringScrubIndex(database, clock),
      },
      { clock, held: this.held, instance: by, report: (event) => this.events.push(event) },
    );
    this.service = service;
    this.drains = drains;
  }

  get signal(): AbortSignal {
    return new AbortController().signal;
  }

  /** Everything is verified, and what is bad repaired, as long as that changes something. */
  async heal(): Promise<void> {
    await this.scrub();
    await this.service.repair(this.signal);
  }

  /** Of all shards, now. */
  async scrub(): Promise<void> {
    this.fixture.clock.advance(1);
    await this.tasks.request('scrub');
    this.fixture.clock.advance(1);
    await this.service.scrub(this.signal);
  }

  shardsThat(what: 'found' | 'rebuilt' | 'moved'): number {
    return this.events.reduce((sum, event) => sum + (event.what === what ? event.shards : 0), 0);
  }
}
