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

  /** Begins a shard. Nothing is visible under `key` before the writer's commit. */
  abstract create(key: string): Promise<ShardWriter>;

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

/** For log lines and the status page. */
export const describeWeakness = ({ cause, code }: ProviderWeakness): string =>
  cause === 'folders-not-synced'
    ? `its folders cannot be synced (${code}): what was saved there in the last seconds may be gone after a ` +
      'power failure of that disk or file server, and is then rebuilt from the other providers'
    : `its files cannot be synced (${code}): what was saved there in the last minutes may be gone after a power ` +
      'failure of that disk or file server. Use other mount options, or count it out in min_durable';

/** Writes one shard from its beginning to its end. One call at a time. */
export interface ShardWriter {
  /**
   * Appends bytes. They are read until the promise settles, not after. After a failure the same bytes may be
   * appended again.
   */
  append(bytes: Uint8Array): Promise<void>;

  /**
   * Makes the shard durable and then, in one step, visible. After a failure it may be tried again; when the
   * first attempt had succeeded and only its answer was lost, the second resolves.
   */
  commit(): Promise<void>;

  /** Removes everything that was written. Never rejects; does nothing after a commit. */
  abort(): Promise<void>;
}

/** One committed shard, opened. Reads may run at the same time. */
export interface ShardReader {
  readonly size: number;

  /** Fills `into` with the bytes from `offset` on. `storage/shard-too-short` when there are not enough. */
  read(into: Uint8Array, offset: number): Promise<void>;

  /** The same. Returns the SHA-256 of the bytes where they were read in a thread, which has them in its cache. */
  readHashed?(into: Uint8Array, offset: number): Promise<Uint8Array | undefined>;

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
