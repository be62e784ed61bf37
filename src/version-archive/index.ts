export {
  DocumentKeyrings,
  DocumentTitles,
  FileKey,
  HeldObjects,
  StorageReindex,
  type FoundDocument,
  type KeyWrap,
  type SealedFile,
  type SealedKey,
  type SealedKeyring,
} from '../storage/index.js';
export { AdoptGroup, timeOf } from './adopt-group.js';
export {
  type SaveMoment,
  REASONS,
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
export { VersionArchiveModule } from './version-archive.module.js';
