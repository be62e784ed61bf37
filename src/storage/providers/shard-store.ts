/**
 * A provider: stores shards under keys such as `v1/<document>/<version>/<index>`. The bytes under a key never
 * change, so a provider needs no conditional writes. Only the index metadata beside a keyring is sealed again at
 * each write; any of those is valid.
 *
 * Failures are `storage/no-such-shard`, `storage/shard-too-short` or `storage/provider-failed`.
 */
export abstract class ShardStore {
  /** The provider's name: unique, and recorded with every shard. */
  abstract readonly provider: string;

  /** What a commit cannot promise; known after the first one. Undefined: a commit survives power loss. */
  get weakness(): ProviderWeakness | undefined {
    return undefined;
  }

  /** Begins a shard; the provider hears of it with its first bytes. Nothing is visible under `key` before the commit. */
  abstract create(key: string): ShardWriter;

  /** Opens a committed shard for ranged reads. */
  abstract open(key: string): Promise<ShardReader>;

  /** Removes a shard; one that does not exist is no error. */
  abstract remove(key: string): Promise<void>;

  /** Keys of all committed shards that begin with `prefix` (whole path segments), in no order. */
  abstract list(prefix: string): AsyncIterable<string>;

  /** Releases threads and connections. The store is not used afterwards. */
  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** The file system refuses to sync folders, or even files, with this error code. */
export interface ProviderWeakness {
  readonly cause: 'folders-not-synced' | 'files-not-synced';
  readonly code: string;
}

/** For log lines and programs; pages say it in their language. */
export const describeWeakness = ({ cause, code }: ProviderWeakness): string =>
  cause === 'folders-not-synced'
    ? `its folders cannot be synced (${code}): what was saved there in the last seconds may be gone after a ` +
      'power failure of that disk or file server, and is then rebuilt from the other providers'
    : `its files cannot be synced (${code}): what was saved there in the last minutes may be gone after a power ` +
      'failure of that disk or file server. Use other mount options, or count it out in min_durable';

/** Writes one shard from its beginning to its end. One call at a time. */
export interface ShardWriter {
  /**
   * Appends bytes, one piece after the other. They are read until the promise settles, not after. After a failure the
   * same bytes may be appended again.
   */
  append(...pieces: readonly Uint8Array[]): Promise<void>;

  /**
   * Appends the last bytes, makes the shard durable and then, in one step, visible. After a failure it may be tried
   * again with the same bytes; when the first attempt had succeeded and only its answer was lost, the second resolves.
   */
  commit(...last: readonly Uint8Array[]): Promise<void>;

  /** Removes everything that was written. Never rejects; does nothing after a commit. */
  abort(): Promise<void>;
}

/** One committed shard, opened. Reads may run at the same time. */
export interface ShardReader {
  readonly size: number;

  /** Fills `into` with the bytes from `offset` on. `storage/shard-too-short` when there are not enough. */
  read(into: Uint8Array, offset: number): Promise<void>;

  /**
   * Fills blocks that follow one another. Returns the SHA-256 of each where they were read in a thread, which has them
   * in its cache.
   */
  readBlocks?(
    into: readonly Uint8Array[],
    offset: number,
  ): Promise<readonly Uint8Array[] | undefined>;

  /** Never rejects. */
  close(): Promise<void>;
}

const KEY = /^(?!.*\/\.)[A-Za-z0-9][A-Za-z0-9._/-]*$/;

/** Keys become paths: they must not leave the provider's folder, nor name its own files. */
export function assertKey(key: string): void {
  if (!KEY.test(key)) throw new RangeError(`not a shard key: ${JSON.stringify(key)}`);
}

/** Writes a small shard at once; leaves nothing behind when it fails or is aborted. */
export async function writeWhole(
  store: ShardStore,
  key: string,
  bytes: Uint8Array,
  stop?: AbortSignal,
): Promise<void> {
  const writer = store.create(key);
  stop?.addEventListener('abort', () => void writer.abort(), { once: true });
  try {
    stop?.throwIfAborted();
    await writer.commit(bytes);
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

/** `ShardReader.readBlocks`, whether a provider has it or not. */
export async function readBlocks(
  reader: ShardReader,
  into: readonly Uint8Array[],
  offset: number,
): Promise<readonly Uint8Array[] | undefined> {
  if (reader.readBlocks !== undefined) return reader.readBlocks(into, offset);
  let at = offset;
  for (const block of into) {
    await reader.read(block, at);
    at += block.length;
  }
  return undefined;
}
