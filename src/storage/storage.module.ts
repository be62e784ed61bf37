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
import { DirectoryShardStore } from './shards/shard-store.directory.js';
import { limited } from './shards/limited-shards.js';
import { retrying } from './shards/retrying-shards.js';
import { StorageSettings, storageSettings } from './storage.config.js';
import type { ShardStore } from './shards/shard-store.js';

const PARALLEL_PER_PROVIDER = 16;
const RETRIES = { attempts: 3, firstDelayMs: 50 };

@Module({
  providers: [
    provideSettings(StorageSettings, storageSettings),
    { provide: ObjectIndex, useClass: KyselyObjectIndex },
    {
      provide: ObjectStore,
      inject: [StorageSettings, ObjectIndex, Clock, Ids],
      useFactory: async (settings: StorageSettings, index: ObjectIndex, clock: Clock, ids: Ids) =>
        createObjectStore(settings, {
          index,
          clock,
          identity: await identityFrom(settings, index, clock),
          stores: await shardStoresOf(settings, clock),
          random: randomBytes,
          newProbeName: () => ids.next(),
          log: new Logger(ObjectStore.name),
        }),
    },
    {
      provide: ProviderChecks,
      inject: [HealthChecks, ObjectStore, StorageSettings],
      useFactory: (checks: HealthChecks, objects: ObjectStore, settings: StorageSettings) =>
        new ProviderChecks(
          checks,
          objects,
          settings.providers.map(({ name }) => name),
        ),
    },
  ],
  exports: [ObjectStore],
})
export class StorageModule {}

const identityFrom = async (settings: StorageSettings, index: ObjectIndex, clock: Clock) =>
  loadIdentity(settings.identityFile, {
    mayCreate: !(await index.hasKeyrings()),
    nowMs: clock.nowMs(),
  });

/** Each provider: a directory, retried, limited. One that cannot be prepared fails later, alone. */
function shardStoresOf(settings: StorageSettings, clock: Clock): Promise<ShardStore[]> {
  return Promise.all(
    settings.providers.map(async ({ name, directory }) => {
      const store = new DirectoryShardStore(name, directory);
      await store.prepare(clock.nowMs()).catch((error: unknown) => {
        new Logger(StorageModule.name).error(`provider ${name} is not usable`, error);
      });
      return limited(retrying(store, RETRIES), PARALLEL_PER_PROVIDER);
    }),
  );
}
