import type { Database } from '../platform/database/database.js';
import type { ObjectStore, StoredObject } from '../storage/index.js';
import { currentVersionStays } from './version-archive.errors.js';
import type { VersionGroupRepository } from './version-group.repository.js';
import type { VersionParts } from './version-parts.js';
import type { Version } from './version.js';

/** Removes versions for good, with their parts. */
export class RemoveVersions {
  constructor(
    private readonly groups: VersionGroupRepository,
    private readonly parts: VersionParts,
    private readonly objects: ObjectStore,
    private readonly database: Database,
  ) {}

  /**
   * The rows go in one transaction, the shards after it; what a provider does not remove is an orphan and collected as
   * one. Not inside a transaction. `version-archive/current-stays` (conflict) when one of them is current: then none
   * is removed. Numbers are never used again.
   */
  async remove(versions: readonly Version[]): Promise<void> {
    await this.discard(await this.database.inTransaction(() => this.unrecord(versions)));
  }

  /** The rows alone, in the caller's transaction; after its commit the caller discards what is returned. */
  async unrecord(versions: readonly Version[]): Promise<readonly StoredObject[]> {
    const stored: StoredObject[] = [...(await this.parts.removeOf(versions))];
    for (const version of versions) {
      if (!(await this.groups.removeVersion(version.id))) {
        throw currentVersionStays(version.groupId, version.number);
      }
      const { documentId, id: versionId } = version;
      stored.push(...(await this.objects.unrecord([{ documentId, versionId }])));
    }
    return stored;
  }

  async discard(removed: readonly StoredObject[]): Promise<void> {
    for (const stored of removed) await this.objects.discard(stored);
  }
}
