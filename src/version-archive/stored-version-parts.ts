import type { Readable } from 'node:stream';
import type { Clock } from '../platform/clock/clock.js';
import type { Ids } from '../platform/clock/ids.js';
import type { Database } from '../platform/database/database.js';
import type { ByteRange, FileKey, ObjectRef, ObjectStore, StoredObject } from '../storage/index.js';
import { partExists } from './version-archive.errors.js';
import type { VersionPartRepository } from './version-part.repository.js';
import {
  VersionParts,
  type PartKind,
  type PartOwner,
  type StagedPart,
  type StagePart,
  type VersionPart,
} from './version-parts.js';

/** Parts as objects of the object store, with a repository for their rows. */
export class StoredVersionParts extends VersionParts {
  constructor(
    private readonly parts: VersionPartRepository,
    private readonly objects: ObjectStore,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    super();
  }

  async stage({ of, kind, fileType, content, maxBytes }: StagePart): Promise<StagedPart> {
    const { id: versionId, documentId } = of;
    const stored = await this.objects.put({
      ...{ documentId, content, maxBytes },
      versionId: this.ids.next(),
      // The chain of parents is that of versions; a part names its version in its description.
      parent: null,
      description: { part_of: versionId, part: kind, file_type: fileType },
    });
    const { versionId: objectId, size } = stored;
    const createdAtMs = this.clock.nowMs();
    return { stored, part: { versionId, documentId, kind, objectId, fileType, size, createdAtMs } };
  }

  add({ part, stored }: StagedPart): Promise<VersionPart> {
    return this.database.inTransaction(async () => {
      if (!(await this.parts.insert(part))) throw partExists(part.versionId, part.kind);
      await this.objects.record(stored);
      return part;
    });
  }

  async discard({ stored }: StagedPart): Promise<void> {
    await this.objects.discard(stored);
  }

  find(versionId: string, kind: PartKind): Promise<VersionPart | undefined> {
    return this.parts.find(versionId, kind);
  }

  async findAll(
    versionIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly VersionPart[]>> {
    return Map.groupBy(await this.parts.findAll(versionIds), ({ versionId }) => versionId);
  }

  leaseKey(part: VersionPart): Promise<FileKey> {
    return this.objects.leaseKey(refOf(part));
  }

  open(part: VersionPart, key: FileKey, range?: ByteRange): Promise<Readable> {
    return this.objects.open(refOf(part), key, range);
  }

  async read(part: VersionPart, range?: ByteRange): Promise<Readable> {
    const key = await this.leaseKey(part);
    try {
      return await this.open(part, key, range);
    } finally {
      key.destroy();
    }
  }

  async removeOf(versions: readonly PartOwner[]): Promise<readonly StoredObject[]> {
    const removed: VersionPart[] = [];
    for (const { id } of versions) removed.push(...(await this.parts.removeOf(id)));
    return this.objects.unrecord(removed.map(refOf));
  }
}

const refOf = ({ documentId, objectId }: VersionPart): ObjectRef => ({
  documentId,
  versionId: objectId,
});
