import { HeldObjects } from '../../src/storage/maintenance/held-objects.js';
import { createUpkeep } from '../../src/storage/maintenance/create-maintenance.js';
import { KyselyKeyringScrubIndex } from '../../src/storage/maintenance/keyring-scrub-index.kysely.js';
import { KyselyProviderStates } from '../../src/storage/maintenance/provider-states.kysely.js';
import { KyselyStorageFigures } from '../../src/storage/maintenance/storage-figures.kysely.js';
import type { StorageUpkeep } from '../../src/storage/maintenance/storage-maintenance.js';
import { KyselyStrayRegister } from '../../src/storage/maintenance/orphan-register.kysely.js';
import { KyselyUpkeepIndex } from '../../src/storage/maintenance/upkeep-index.kysely.js';
import type { UpkeepEvent } from '../../src/storage/maintenance/maintenance-rounds.js';
import { KyselyUpkeepTasks } from '../../src/storage/maintenance/upkeep-tasks.kysely.js';
import type { StorageDesk } from './storage-desk.js';

const FAST = { scrubBytesPerSecond: 1e12, repairBytesPerSecond: 1e12 };

/** Upkeep on a storage desk, as one instance has it; several may share a desk. */
export class UpkeepDesk {
  readonly events: UpkeepEvent[] = [];
  readonly held = new HeldObjects();
  readonly states: KyselyProviderStates;
  readonly tasks: KyselyUpkeepTasks;
  readonly strays: KyselyStrayRegister;
  readonly figures: KyselyStorageFigures;
  readonly index: KyselyUpkeepIndex;
  readonly upkeep: StorageUpkeep;

  constructor(
    private readonly desk: StorageDesk,
    readonly by = 'one',
  ) {
    const { database, clock } = desk;
    this.states = new KyselyProviderStates(database, clock);
    this.tasks = new KyselyUpkeepTasks(database, clock);
    this.strays = new KyselyStrayRegister(database, clock);
    this.figures = new KyselyStorageFigures(database, clock);
    this.index = new KyselyUpkeepIndex(database, clock);
    this.upkeep = createUpkeep(
      desk.storage,
      { scrubDays: 30, strayDays: 7, ...FAST },
      {
        objects: desk.index,
        keyrings: desk.keyringIndex,
        upkeep: this.index,
        states: this.states,
        tasks: this.tasks,
        strays: this.strays,
        keyringScrub: new KyselyKeyringScrubIndex(database, clock),
      },
      { clock, held: this.held, by, did: (what) => this.events.push(what) },
    );
  }

  get signal(): AbortSignal {
    return new AbortController().signal;
  }

  /** Everything is verified, and what is bad repaired, as long as that changes something. */
  async heal(): Promise<void> {
    await this.scrub();
    await this.upkeep.repair(this.signal);
  }

  /** Of all shards, now. */
  async scrub(): Promise<void> {
    this.desk.clock.advance(1);
    await this.tasks.request('scrub');
    this.desk.clock.advance(1);
    await this.upkeep.scrub(this.signal);
  }

  shardsThat(what: 'found' | 'rebuilt' | 'moved'): number {
    return this.events.reduce((sum, event) => sum + (event.what === what ? event.shards : 0), 0);
  }
}
