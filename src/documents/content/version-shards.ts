import {
  VersionArchive,
  type Version,
  type VersionWithShards,
} from '../../version-archive/index.js';

/** A version just committed, with where its shards stand. */
export async function withShards(
  archive: VersionArchive,
  version: Version,
): Promise<VersionWithShards> {
  const all = await archive.list(version.groupId);
  const found = all.find(({ id }) => id === version.id);
  return found ?? { ...version, shards: { present: 0, required: 0, total: 0, states: [] } };
}
