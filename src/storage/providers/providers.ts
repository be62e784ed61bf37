import { randomUUID } from 'node:crypto';
import { placementOf } from './placement.js';
import { RestingProviders } from './resting-providers.js';
import type { QuorumOptions } from './quorum-options.js';
import type { ShardStore } from './shard-store.js';

/** All configured providers, and how many of them a write must reach. */
export class Providers {
  readonly #byName: ReadonlyMap<string, ShardStore>;
  #draining: ReadonlySet<string> = new Set();
  /** Those that writes need not wait for. */
  readonly resting: RestingProviders;

  constructor(
    readonly all: readonly ShardStore[],
    readonly quorum: QuorumOptions,
  ) {
    this.#byName = new Map(all.map((store) => [store.provider, store]));
    const works = async (store: ShardStore): Promise<boolean> =>
      (await probe(store, randomUUID())) === undefined;
    this.resting = new RestingProviders(quorum.timing, works, quorum.lateAfterMs);
  }

  /** Undefined for a provider that is no longer configured. */
  find(provider: string): ShardStore | undefined {
    return this.#byName.get(provider);
  }

  /** Those that get new shards and keyrings. */
  get accepting(): readonly ShardStore[] {
    return this.all.filter(({ provider }) => !this.#draining.has(provider));
  }

  /** Being emptied: still read from, no longer written to. */
  setDraining(names: Iterable<string>): void {
    this.#draining = new Set(names);
  }

  /** The provider of each shard of a new object, by shard index. */
  storesFor(versionId: string, shards: number): ShardStore[] {
    const { accepting } = this;
    // A configuration that shrank since: better there than nowhere.
    const stores = accepting.length < shards ? this.all : accepting;
    const names = placementOf(
      versionId,
      stores.map(({ provider }) => provider),
      shards,
    );
    return names.map((name) => this.#byName.get(name) as ShardStore);
  }
}

/** Writes a small shard whole; leaves nothing behind when it fails or is told to stop. */
export async function writeWhole(
  store: ShardStore,
  key: string,
  bytes: Uint8Array,
  stop?: AbortSignal,
): Promise<void> {
  const writer = await store.create(key);
  stop?.addEventListener('abort', () => void writer.abort(), { once: true });
  try {
    stop?.throwIfAborted();
    await writer.append(bytes);
    await writer.commit();
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

/** Writes, reads and removes a few bytes, as a save does. Resolves with whether they came back the same. */
export async function proveStore(store: ShardStore, name: string): Promise<boolean> {
  const key = `v1/probe/${name}`;
  const sent = Buffer.from(name);
  await writeWhole(store, key, sent);
  const reader = await store.open(key);
  const received = Buffer.alloc(sent.length);
  try {
    await reader.read(received, 0);
  } finally {
    await reader.close();
  }
  await store.remove(key);
  return received.equals(sent);
}

/** Answers why a provider does not work, or undefined. */
export async function probe(store: ShardStore, name: string): Promise<string | undefined> {
  try {
    const isSame = await proveStore(store, name);
    return isSame ? undefined : 'answered with other bytes than it was given';
  } catch (error) {
    return error instanceof Error ? error.message : 'failed';
  }
}
