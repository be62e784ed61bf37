import type { Version, VersionOrigin } from '../../version-archive/index.js';
import type { Document } from '../document.js';

/**
 * What travels sealed with a version's bytes, so that an index can be rebuilt from shards alone.
 * `made_from` is the number of the version the content came from; commits give the final number later.
 */
export const describeVersion = (
  document: Document,
  version: {
    readonly author: string;
    readonly origin: VersionOrigin;
    readonly madeFrom: Version | null;
    readonly fileType?: string;
  },
): Readonly<Record<string, string | number | null>> => ({
  title: document.title,
  owner: document.owner,
  version_group_id: document.versionGroupId,
  file_type: version.fileType ?? document.fileType,
  custody: document.custody,
  author: version.author,
  origin: version.origin,
  made_from: version.madeFrom?.number ?? 0,
});
