export {
  ObjectStore,
  type ByteRange,
  type FileKey,
  type KeyCopy,
  type ObjectRef,
  type PutObject,
  type SealedFile,
  type SealedKey,
  type ShardPresence,
  type ShardState,
  type StoredObject,
  type StoredShard,
} from './object-store.js';
export { DocumentKeyrings, type KeyringSealing, type SealedKeyring } from './document-keyrings.js';
export { DrainProvider } from './upkeep/drain-provider.use-case.js';
export { ScrubStorage } from './upkeep/scrub-storage.use-case.js';
export { ShowStorage, type ShownStorage } from './upkeep/show-storage.use-case.js';
export { StorageErrands, type Progress } from './upkeep/storage-errands.js';
export { StorageOverview } from './upkeep/storage-overview.js';
export type { ProviderOverview, StorageView } from './upkeep/storage-overview.js';
export { DocumentTitles } from './upkeep/document-titles.js';
export { HeldObjects } from './upkeep/held-objects.js';
export { upkeepSettings } from './upkeep/upkeep.config.js';
export { StorageBackgroundModule } from './storage-background.module.js';
export { StorageModule } from './storage.module.js';
export { StorageSettings, storageSettings } from './storage.config.js';
export type { ProviderSettings } from './provider-settings.js';
export {
  StorageReindex,
  type DescribedVersion,
  type FoundDocument,
} from './recovery/storage-reindex.js';
export type { OrderedVersion } from './recovery/version-order.js';
export type { Recover } from './recovery/recover.file.js';
export { ProviderProofs } from './provider-proofs.js';
export type { ProviderFailure } from './provider-fault.js';
export { openShardStore } from './shards/open-shard-store.factory.js';
