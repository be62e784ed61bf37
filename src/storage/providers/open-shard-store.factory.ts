import { Bucket } from './bucket.s3.js';
import { withConcurrencyLimit, type LimitedShards } from './limited-shards.js';
import { retrying } from './retrying-shards.js';
import { DirectoryShardStore } from './shard-store.directory.js';
import { S3ShardStore } from './shard-store.s3.js';
import type { ProviderSettings } from './provider-settings.js';
import type { ShardStore } from './shard-store.js';

const RETRIES = { attempts: 3, firstDelayMs: 50 };

/** The store of one provider as everybody uses it: retried and limited. Asks nothing of the provider yet. */
export const openShardStore = (settings: ProviderSettings): ShardStore =>
  sturdy(bareStoreOf(settings));

export const sturdy = (store: ShardStore): LimitedShards =>
  withConcurrencyLimit(retrying(store, RETRIES));

export const bareStoreOf = (settings: ProviderSettings): DirectoryShardStore | S3ShardStore =>
  settings.kind === 'directory'
    ? new DirectoryShardStore(settings.name, settings.directory)
    : new S3ShardStore(settings.name, new Bucket(settings));
