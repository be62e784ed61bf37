import { randomBytes } from 'node:crypto';
import { Logger, Module } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { provideSettings } from '../platform/config/settings.js';
import { HealthChecks } from '../platform/health/health-checks.js';
import { ObjectIndex } from './object-index.js';
import { KyselyObjectIndex } from './object-index.kysely.js';
import { ObjectStore } from './object-store.js';
import { createObjectStore } from './create-object-store.js';
import { loadIdentity } from './identity.file.js';
import { ProviderChecks } from './provider-checks.js';
import { ShardStores } from './shard-stores.factory.js';
import { StorageSettings, storageSettings } from './storage.config.js';

@Module({
  providers: [
    provideSettings(StorageSettings, storageSettings),
    { provide: ObjectIndex, useClass: KyselyObjectIndex },
    {
      provide: ShardStores,
      inject: [StorageSettings, Clock],
      useFactory: (settings: StorageSettings, clock: Clock) =>
        ShardStores.open(settings.providers, { clock, log: new Logger(ShardStores.name) }),
    },
    {
      provide: ObjectStore,
      inject: [StorageSettings, ObjectIndex, ShardStores, Clock, Ids],
      useFactory: openObjectStore,
    },
    {
      provide: ProviderChecks,
      inject: [HealthChecks, ObjectStore, ShardStores],
      useFactory: (checks: HealthChecks, objects: ObjectStore, stores: ShardStores) =>
        new ProviderChecks(checks, objects, stores),
    },
  ],
  exports: [ObjectStore],
})
export class StorageModule {}

async function openObjectStore(
  settings: StorageSettings,
  index: ObjectIndex,
  stores: ShardStores,
  clock: Clock,
  ids: Ids,
): Promise<ObjectStore> {
  const mayCreate = !(await index.hasKeyrings());
  return createObjectStore(settings, {
    index,
    clock,
    identity: await loadIdentity(settings.identityFile, { mayCreate, nowMs: clock.nowMs() }),
    stores: stores.all,
    random: randomBytes,
    newProbeName: () => ids.next(),
    log: new Logger(ObjectStore.name),
  });
}
