export {
  DocumentKeyrings,
  DocumentTitles,
  FileKey,
  HeldObjects,
  MaintenanceSchedule,
  StorageReindex,
  type FoundDocument,
  type KeyWrap,
  type SealedFile,
  type SealedKey,
  type SealedKeyring,
  type StoredObject,
} from '../storage/index.js';
export { EmptyGroups } from './empty-groups.js';
export { HeldVersions } from './held-versions.js';
export { ThinSteps, type ThinnedSteps } from './thin-steps.js';
export { thinningSettings } from './thinning.config.js';
export { ThinningModule } from './thinning.module.js';
export { VersionArchiveBackgroundModule } from './version-archive-background.module.js';
export { AdoptGroup, timeOf } from './adopt-group.js';
export {
  type SaveMoment,
  ASKERS,
  MAX_LATE_S,
  REASONS,
  type Asker,
  type QuarantineReason,
  type Version,
  type VersionAuthor,
  type VersionOrigin,
  type VersionState,
  type VersionWithShards,
} from './version.js';
export {
  VersionArchive,
  type CommitVersion,
  type CommittedVersion,
  type RestoreVersionInput,
  type StagedVersion,
  type StageVersion,
} from './version-archive.js';
export {
  PART_KINDS,
  VersionParts,
  type PartKind,
  type PartOwner,
  type StagedPart,
  type StagePart,
  type VersionPart,
} from './version-parts.js';
export {
  reportedChanges,
  shortChanges,
  VersionDifferences,
  type Differences,
  type ReportedChange,
} from './version-differences.js';
export { OwnerRecords } from './owner-records.js';
export { RemoveVersions } from './remove-versions.js';
export type { EmptyGroup } from './empty-group.repository.js';
export { VersionArchiveModule } from './version-archive.module.js';
