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
import { createUpkeep, type UpkeepPorts } from './create-maintenance.js';
import { DrainProvider } from './drain-provider.use-case.js';
import { DocumentTitles } from './document-titles.js';
import { HeldObjects } from './held-objects.js';
import { KeyringScrubIndex } from './keyring-scrub-index.js';
import { KyselyKeyringScrubIndex } from './keyring-scrub-index.kysely.js';
import { ProviderDraining } from './provider-draining.js';
import { ProviderStates } from './provider-states.js';
import { KyselyProviderStates } from './provider-states.kysely.js';
import { ScrubStorage } from './scrub-storage.use-case.js';
import { ShowStorage } from './show-storage.use-case.js';
import { StorageErrands } from './foreground-maintenance.js';
import { StorageFigures } from './storage-figures.js';
import { KyselyStorageFigures } from './storage-figures.kysely.js';
import { StorageOverview } from './storage-overview.js';
import { StorageUpkeep } from './storage-maintenance.js';
import { StrayRegister } from './orphan-register.js';
import { KyselyStrayRegister } from './orphan-register.kysely.js';
import { KeptFigures } from './kept-figures.js';
import { UpkeepIndex } from './upkeep-index.js';
import { KyselyUpkeepIndex } from './upkeep-index.kysely.js';
import { UpkeepReport } from './upkeep-report.js';
import { UpkeepTasks } from './upkeep-tasks.js';
import { KyselyUpkeepTasks } from './upkeep-tasks.kysely.js';
import { UpkeepSettings, upkeepSettings } from './upkeep.config.js';

/** What the database knows for upkeep, in one. */
class UpkeepTables {
  constructor(
    readonly upkeep: UpkeepIndex,
    readonly states: ProviderStates,
    readonly tasks: UpkeepTasks,
    readonly strays: StrayRegister,
    readonly keyringScrub: KeyringScrubIndex,
  ) {}
}

class SealedIndexes {
  constructor(
    readonly objects: ObjectIndex,
    readonly keyrings: KeyringIndex,
  ) {}
}

class UpkeepSurroundings {
  constructor(
    readonly clock: Clock,
    readonly ids: Ids,
    readonly held: HeldObjects,
    readonly report: UpkeepReport,
    readonly shape: StorageSettings,
  ) {}
}

const portsOf = (indexes: SealedIndexes, tables: UpkeepTables): UpkeepPorts => ({
  objects: indexes.objects,
  keyrings: indexes.keyrings,
  upkeep: tables.upkeep,
  states: tables.states,
  tasks: tables.tasks,
  strays: tables.strays,
  keyringScrub: tables.keyringScrub,
});

const adapters = [
  { provide: UpkeepIndex, useClass: KyselyUpkeepIndex },
  { provide: ProviderStates, useClass: KyselyProviderStates },
  { provide: UpkeepTasks, useClass: KyselyUpkeepTasks },
  { provide: StrayRegister, useClass: KyselyStrayRegister },
  { provide: KeyringScrubIndex, useClass: KyselyKeyringScrubIndex },
  { provide: StorageFigures, useClass: KyselyStorageFigures },
];

/** Upkeep and what people see and ask of it; nothing here runs by itself. */
export const upkeepProviders = [
  provideSettings(UpkeepSettings, upkeepSettings),
  ...adapters,
  { provide: HeldObjects, useFactory: () => new HeldObjects() },
  { provide: DocumentTitles, useFactory: () => new DocumentTitles() },
  provideClass(UpkeepTables, [
    UpkeepIndex,
    ProviderStates,
    UpkeepTasks,
    StrayRegister,
    KeyringScrubIndex,
  ]),
  provideClass(SealedIndexes, [ObjectIndex, KeyringIndex]),
  provideClass(UpkeepSurroundings, [Clock, Ids, HeldObjects, UpkeepReport, StorageSettings]),
  {
    provide: UpkeepReport,
    inject: [Metrics, StorageFigures],
    useFactory: (metrics: Metrics, figures: StorageFigures) =>
      new UpkeepReport(metrics, figures, new Logger('StorageUpkeep')),
  },
  {
    provide: StorageUpkeep,
    inject: [STORAGE, UpkeepSettings, SealedIndexes, UpkeepTables, UpkeepSurroundings],
    useFactory: (
      storage: Storage,
      settings: UpkeepSettings,
      indexes: SealedIndexes,
      tables: UpkeepTables,
      { clock, ids, held, report }: UpkeepSurroundings,
    ) =>
      createUpkeep(storage, settings, portsOf(indexes, tables), {
        clock,
        held,
        by: ids.next(),
        did: report.did,
      }),
  },
  {
    provide: StorageOverview,
    inject: [STORAGE, UpkeepTables, StorageFigures, StorageUpkeep, UpkeepSurroundings],
    useFactory: (
      { providers }: Storage,
      { states, strays, tasks }: UpkeepTables,
      figures: StorageFigures,
      upkeep: StorageUpkeep,
      { clock, ids, shape }: UpkeepSurroundings,
    ) => {
      const elapsedMs = () => performance.now();
      const kept = new KeptFigures({ figures, strays, clock, elapsedMs });
      const needed = shape.k + shape.m;
      const about = { providers, states, tasks, upkeep, clock, ids, needed };
      return new StorageOverview({ ...about, figures: kept });
    },
  },
  {
    provide: ProviderDraining,
    inject: [STORAGE, ProviderStates, StorageUpkeep, StorageSettings],
    useFactory: (
      { providers }: Storage,
      states: ProviderStates,
      upkeep: StorageUpkeep,
      settings: StorageSettings,
    ) => new ProviderDraining(providers, states, upkeep, settings),
  },
  {
    provide: StorageErrands,
    inject: [StorageUpkeep, StorageFigures, UpkeepTables, ProviderDraining],
    useFactory: (
      upkeep: StorageUpkeep,
      figures: StorageFigures,
      { upkeep: index, states, tasks }: UpkeepTables,
      draining: ProviderDraining,
    ) => new StorageErrands({ upkeep, figures, index, states, tasks, draining }),
  },
  ShowStorage,
  DrainProvider,
  ScrubStorage,
];
