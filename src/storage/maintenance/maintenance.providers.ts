import { Logger } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Ids } from '../../platform/clock/ids.js';
import { provideSettings } from '../../platform/config/settings.js';
import { Metrics } from '../../platform/health/metrics.js';
import { provideClass } from '../../platform/injection/provide-class.js';
import { STORAGE, type Storage } from '../create-storage.js';
import { KeyringIndex } from '../keyrings/keyring-index.js';
import { ObjectIndex } from '../object-index.js';
import { StorageSettings } from '../storage.config.js';
import { createMaintenance, type MaintenancePorts } from './create-maintenance.js';
import { DrainProvider } from './drain-provider.use-case.js';
import { DocumentTitles } from './document-titles.js';
import { HeldObjects } from './held-objects.js';
import { KeyringScrubIndex } from './keyring-scrub-index.js';
import { KyselyKeyringScrubIndex } from './keyring-scrub-index.kysely.js';
import { DrainControl } from './drain-control.js';
import { ProviderStates } from './provider-states.js';
import { KyselyProviderStates } from './provider-states.kysely.js';
import { ScrubStorage } from './scrub-storage.use-case.js';
import { ShowStorage } from './show-storage.use-case.js';
import { ForegroundMaintenance } from './foreground-maintenance.js';
import { StorageFigures } from './storage-figures.js';
import { KyselyStorageFigures } from './storage-figures.kysely.js';
import { StorageOverview } from './storage-overview.js';
import { StorageMaintenance } from './storage-maintenance.js';
import { OrphanRegister } from './orphan-register.js';
import { KyselyOrphanRegister } from './orphan-register.kysely.js';
import { KeptFigures } from './kept-figures.js';
import { MaintenanceIndex } from './maintenance-index.js';
import { KyselyMaintenanceIndex } from './maintenance-index.kysely.js';
import { MaintenanceReport } from './maintenance-report.js';
import { MaintenanceTasks } from './maintenance-tasks.js';
import { KyselyMaintenanceTasks } from './maintenance-tasks.kysely.js';
import { MaintenanceSettings, maintenanceSettings } from './maintenance.config.js';

/** What the database knows for maintenance, in one. */
class MaintenanceTables {
  constructor(
    readonly maintenance: MaintenanceIndex,
    readonly states: ProviderStates,
    readonly tasks: MaintenanceTasks,
    readonly orphans: OrphanRegister,
    readonly keyringScrub: KeyringScrubIndex,
  ) {}
}

class SealedIndexes {
  constructor(
    readonly objects: ObjectIndex,
    readonly keyrings: KeyringIndex,
  ) {}
}

class MaintenanceSurroundings {
  constructor(
    readonly clock: Clock,
    readonly ids: Ids,
    readonly held: HeldObjects,
    readonly report: MaintenanceReport,
    readonly shape: StorageSettings,
  ) {}
}

const portsOf = (indexes: SealedIndexes, tables: MaintenanceTables): MaintenancePorts => ({
  objects: indexes.objects,
  keyrings: indexes.keyrings,
  maintenance: tables.maintenance,
  states: tables.states,
  tasks: tables.tasks,
  orphans: tables.orphans,
  keyringScrub: tables.keyringScrub,
});

const adapters = [
  { provide: MaintenanceIndex, useClass: KyselyMaintenanceIndex },
  { provide: ProviderStates, useClass: KyselyProviderStates },
  { provide: MaintenanceTasks, useClass: KyselyMaintenanceTasks },
  { provide: OrphanRegister, useClass: KyselyOrphanRegister },
  { provide: KeyringScrubIndex, useClass: KyselyKeyringScrubIndex },
  { provide: StorageFigures, useClass: KyselyStorageFigures },
];

/** Maintenance and what people see and ask of it; nothing here runs by itself. */
export const maintenanceProviders = [
  provideSettings(MaintenanceSettings, maintenanceSettings),
  ...adapters,
  { provide: HeldObjects, useFactory: () => new HeldObjects() },
  { provide: DocumentTitles, useFactory: () => new DocumentTitles() },
  provideClass(MaintenanceTables, [
    MaintenanceIndex,
    ProviderStates,
    MaintenanceTasks,
    OrphanRegister,
    KeyringScrubIndex,
  ]),
  provideClass(SealedIndexes, [ObjectIndex, KeyringIndex]),
  provideClass(MaintenanceSurroundings, [
    Clock,
    Ids,
    HeldObjects,
    MaintenanceReport,
    StorageSettings,
  ]),
  {
    provide: MaintenanceReport,
    inject: [Metrics, StorageFigures],
    useFactory: (metrics: Metrics, figures: StorageFigures) =>
      new MaintenanceReport(metrics, figures, new Logger('StorageMaintenance')),
  },
  {
    provide: StorageMaintenance,
    inject: [
      STORAGE,
      MaintenanceSettings,
      SealedIndexes,
      MaintenanceTables,
      MaintenanceSurroundings,
    ],
    useFactory: (
      storage: Storage,
      settings: MaintenanceSettings,
      indexes: SealedIndexes,
      tables: MaintenanceTables,
      { clock, ids, held, report }: MaintenanceSurroundings,
    ) =>
      createMaintenance(storage, settings, portsOf(indexes, tables), {
        clock,
        held,
        by: ids.next(),
        did: report.did,
      }),
  },
  {
    provide: StorageOverview,
    inject: [
      STORAGE,
      MaintenanceTables,
      StorageFigures,
      StorageMaintenance,
      MaintenanceSurroundings,
    ],
    useFactory: (
      { providers }: Storage,
      { states, orphans, tasks }: MaintenanceTables,
      figures: StorageFigures,
      maintenance: StorageMaintenance,
      { clock, ids, shape }: MaintenanceSurroundings,
    ) => {
      const elapsedMs = () => performance.now();
      const kept = new KeptFigures({ figures, orphans, clock, elapsedMs });
      const needed = shape.k + shape.m;
      const about = { providers, states, tasks, maintenance, clock, ids, needed };
      return new StorageOverview({ ...about, figures: kept });
    },
  },
  {
    provide: DrainControl,
    inject: [STORAGE, ProviderStates, StorageMaintenance, StorageSettings],
    useFactory: (
      { providers }: Storage,
      states: ProviderStates,
      maintenance: StorageMaintenance,
      settings: StorageSettings,
    ) => new DrainControl(providers, states, maintenance, settings),
  },
  {
    provide: ForegroundMaintenance,
    inject: [StorageMaintenance, StorageFigures, MaintenanceTables, DrainControl],
    useFactory: (
      maintenance: StorageMaintenance,
      figures: StorageFigures,
      { maintenance: index, states, tasks }: MaintenanceTables,
      draining: DrainControl,
    ) => new ForegroundMaintenance({ maintenance, figures, index, states, tasks, draining }),
  },
  ShowStorage,
  DrainProvider,
  ScrubStorage,
];
