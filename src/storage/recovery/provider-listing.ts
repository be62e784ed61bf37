import { ID_PATTERN } from '../../platform/clock/ids.js';
import type { ShardStore } from '../providers/shard-store.js';
import { readKey } from '../providers/keys.js';

/** One file at one provider that claims to be a shard of a version. Nothing is verified yet. */
export interface ShardEntry {
  readonly store: ShardStore;
  readonly key: string;
  readonly index: number;
}

export interface KeyringEntry {
  readonly store: ShardStore;
  readonly key: string;
  readonly epoch: number;
  readonly revision: number;
}

/** What all providers have of one document. */
export interface DocumentEntries {
  readonly documentId: string;
  readonly keyrings: KeyringEntry[];
  /** Index metadata beside the keyrings. */
  readonly abouts: KeyringEntry[];
  readonly versions: Map<string, ShardEntry[]>;
}

export interface ProviderListing {
  /** Oldest document first: ids begin with their time. */
  readonly documents: readonly DocumentEntries[];
  /** Providers that could not be listed completely, with the reason. */
  readonly unreadable: ReadonlyMap<string, string>;
  /** Number of entries at each provider that could be ours. */
  readonly entries: ReadonlyMap<string, number>;
}

/** Lists all providers by the names of their entries; opens none. */
export async function listProviders(
  stores: readonly ShardStore[],
  onEntry: (count: number) => void = () => undefined,
): Promise<ProviderListing> {
  const documents = new Map<string, DocumentEntries>();
  const unreadable = new Map<string, string>();
  const entries = new Map<string, number>();
  let total = 0;
  const listOne = async (store: ShardStore): Promise<void> => {
    entries.set(store.provider, 0);
    for await (const key of store.list('v1')) {
      if (!add(documents, store, key)) continue;
      entries.set(store.provider, (entries.get(store.provider) ?? 0) + 1);
      onEntry(++total);
    }
  };
  await Promise.all(
    stores.map((store) =>
      listOne(store).catch((error: unknown) => {
        unreadable.set(store.provider, error instanceof Error ? error.message : 'failed');
      }),
    ),
  );
  const sorted = [...documents.values()].sort((a, b) => (a.documentId < b.documentId ? -1 : 1));
  return { documents: sorted, unreadable, entries };
}

/** False for an entry that is not ours; it is ignored. */
function add(documents: Map<string, DocumentEntries>, store: ShardStore, key: string): boolean {
  const entry = readKey(key);
  if (entry.is !== 'shard' && entry.is !== 'keyring') return false;
  const { documentId } = entry;
  if (!ID_PATTERN.test(documentId)) return false;
  if (entry.is === 'shard' && !ID_PATTERN.test(entry.versionId)) return false;
  const known = documents.get(documentId);
  const document = known ?? emptyDocument(documentId);
  if (known === undefined) documents.set(documentId, document);
  if (entry.is === 'keyring') {
    const { keyrings, abouts } = document;
    const { epoch, revision } = entry;
    (key.endsWith('.about') ? abouts : keyrings).push({ store, key, epoch, revision });
    return true;
  }
  const shards = document.versions.get(entry.versionId) ?? [];
  document.versions.set(entry.versionId, [...shards, { store, key, index: entry.index }]);
  return true;
}

const emptyDocument = (documentId: string): DocumentEntries => ({
  ...{ documentId, keyrings: [], abouts: [] },
  versions: new Map<string, ShardEntry[]>(),
});
