import { Logger, Module } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { provideSettings } from '../platform/config/settings.js';
import { HealthChecks } from '../platform/health/health-checks.js';
import { Metrics } from '../platform/health/metrics.js';
import { provideFrom } from '../platform/injection/provide-from.js';
import { createStorage, describeStorageTo, STORAGE } from './create-storage.js';
import { DocumentKeyrings } from './keyrings/document-keyrings.js';
import { loadIdentity } from './keyrings/identity.file.js';
import { KeyringIndex } from './keyrings/keyring-index.js';
import { KyselyKeyringIndex } from './keyrings/keyring-index.kysely.js';
import { maintenanceProviders } from './maintenance/maintenance.providers.js';
import { HeldObjects } from './maintenance/orphan-collection.js';
import {
  DocumentTitles,
  ThinningStatus,
  StorageAdministration,
} from './maintenance/storage-administration.use-case.js';
import { MaintenanceSchedule } from './maintenance/maintenance-schedule.js';
import { StorageMaintenance } from './maintenance/storage-maintenance.js';
import { StorageController } from './maintenance/storage.controller.js';
import { KyselyObjectIndex } from './object-index.kysely.js';
import { ObjectIndex, ObjectStore } from './object-store.js';
import { ProviderChecks, ProviderProofs } from './providers/provider-proofs.js';
import { ShardStores } from './providers/shard-stores.factory.js';
import { ServerSigner } from './server-signer.js';
import { StorageReindex } from './recovery/storage-reindex.js';
import { StorageSettings, storageSettings } from './storage.config.js';

const opened = [
  provideFrom(
    ShardStores,
    { settings: StorageSettings, clock: Clock, ids: Ids, metrics: Metrics },
    async ({ settings, clock, ids, metrics }) => {
      const log = new Logger(ShardStores.name);
      const tools = { clock, log, newProbeName: () => ids.next() };
      const stores = await ShardStores.open(settings.providers, tools);
      stores.describeTo(metrics);
      return stores;
    },
  ),
  provideFrom(
    STORAGE,
    {
      settings: StorageSettings,
      index: ObjectIndex,
      keyringIndex: KeyringIndex,
      stores: ShardStores,
      clock: Clock,
      metrics: Metrics,
    },
    async ({ settings, index, keyringIndex, stores, clock, metrics }) => {
      const mayCreate = !(await keyringIndex.hasAny());
      const identity = await loadIdentity(settings.identityFile, {
        mayCreate,
        nowMs: clock.nowMs(),
      });
      const ports = { index, keyringIndex, clock, identity, stores: stores.all };
      const storage = createStorage(settings, ports, { log: new Logger(ObjectStore.name) });
      describeStorageTo(metrics, storage);
      return storage;
    },
  ),
];

@Module({
  controllers: [StorageController],
  providers: [
    provideSettings(StorageSettings, storageSettings),
    { provide: ObjectIndex, useClass: KyselyObjectIndex },
    { provide: KeyringIndex, useClass: KyselyKeyringIndex },
    ...opened,
    provideFrom(ObjectStore, { storage: STORAGE }, ({ storage }) => storage.objects),
    provideFrom(DocumentKeyrings, { storage: STORAGE }, ({ storage }) => storage.keyrings),
    provideFrom(
      ServerSigner,
      { storage: STORAGE },
      ({ storage }) => new ServerSigner(storage.identity.signing),
    ),
    provideFrom(
      ProviderProofs,
      { stores: ShardStores, ids: Ids },
      ({ stores, ids }) =>
        new ProviderProofs(
          stores.all,
          () => ids.next(),
          (provider) => stores.noteOf(provider),
        ),
    ),
    provideFrom(
      ProviderChecks,
      { checks: HealthChecks, proofs: ProviderProofs, stores: ShardStores },
      ({ checks, proofs, stores }) =>
        new ProviderChecks(
          checks,
          proofs,
          stores.all.map(({ provider }) => provider),
        ),
    ),
    provideFrom(
      StorageReindex,
      { storage: STORAGE, objects: ObjectIndex, keyrings: KeyringIndex },
      ({ storage: { providers, identity }, objects, keyrings }) =>
        new StorageReindex({ providers, identity, objects, keyrings }),
    ),
    ...maintenanceProviders,
  ],
  exports: [
    StorageSettings,
    ShardStores,
    ObjectStore,
    DocumentKeyrings,
    ProviderProofs,
    ServerSigner,
    StorageReindex,
    HeldObjects,
    DocumentTitles,
    ThinningStatus,
    MaintenanceSchedule,
    StorageAdministration,
    StorageMaintenance,
  ],
})
export class StorageModule {}
