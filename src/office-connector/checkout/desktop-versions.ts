import type { Checkout, Document } from '../../documents/index.js';
import type { Version, VersionArchive } from '../../version-archive/index.js';

/** Which versions came from the desktop during one check-out: each upload is a version at once. */
export async function versionsOf(
  archive: VersionArchive,
  { versionGroupId }: Document,
  { fromVersion, username }: Checkout,
): Promise<readonly Version[]> {
  const all = await archive.list(versionGroupId);
  return all.filter(
    ({ number, origin, author }) =>
      number > fromVersion && origin === 'office-connector' && author === username,
  );
}
