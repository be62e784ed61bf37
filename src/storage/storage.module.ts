import { Logger, Module } from '@nestjs/common';
import { randomSecret } from '../platform/crypto/secret-bytes.js';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { provideSettings } from '../platform/config/settings.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { HealthChecks } from '../platform/health/health-checks.js';
import { Metrics } from '../platform/health/metrics.js';
import { ObjectIndex } from './object-index.js';
import { KyselyObjectIndex } from './object-index.kysely.js';
import { ObjectStore } from './object-store.js';
import { freshPair } from './seal/age-pair.js';
import { createStorage, describeStorageTo, STORAGE, type Storage } from './create-storage.js';
import { DocumentKeyrings } from './keyrings/document-keyrings.js';
import { KeyringIndex } from './keyrings/keyring-index.js';
import { KyselyKeyringIndex } from './keyrings/keyring-index.kysely.js';
import { loadIdentity } from './keyrings/identity.file.js';
import { ProviderChecks } from './providers/provider-checks.js';
import { ProviderProofs } from './providers/provider-proofs.js';
import { ShardStores } from './providers/shard-stores.factory.js';
import { StorageSettings, storageSettings } from './storage.config.js';
import { StorageReindex } from './recovery/storage-reindex.js';
import { DrainProvider } from './maintenance/drain-provider.use-case.js';
import { DocumentTitles } from './maintenance/document-titles.js';
import { HeldObjects } from './maintenance/held-objects.js';
import { ScrubStorage } from './maintenance/scrub-storage.use-case.js';
import { ShowStorage } from './maintenance/show-storage.use-case.js';
import { StorageController } from './maintenance/storage.controller.js';
import { StorageMaintenance } from './maintenance/storage-maintenance.js';
import { maintenanceProviders } from './maintenance/maintenance.providers.js';

class Indexes {
  constructor(
    readonly objects: ObjectIndex,
    readonly keyrings: KeyringIndex,
  ) {}
}

class StorageSurroundings {
  constructor(
    readonly ids: Ids,
    readonly metrics: Metrics,
  ) {}
}

@Module({
  controllers: [StorageController],
  providers: [
    provideSettings(StorageSettings, storageSettings),
    { provide: ObjectIndex, useClass: KyselyObjectIndex },
    provideClass(Indexes, [ObjectIndex, KeyringIndex]),
    provideClass(StorageSurroundings, [Ids, Metrics]),
    {
      provide: ShardStores,
      inject: [StorageSettings, Clock, Ids, Metrics],
      useFactory: openStores,
    },
    { provide: KeyringIndex, useClass: KyselyKeyringIndex },
    {
      provide: STORAGE,
      inject: [StorageSettings, Indexes, ShardStores, Clock, StorageSurroundings],
      useFactory: openStorage,
    },
    { provide: ObjectStore, inject: [STORAGE], useFactory: ({ objects }: Storage) => objects },
    {
      provide: DocumentKeyrings,
      inject: [STORAGE],
      useFactory: ({ keyrings }: Storage) => keyrings,
    },
    {
      provide: ProviderChecks,
      inject: [HealthChecks, ObjectStore, ShardStores],
      useFactory: (checks: HealthChecks, objects: ObjectStore, stores: ShardStores) =>
        new ProviderChecks(checks, objects, stores),
    },
    {
      provide: ProviderProofs,
      inject: [ShardStores, Ids],
      useFactory: (stores: ShardStores, ids: Ids) =>
        new ProviderProofs(
          stores.all,
          () => ids.next(),
          (provider) => stores.noteOf(provider),
        ),
    },
    {
      provide: StorageReindex,
      inject: [STORAGE, Indexes],
      useFactory: ({ providers, identity }: Storage, { objects, keyrings }: Indexes) =>
        new StorageReindex({ providers, identity, objects, keyrings }),
    },
    ...maintenanceProviders,
  ],
  exports: [
    StorageSettings,
    ShardStores,
    ObjectStore,
    DocumentKeyrings,
    ProviderProofs,
    StorageReindex,
    HeldObjects,
    DocumentTitles,
    ShowStorage,
    DrainProvider,
    ScrubStorage,
    StorageMaintenance,
  ],
})
export class StorageModule {}

async function openStores(
  settings: StorageSettings,
  clock: Clock,
  ids: Ids,
  metrics: Metrics,
): Promise<ShardStores> {
  const log = new Logger(ShardStores.name);
  const tools = { clock, log, newProbeName: () => ids.next() };
  const stores = await ShardStores.open(settings.providers, tools);
  stores.describeTo(metrics);
  return stores;
}

async function openStorage(
  settings: StorageSettings,
  indexes: Indexes,
  stores: ShardStores,
  clock: Clock,
  { ids, metrics }: StorageSurroundings,
): Promise<Storage> {
  const mayCreate = !(await indexes.keyrings.hasAny());
  const storage = createStorage(settings, {
    index: indexes.objects,
    keyringIndex: indexes.keyrings,
    clock,
    identity: await loadIdentity(settings.identityFile, { mayCreate, nowMs: clock.nowMs() }),
    stores: stores.all,
    random: randomSecret,
    newPair: freshPair,
    newProbeName: () => ids.next(),
    log: new Logger(ObjectStore.name),
  });
  describeStorageTo(metrics, storage);
  return storage;
}
