import { ObjectIndex } from '../../src/storage/object-store.js';
import type { ObjectRef, ShardPresence, StoredObject } from '../../src/storage/object-store.js';

/** The object index in memory. */
export class MemoryObjectIndex extends ObjectIndex {
  readonly objects = new Map<string, StoredObject>();
  readonly marks: { versionId: string; index: number; reason: string }[] = [];

  async addObject(stored: StoredObject): Promise<void> {
    this.objects.set(stored.versionId, stored);
  }

  async findObject({ documentId, versionId }: ObjectRef): Promise<StoredObject | undefined> {
    const stored = this.objects.get(versionId);
    return stored?.documentId === documentId ? stored : undefined;
  }

  async manifestHashOf(ref: ObjectRef): Promise<string | undefined> {
    return (await this.findObject(ref))?.manifestHash;
  }

  async removeObject({ versionId }: ObjectRef): Promise<void> {
    this.objects.delete(versionId);
  }

  async markMissing(versionId: string, index: number, reason: string): Promise<void> {
    this.marks.push({ versionId, index, reason });
    const stored = this.objects.get(versionId);
    if (stored === undefined) return;
    const shards = stored.shards.map((shard) =>
      shard.index === index ? { ...shard, state: 'missing' as const } : shard,
    );
    this.objects.set(versionId, { ...stored, shards });
  }

  async presenceOf(versionIds: readonly string[]): Promise<ReadonlyMap<string, ShardPresence>> {
    const found = versionIds.flatMap((id) => this.objects.get(id) ?? []);
    return new Map(found.map((stored) => [stored.versionId, presenceIn(stored)]));
  }
}

const presenceIn = ({ required, total, shards }: StoredObject): ShardPresence => {
  const states = shards.map((shard) => shard.state);
  return { present: states.filter((state) => state === 'present').length, required, total, states };
};
