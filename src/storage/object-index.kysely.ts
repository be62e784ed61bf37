import { Injectable } from '@nestjs/common';
import type { Generated, Insertable, Selectable } from 'kysely';
import { Database } from '../platform/database/database.js';
import { prepared, PreparedInsert } from '../platform/database/prepared-statement.js';
import { Clock } from '../platform/clock/clock.js';
import { ObjectIndex } from './object-store.js';
import type { ObjectRef, ShardPresence, StoredObject, StoredShard } from './object-store.js';

interface Tables {
  storage_objects: {
    version_id: string;
    document_id: string;
    size: number;
    sealed_size: number;
    k: number;
    n: number;
    manifest_hash: string;
    age_header: string;
    epoch: number;
    created_at_ms: number;
    claimed_for: Generated<string | null>;
    claimed_until_ms: Generated<number>;
  };
  storage_shards: {
    version_id: string;
    idx: number;
    provider: string;
    state: StoredShard['state'];
    reason: string | null;
    changed_at_ms: number;
    /** Set when the shard is written, because it was just hashed. */
    scrubbed_at_ms: number;
  };
}

type ShardRow = Pick<Selectable<Tables['storage_objects']>, 'claimed_for' | 'claimed_until_ms'> &
  Pick<Tables['storage_shards'], 'state'>;

/** Below the parameter limits of both databases; a list of versions is rarely longer. */
const IDS_AT_ONCE = 500;

const objectRows = new PreparedInsert<Insertable<Tables['storage_objects']>>('storage_objects');
const shardRows = new PreparedInsert<Tables['storage_shards']>('storage_shards');

type Named = { documentId: string; versionId: string };

/** One row for each shard: an object always has some. */
const findObject = prepared<Tables, Named>()((query, value) =>
  query
    .selectFrom('storage_objects as o')
    .innerJoin('storage_shards as s', 's.version_id', 'o.version_id')
    .select(['size', 'sealed_size', 'k', 'n', 'manifest_hash', 'age_header', 'epoch'])
    .select(['s.idx as index', 's.provider', 's.state'])
    .where('o.version_id', '=', value('versionId'))
    .where('o.document_id', '=', value('documentId'))
    .orderBy('s.idx'),
);

const findManifestHash = prepared<Tables, Named>()((query, value) =>
  query
    .selectFrom('storage_objects')
    .select('manifest_hash')
    .where('version_id', '=', value('versionId'))
    .where('document_id', '=', value('documentId')),
);

@Injectable()
export class KyselyObjectIndex extends ObjectIndex {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async addObject(stored: StoredObject): Promise<void> {
    const now = this.clock.nowMs();
    await this.database.inTransaction(async () => {
      await objectRows.insert(this.database, [objectRow(stored, now)]);
      const shards = stored.shards.map((shard) => shardRow(stored.versionId, shard, now));
      await shardRows.insert(this.database, shards);
    });
  }

  async findObject({ documentId, versionId }: ObjectRef): Promise<StoredObject | undefined> {
    const rows = await findObject.all(this.database, { documentId, versionId });
    const [row] = rows;
    if (row === undefined) return undefined;
    const shards = rows.map(({ index, provider, state }) => ({ index, provider, state }));
    return {
      documentId,
      versionId,
      size: row.size,
      sealedSize: row.sealed_size,
      required: row.k,
      total: row.n,
      manifestHash: row.manifest_hash,
      ageHeader: row.age_header,
      epoch: row.epoch,
      shards,
    };
  }

  async manifestHashOf({ documentId, versionId }: ObjectRef): Promise<string | undefined> {
    const row = await findManifestHash.first(this.database, { documentId, versionId });
    return row?.manifest_hash;
  }

  /** Its shards go with it, by the foreign key. */
  async removeObject({ documentId, versionId }: ObjectRef): Promise<void> {
    await this.#query
      .deleteFrom('storage_objects')
      .where('version_id', '=', versionId)
      .where('document_id', '=', documentId)
      .execute();
  }

  async markMissing(versionId: string, index: number, reason: string): Promise<void> {
    await this.#query
      .updateTable('storage_shards')
      .set({ state: 'missing', reason, changed_at_ms: this.clock.nowMs() })
      .where('version_id', '=', versionId)
      .where('idx', '=', index)
      .execute();
  }

  async presenceOf(versionIds: readonly string[]): Promise<ReadonlyMap<string, ShardPresence>> {
    const presence = new Map<string, ShardPresence>();
    const now = this.clock.nowMs();
    const isRepaired = (row: ShardRow): boolean =>
      row.state === 'missing' && row.claimed_for === 'repair' && row.claimed_until_ms >= now;
    for (let at = 0; at < versionIds.length; at += IDS_AT_ONCE) {
      for (const row of await this.#shardsOf(versionIds.slice(at, at + IDS_AT_ONCE))) {
        const before = presence.get(row.version_id);
        presence.set(row.version_id, {
          present: (before?.present ?? 0) + (row.state === 'present' ? 1 : 0),
          required: row.k,
          total: row.n,
          states: [...(before?.states ?? []), isRepaired(row) ? 'repairing' : row.state],
        });
      }
    }
    return presence;
  }

  #shardsOf(versionIds: readonly string[]) {
    return this.#query
      .selectFrom('storage_shards')
      .innerJoin('storage_objects', 'storage_objects.version_id', 'storage_shards.version_id')
      .select(['storage_shards.version_id', 'state', 'k', 'n', 'claimed_for', 'claimed_until_ms'])
      .where('storage_shards.version_id', 'in', versionIds)
      .orderBy('storage_shards.version_id')
      .orderBy('idx')
      .execute();
  }

  get #query() {
    return this.database.query<Tables>();
  }
}

const objectRow = (stored: StoredObject, nowMs: number): Insertable<Tables['storage_objects']> => ({
  version_id: stored.versionId,
  document_id: stored.documentId,
  size: stored.size,
  sealed_size: stored.sealedSize,
  k: stored.required,
  n: stored.total,
  manifest_hash: stored.manifestHash,
  age_header: stored.ageHeader,
  epoch: stored.epoch,
  created_at_ms: nowMs,
});

const shardRow = (
  versionId: string,
  shard: StoredShard,
  nowMs: number,
): Tables['storage_shards'] => ({
  version_id: versionId,
  idx: shard.index,
  provider: shard.provider,
  state: shard.state,
  reason: shard.state === 'missing' ? 'not durable when saved' : null,
  changed_at_ms: nowMs,
  scrubbed_at_ms: nowMs,
});
