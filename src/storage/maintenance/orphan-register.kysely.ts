import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { inPortions } from '../../platform/database/long-lists.js';
import type { ProviderEntry } from '../providers/keys.js';
import { OrphanRegister, type Orphan, type OrphanKind } from './orphan-collection.js';
import type { MaintenanceTables } from './maintenance.tables.js';

const COLLECTED: readonly OrphanKind[] = ['moved', 'unrecorded', 'sealing', 'probe'];

type Entry<Is extends ProviderEntry['is']> = Extract<ProviderEntry, { is: Is }>;

@Injectable()
export class KyselyOrphanRegister extends OrphanRegister {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async judge(
    provider: string,
    entries: ReadonlyMap<string, ProviderEntry>,
  ): Promise<ReadonlyMap<string, OrphanKind>> {
    const pick = <Is extends ProviderEntry['is']>(is: Is) =>
      [...entries].filter((entry): entry is [string, Entry<Is>] => entry[1].is === is);
    const known = await this.#knownDocuments([
      ...pick('shard').map(([, { documentId }]) => documentId),
      ...pick('keyring').map(([, { documentId }]) => documentId),
    ]);
    return new Map<string, OrphanKind>([
      ...(await this.#judgeShards(provider, pick('shard'), known)),
      ...(await this.#judgeKeyrings(provider, pick('keyring'), known)),
      ...pick('probe').map(([key]): [string, OrphanKind] => [key, 'probe']),
      ...pick('unknown').map(([key]): [string, OrphanKind] => [key, 'unknown']),
    ]);
  }

  async note(provider: string, orphans: ReadonlyMap<string, OrphanKind>): Promise<void> {
    if (orphans.size === 0) return;
    const now = this.clock.nowMs();
    const seen = { first_seen_ms: now, last_seen_ms: now };
    for (const some of inPortions(
      [...orphans].map(([key, kind]) => ({ provider, key, kind, ...seen })),
    )) {
      await this.#query
        .insertInto('storage_strays')
        .values(some)
        .onConflict((conflict) =>
          conflict.columns(['provider', 'key']).doUpdateSet((expression) => ({
            kind: expression.ref('excluded.kind'),
            last_seen_ms: expression.ref('excluded.last_seen_ms'),
          })),
        )
        .execute();
    }
  }

  async forgetUnseen(provider: string, sinceMs: number): Promise<void> {
    await this.#query
      .deleteFrom('storage_strays')
      .where('provider', '=', provider)
      .where('last_seen_ms', '<', sinceMs)
      .execute();
  }

  async collectable(beforeMs: number, limit: number): Promise<readonly Orphan[]> {
    const rows = await this.#query
      .selectFrom('storage_strays')
      .selectAll()
      .where('kind', 'in', COLLECTED)
      .where('first_seen_ms', '<=', beforeMs)
      .orderBy('first_seen_ms')
      .limit(limit)
      .execute();
    return rows.map(orphanOf);
  }

  async forget({ provider, key }: Pick<Orphan, 'provider' | 'key'>): Promise<void> {
    await this.#query
      .deleteFrom('storage_strays')
      .where('provider', '=', provider)
      .where('key', '=', key)
      .execute();
  }

  async all(): Promise<readonly Orphan[]> {
    const rows = await this.#query.selectFrom('storage_strays').selectAll().execute();
    return rows.map(orphanOf);
  }

  async counts(): Promise<ReadonlyMap<OrphanKind, number>> {
    const rows = await this.#query
      .selectFrom('storage_strays')
      .select(({ fn }) => ['kind', fn.countAll<number>().as('count')])
      .groupBy('kind')
      .execute();
    return new Map(rows.map(({ kind, count }) => [kind as OrphanKind, count]));
  }

  async #knownDocuments(ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const wanted = [...new Set(ids)];
    const rows = await this.#query
      .selectFrom('storage_keyrings')
      .select('document_id')
      .where('document_id', 'in', wanted)
      .union(
        // Also of documents that are gone, until nothing of them is left at any provider.
        this.#query
          .selectFrom('storage_withdrawn_keyrings')
          .select('document_id')
          .where('document_id', 'in', wanted),
      )
      .execute();
    return new Set(rows.map((row) => row.document_id));
  }

  async #judgeShards(
    provider: string,
    entries: readonly [string, Entry<'shard'>][],
    known: ReadonlySet<string>,
  ): Promise<[string, OrphanKind][]> {
    if (entries.length === 0) return [];
    const rows = await this.#query
      .selectFrom('storage_shards')
      .select(['version_id', 'idx', 'provider'])
      .where('version_id', 'in', [...new Set(entries.map(([, { versionId }]) => versionId))])
      .execute();
    const places = new Map(rows.map((row) => [`${row.version_id}/${row.idx}`, row.provider]));
    const versions = new Set(rows.map((row) => row.version_id));
    return entries.flatMap(([key, { documentId, versionId, index }]): [string, OrphanKind][] => {
      if (places.get(`${versionId}/${index}`) === provider) return [];
      if (versions.has(versionId)) return [[key, 'moved']];
      return [[key, known.has(documentId) ? 'unrecorded' : 'adoptable']];
    });
  }

  async #judgeKeyrings(
    provider: string,
    entries: readonly [string, Entry<'keyring'>][],
    known: ReadonlySet<string>,
  ): Promise<[string, OrphanKind][]> {
    if (entries.length === 0) return [];
    const ids = [...new Set(entries.map(([, { documentId }]) => documentId))];
    const rows = await this.#query
      .selectFrom('storage_keyrings')
      .select(['document_id', 'epoch', 'revision'])
      .where('document_id', 'in', ids)
      .union(
        // Withdrawn copies are removed by settling, once the newer ones are durable.
        this.#query
          .selectFrom('storage_withdrawn_keyrings')
          .select(['document_id', 'epoch', 'revision'])
          .where('document_id', 'in', ids)
          .where('provider', '=', provider),
      )
      .execute();
    const rowNames = new Set(rows.map((row) => `${row.document_id}/${row.epoch}.${row.revision}`));
    return entries.flatMap(([key, { documentId, epoch, revision }]): [string, OrphanKind][] => {
      if (rowNames.has(`${documentId}/${epoch}.${revision}`)) return [];
      return [[key, known.has(documentId) ? 'sealing' : 'adoptable']];
    });
  }

  get #query() {
    return this.database.query<MaintenanceTables>();
  }
}

const orphanOf = (row: MaintenanceTables['storage_strays']): Orphan => ({
  provider: row.provider,
  key: row.key,
  kind: row.kind as OrphanKind,
  firstSeenMs: row.first_seen_ms,
});
