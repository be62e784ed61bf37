import type { Ids } from '../platform/clock/ids.js';
import {
  describeOwner,
  type ObjectStore,
  type OwnerRecord,
  type StoredObject,
} from '../storage/index.js';

/** Which object records the last change of owner of a document. Joins the ambient transaction. */
export abstract class OwnerRecordRepository {
  /** Returns the id of the object that did so before. */
  abstract replace(documentId: string, objectId: string): Promise<string | undefined>;
  /** Those of these objects that do so now. */
  abstract among(objectIds: readonly string[]): Promise<ReadonlySet<string>>;
}

/** Puts and record writes go to every provider: so many at once. */
const AT_ONCE = 8;

/**
 * Who a document was given to, recorded at the providers, where an index is rebuilt from: versions name the owner of the
 * day they were saved. A record is a sealed object without content under the keyring of its document; repair, drain and
 * scrub treat it as they treat any object. Only the record of the last change is kept.
 */
export class OwnerRecords {
  constructor(
    private readonly rows: OwnerRecordRepository,
    private readonly objects: ObjectStore,
    private readonly ids: Ids,
  ) {}

  /**
   * Makes records durable; each is added or discarded then. All or none: what was stored is discarded before it rejects,
   * as `ObjectStore.put` does.
   */
  async stage(records: readonly OwnerRecord[]): Promise<ReadonlyMap<string, StoredObject>> {
    const staged = new Map<string, StoredObject>();
    for (let at = 0; at < records.length; at += AT_ONCE) {
      const some = records.slice(at, at + AT_ONCE).map((record) => this.#put(record));
      const results = await Promise.allSettled(some);
      for (const result of results)
        if (result.status === 'fulfilled') staged.set(result.value.documentId, result.value);
      const failed = results.find((result) => result.status === 'rejected');
      if (failed === undefined) continue;
      await this.discard([...staged.values()]);
      throw failed.reason;
    }
    return staged;
  }

  /** In the transaction that changes the owner. Returns what the caller discards after it: the record from before. */
  async add(stored: StoredObject): Promise<readonly StoredObject[]> {
    const { documentId, versionId } = stored;
    const before = await this.rows.replace(documentId, versionId);
    await this.objects.record(stored);
    return before === undefined ? [] : this.objects.unrecord([{ documentId, versionId: before }]);
  }

  /** Never rejects. What a provider does not remove is an orphan and collected as one. */
  async discard(objects: readonly StoredObject[]): Promise<void> {
    for (const stored of objects) await this.objects.discard(stored);
  }

  /**
   * After a transaction that failed. When the connection breaks during the commit, its outcome is unknown: records are only
   * deleted once the database says that nothing refers to them; until it answers they stay, at worst as orphans.
   */
  async discardUnrecorded(staged: ReadonlyMap<string, StoredObject>): Promise<void> {
    const all = [...staged.values()];
    const recorded = await this.rows.among(all.map(({ versionId }) => versionId));
    await this.discard(all.filter(({ versionId }) => !recorded.has(versionId)));
  }

  #put(record: OwnerRecord): Promise<StoredObject> {
    return this.objects.put({
      ...{ documentId: record.documentId, versionId: this.ids.next() },
      // The chain of parents is that of versions.
      ...{ parent: null, content: nothing(), maxBytes: 0 },
      description: describeOwner(record),
    });
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // A record says what it has to say in its description.
}
