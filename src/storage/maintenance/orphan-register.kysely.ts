import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { inPortions } from '../../platform/database/long-lists.js';
import type { ProviderEntry } from './provider-entry.js';
import { StrayRegister, type Stray, type StrayKind } from './orphan-register.js';
import type { UpkeepTables } from './upkeep.tables.js';

const COLLECTED: readonly StrayKind[] = ['moved', 'unrecorded', 'sealing', 'probe'];

type Entry<Is extends ProviderEntry['is']> = Extract<ProviderEntry, { is: Is }>;

@Injectable()
export class KyselyStrayRegister extends StrayRegister {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async judge(
    provider: string,
    entries: ReadonlyMap<string, ProviderEntry>,
  ): Promise<ReadonlyMap<string, StrayKind>> {
    const pick = <Is extends ProviderEntry['is']>(is: Is) =>
      [...entries].filter((entry): entry is [string, Entry<Is>] => entry[1].is === is);
    const known = await this.#knownDocuments([
      ...pick('shard').map(([, { documentId }]) => documentId),
      ...pick('keyring').map(([, { documentId }]) => documentId),
    ]);
    return new Map<string, StrayKind>([
      ...(await this.#judgeShards(provider, pick('shard'), known)),
      ...(await this.#judgeKeyrings(provider, pick('keyring'), known)),
      ...pick('probe').map(([key]): [string, StrayKind] => [key, 'probe']),
      ...pick('unknown').map(([key]): [string, StrayKind] => [key, 'unknown']),
    ]);
  }

  async note(provider: string, strays: ReadonlyMap<string, StrayKind>): Promise<void> {
    if (strays.size === 0) return;
    const now = this.clock.nowMs();
    const seen = { first_seen_ms: now, last_seen_ms: now };
    for (const some of inPortions(
      [...strays].map(([key, kind]) => ({ provider, key, kind, ...seen })),
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

  async collectable(beforeMs: number, limit: number): Promise<readonly Stray[]> {
    const rows = await this.#query
      .selectFrom('storage_strays')
      .selectAll()
      .where('kind', 'in', COLLECTED)
      .where('first_seen_ms', '<=', beforeMs)
      .orderBy('first_seen_ms')
      .limit(limit)
      .execute();
    return rows.map(strayOf);
  }

  async forget({ provider, key }: Pick<Stray, 'provider' | 'key'>): Promise<void> {
    await this.#query
      .deleteFrom('storage_strays')
      .where('provider', '=', provider)
      .where('key', '=', key)
      .execute();
  }

  async all(): Promise<readonly Stray[]> {
    const rows = await this.#query.selectFrom('storage_strays').selectAll().execute();
    return rows.map(strayOf);
  }

  async counts(): Promise<ReadonlyMap<StrayKind, number>> {
    const rows = await this.#query
      .selectFrom('storage_strays')
      .select(({ fn }) => ['kind', fn.countAll<number>().as('count')])
      .groupBy('kind')
      .execute();
    return new Map(rows.map(({ kind, count }) => [kind as StrayKind, count]));
  }

  async #knownDocuments(ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.#query
      .selectFrom('storage_keyrings')
      .select('document_id')
      .distinct()
      .where('document_id', 'in', [...new Set(ids)])
      .execute();
    return new Set(rows.map((row) => row.document_id));
  }

  async #judgeShards(
    provider: string,
    entries: readonly [string, Entry<'shard'>][],
    known: ReadonlySet<string>,
  ): Promise<[string, StrayKind][]> {
    if (entries.length === 0) return [];
    const rows = await this.#query
      .selectFrom('storage_shards')
      .select(['version_id', 'idx', 'provider'])
      .where('version_id', 'in', [...new Set(entries.map(([, { versionId }]) => versionId))])
      .execute();
    const places = new Map(rows.map((row) => [`${row.version_id}/${row.idx}`, row.provider]));
    const versions = new Set(rows.map((row) => row.version_id));
    return entries.flatMap(([key, { documentId, versionId, index }]): [string, StrayKind][] => {
      if (places.get(`${versionId}/${index}`) === provider) return [];
      if (versions.has(versionId)) return [[key, 'moved']];
      return [[key, known.has(documentId) ? 'unrecorded' : 'adoptable']];
    });
  }

  async #judgeKeyrings(
    provider: string,
    entries: readonly [string, Entry<'keyring'>][],
    known: ReadonlySet<string>,
  ): Promise<[string, StrayKind][]> {
    if (entries.length === 0) return [];
    const ids = [...new Set(entries.map(([, { documentId }]) => documentId))];
    const rows = await this.#query
      .selectFrom('storage_keyrings')
      .select(['document_id', 'epoch', 'revision'])
      .where('document_id', 'in', ids)
      .union(
        // Removed by whoever withdrew them, as soon as the newer ones are everywhere.
        this.#query
          .selectFrom('storage_withdrawn_keyrings')
          .select(['document_id', 'epoch', 'revision'])
          .where('document_id', 'in', ids)
          .where('provider', '=', provider),
      )
      .execute();
    const rowNames = new Set(rows.map((row) => `${row.document_id}/${row.epoch}.${row.revision}`));
    return entries.flatMap(([key, { documentId, epoch, revision }]): [string, StrayKind][] => {
      if (rowNames.has(`${documentId}/${epoch}.${revision}`)) return [];
      return [[key, known.has(documentId) ? 'sealing' : 'adoptable']];
    });
  }

  get #query() {
    return this.database.query<UpkeepTables>();
  }
}

const strayOf = (row: UpkeepTables['storage_strays']): Stray => ({
  provider: row.provider,
  key: row.key,
  kind: row.kind as StrayKind,
  firstSeenMs: row.first_seen_ms,
});
