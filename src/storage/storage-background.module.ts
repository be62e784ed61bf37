import {
  Module,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import {
  BackgroundWork,
  type RecurringWork,
} from '../platform/background/background-work.timer.js';
import { ShardStores } from './providers/shard-stores.factory.js';
import { StorageModule } from './storage.module.js';
import { StorageMaintenance } from './maintenance/storage-maintenance.js';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** Maintenance in the background; imported by the server only. */
@Module({
  imports: [StorageModule],
  providers: [
    {
      provide: BackgroundWork,
      inject: [StorageMaintenance],
      useFactory: (maintenance: StorageMaintenance) => new BackgroundWork(worksOf(maintenance)),
    },
  ],
})
export class StorageBackgroundModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly background: BackgroundWork,
    private readonly stores: ShardStores,
  ) {}

  onApplicationBootstrap(): void {
    this.background.start();
  }

  /** Waits for running passes while the database is still open. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stores.hurry();
    await this.background.stop();
  }
}

const worksOf = (maintenance: StorageMaintenance): RecurringWork[] => [
  { name: 'providers', everyMs: 5 * SECOND_MS, run: () => maintenance.refresh() },
  { name: 'repair', everyMs: 15 * SECOND_MS, run: (stop) => maintenance.repair(stop) },
  { name: 'drain', everyMs: 15 * SECOND_MS, run: (stop) => maintenance.drain(stop) },
  { name: 'scrub', everyMs: MINUTE_MS, run: (stop) => maintenance.scrub(stop) },
  { name: 'keyrings', everyMs: MINUTE_MS, run: (stop) => maintenance.settleKeyrings(stop) },
  {
    name: 'orphans',
    everyMs: 10 * MINUTE_MS,
    run: async (stop) => void (await maintenance.collectOrphans(stop)),
  },
];
