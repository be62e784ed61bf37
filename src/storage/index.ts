export {
  ObjectStore,
  type ByteRange,
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
export { FileKey } from './file-key.js';
export {
  DocumentKeyrings,
  type KeyWrap,
  type SealedKeyring,
} from './keyrings/document-keyrings.js';
export {
  DocumentTitles,
  StorageAdministration,
  ThinningStatus,
  type ShownStorage,
  type ThinningView,
} from './maintenance/storage-administration.use-case.js';
export { StorageOrders } from './maintenance/storage-orders.js';
export { ForegroundMaintenance, type Progress } from './maintenance/foreground-maintenance.js';
export { StorageOverview } from './maintenance/storage-overview.js';
export type { ProviderOverview, StorageView } from './maintenance/storage-overview.js';
export { HeldObjects } from './maintenance/orphan-collection.js';
export { MaintenanceSchedule } from './maintenance/maintenance-schedule.js';
export { maintenanceSettings } from './maintenance/maintenance.config.js';
export { StorageBackgroundModule } from './storage-background.module.js';
export { StorageModule } from './storage.module.js';
export { ServerSigner } from './server-signer.js';
export { StorageSettings, storageSettings } from './storage.config.js';
export type { ProviderSettings } from './providers/provider-settings.js';
export {
  StorageReindex,
  type DescribedVersion,
  type FoundDocument,
  type FoundOwner,
  type FoundPart,
} from './recovery/storage-reindex.js';
export { describeOwner, type OwnerRecord } from './recovery/found-owner.js';
export type { OrderedVersion } from './recovery/version-order.js';
export type { Recover } from './recovery/recover.file.js';
export type { ProviderWeakness } from './providers/shard-store.js';
export { ProviderProofs } from './providers/provider-proofs.js';
export type { ProviderFailure } from './providers/provider-fault.js';
export { openShardStore } from './providers/shard-stores.factory.js';
