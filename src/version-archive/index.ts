export type { Version, VersionOrigin, VersionState, VersionWithShards } from './version.js';
export {
  VersionArchive,
  type CommitVersion,
  type CommittedVersion,
  type StagedVersion,
  type StageVersion,
} from './version-archive.js';
