import { ID_PATTERN } from '../../platform/clock/ids.js';
import type { ShardStore } from '../providers/shard-store.js';
import { readKey } from '../providers/keys.js';

/** One file at one place that says it is a shard of a version. Nothing of it is believed yet. */
export interface ShardEntry {
  readonly place: ShardStore;
  readonly key: string;
  readonly index: number;
}

export interface KeyringEntry {
  readonly place: ShardStore;
  readonly key: string;
  readonly epoch: number;
  readonly revision: number;
}

/** What all places have of one document. */
export interface DocumentEntries {
  readonly documentId: string;
  readonly keyrings: KeyringEntry[];
  /** What the server said of keyrings, beside them. */
  readonly abouts: KeyringEntry[];
  readonly versions: Map<string, ShardEntry[]>;
}

export interface ProviderListing {
  /** Oldest document first: ids begin with their time. */
  readonly documents: readonly DocumentEntries[];
  /** Places that could not be listed to their end, with why. */
  readonly unreadable: ReadonlyMap<string, string>;
  /** Entries of each place that could be ours. */
  readonly entries: ReadonlyMap<string, number>;
}

/** Looks at the names of all entries; opens none. */
export async function listProviders(
  places: readonly ShardStore[],
  onEntry: (count: number) => void = () => undefined,
): Promise<ProviderListing> {
  const documents = new Map<string, DocumentEntries>();
  const unreadable = new Map<string, string>();
  const entries = new Map<string, number>();
  let total = 0;
  const listOne = async (place: ShardStore): Promise<void> => {
    entries.set(place.provider, 0);
    for await (const key of place.list('v1')) {
      if (!sort(documents, place, key)) continue;
      entries.set(place.provider, (entries.get(place.provider) ?? 0) + 1);
      onEntry(++total);
    }
  };
  await Promise.all(
    places.map((place) =>
      listOne(place).catch((error: unknown) => {
        unreadable.set(place.provider, error instanceof Error ? error.message : 'failed');
      }),
    ),
  );
  const sorted = [...documents.values()].sort((a, b) => (a.documentId < b.documentId ? -1 : 1));
  return { documents: sorted, unreadable, entries };
}

/** False for what is not ours; readers ignore it. */
function sort(documents: Map<string, DocumentEntries>, place: ShardStore, key: string): boolean {
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
    (key.endsWith('.about') ? abouts : keyrings).push({ place, key, epoch, revision });
    return true;
  }
  const shards = document.versions.get(entry.versionId) ?? [];
  document.versions.set(entry.versionId, [...shards, { place, key, index: entry.index }]);
  return true;
}

const emptyDocument = (documentId: string): DocumentEntries => ({
  ...{ documentId, keyrings: [], abouts: [] },
  versions: new Map<string, ShardEntry[]>(),
});
