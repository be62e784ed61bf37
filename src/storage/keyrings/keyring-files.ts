import type { Keyring, KeyringIndex, WithdrawnKeyring } from './keyring-index.js';
import { documentPrefix, keyringKey, keyringMetadataKey, readKey } from '../providers/keys.js';
import { writeKeyringMetadata, type MetadataSealing } from '../seal/keyring-metadata.js';
import type { Providers } from '../providers/providers.js';
import { lateOnes, untilLate } from '../providers/quorum-options.js';
import { providerLeftOut, shardLate } from '../storage.errors.js';
import { writeWhole, type ShardStore } from '../providers/shard-store.js';

/**
 * The files of keyrings at the providers: one copy at each, with its index metadata beside it, and none of a
 * withdrawn key wrap.
 */
export class KeyringFiles {
  constructor(
    private readonly index: KeyringIndex,
    private readonly providers: Providers,
    private readonly about: MetadataSealing,
  ) {}

  /** How many providers must have a copy. */
  get copiesNeeded(): number {
    return this.providers.quorum.needed;
  }

  /** Providers that get a copy. */
  get providerNames(): string[] {
    return this.providers.accepting.map((store) => store.provider);
  }

  /** Providers that may have a copy: draining ones, too. */
  get everyProviderName(): string[] {
    return this.providers.all.map((store) => store.provider);
  }

  /** Writes missing copies. Returns how many copies are durable, and why others failed. */
  async place(keyring: Keyring): Promise<{ durable: number; causes: readonly unknown[] }> {
    const { index } = this;
    const { accepting } = this.providers;
    if (keyring.missingOn.length === 0) return { durable: accepting.length, causes: [] };
    const { documentId, epoch, revision, sealed } = keyring;
    const files = new Map<string, Buffer>([
      [keyringKey(documentId, epoch, revision), Buffer.from(sealed)],
      [keyringMetadataKey(documentId, epoch, revision), writeKeyringMetadata(keyring, this.about)],
    ]);
    const stores = accepting.filter((store) => keyring.missingOn.includes(store.provider));
    const failures = await this.#write(stores, files);
    await index.setMissingOn(keyring, [...failures.keys()]);
    return { durable: accepting.length - failures.size, causes: [...failures.values()] };
  }

  /** Returns failures by provider. A late write is given up: the key wrap may be withdrawn before it arrives. */
  async #write(
    all: readonly ShardStore[],
    files: ReadonlyMap<string, Buffer>,
  ): Promise<ReadonlyMap<string, unknown>> {
    const failures = new Map<string, unknown>();
    const stop = new AbortController();
    const { quorum, accepting, resting } = this.providers;
    const needed = quorum.needed - (accepting.length - all.length);
    const leftOut = resting.leaveOut(all, needed);
    for (const { provider } of leftOut) failures.set(provider, providerLeftOut(provider));
    const stores = all.filter((store) => !leftOut.includes(store));
    const written = stores.map((store) =>
      writeAll(store, files, stop.signal).then(
        () => true,
        (error: unknown) => {
          failures.set(store.provider, error);
          resting.note(store.provider, error);
          return false;
        },
      ),
    );
    const startedAt = quorum.timing.nowMs();
    const isAwaited = (index: number): boolean =>
      !resting.has((stores[index] as ShardStore).provider);
    for (const index of await lateOnes(written, { ...quorum, needed }, isAwaited)) {
      const { provider } = stores[index] as ShardStore;
      const late = shardLate(provider, quorum.timing.nowMs() - startedAt);
      failures.set(provider, late);
      resting.note(provider, late);
    }
    stop.abort();
    return new Map(failures);
  }

  /**
   * Removes withdrawn key wraps, but only after newer ones are durable, because nothing else opens the document. Of a
   * document without any, everything at the provider goes with them: nothing opens it any more.
   * Late removals continue in the background, or are done by a later settling.
   */
  async removeWithdrawn(documentId: string): Promise<void> {
    const { quorum } = this.providers;
    const newest = new Map((await this.index.list(documentId)).map((one) => [one.epoch, one]));
    const isReplaced = ({ epoch }: WithdrawnKeyring): boolean => {
      const missingOn = newest.get(epoch)?.missingOn ?? [];
      return this.providerNames.filter((name) => !missingOn.includes(name)).length >= quorum.needed;
    };
    const withdrawn = (await this.index.withdrawn(documentId)).filter(isReplaced);
    const remove = async (each: WithdrawnKeyring): Promise<void> => {
      const store = this.providers.find(each.provider);
      if (newest.size === 0 && store !== undefined) await removeRest(store, documentId);
      await store?.remove(keyringKey(documentId, each.epoch, each.revision));
      await store?.remove(keyringMetadataKey(documentId, each.epoch, each.revision));
      await this.index.forgetWithdrawn(each);
    };
    const removals = withdrawn.map((each) => {
      const removed = remove(each);
      removed.catch(() => undefined);
      return this.providers.resting.has(each.provider) ? undefined : removed;
    });
    await untilLate(
      removals.filter((removed) => removed !== undefined),
      quorum,
    );
  }
}

/** Once its keyring is gone as well, the document is unknown here, and a shard of it would be kept for ever. */
async function removeRest(store: ShardStore, documentId: string): Promise<void> {
  for await (const key of store.list(documentPrefix(documentId))) {
    const entry = readKey(key);
    if (entry.is === 'shard' && entry.documentId === documentId) await store.remove(key);
  }
}

/** Waits for every write before it rejects. */
async function writeAll(
  store: ShardStore,
  files: ReadonlyMap<string, Buffer>,
  stop: AbortSignal,
): Promise<void> {
  const writes = [...files].map(([key, bytes]) => writeWhole(store, key, bytes, stop));
  for (const written of await Promise.allSettled(writes)) {
    if (written.status === 'rejected') throw written.reason;
  }
}

/** Enough for a keyring of ten thousand members, and for its index metadata. */
const MAX_KEYRING_BYTES = 4 * 1024 * 1024;

/** A keyring's file or its index metadata; undefined when it is too long to be one. Rejects as the provider does. */
export async function readKeyringFile(store: ShardStore, key: string): Promise<Buffer | undefined> {
  const reader = await store.open(key);
  try {
    if (reader.size > MAX_KEYRING_BYTES) return undefined;
    const bytes = Buffer.alloc(reader.size);
    await reader.read(bytes, 0);
    return bytes;
  } finally {
    await reader.close();
  }
}
