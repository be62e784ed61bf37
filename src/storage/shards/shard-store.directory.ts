import { constants } from 'node:fs';
import {
  mkdir,
  open,
  readdir,
  rename,
  rmdir,
  stat,
  unlink,
  type FileHandle,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { noSuchShard, providerFailed, shardTooShort } from '../storage.errors.js';
import { isAbandoned, partName } from './part-names.js';
import { assertKey, ShardStore, type ShardReader, type ShardWriter } from './shard-store.js';

const PART_FOLDER = '.tmp';
/** Between syncs ahead of a shard's commit. */
const SYNC_AHEAD_BYTES = 1_048_576;
/** Of the four threads that Node has for files, two stay free for writing. */
const MAX_SYNCS_AHEAD = 2;
let syncsAhead = 0;

/**
 * Shards as files. A shard is written to `.tmp`, synced, renamed to its key, and the folders that gained an
 * entry are synced: after a commit it survives power loss, before it nothing is seen.
 */
export class DirectoryShardStore extends ShardStore {
  constructor(
    readonly provider: string,
    private readonly root: string,
  ) {
    super();
  }

  /** Makes the folder and sweeps parts that a killed process left. Before the first write of this process. */
  async prepare(nowMs: number): Promise<void> {
    await this.#doing('prepare its folder', async () => {
      const parts = join(this.root, PART_FOLDER);
      await mkdir(parts, { recursive: true, mode: 0o700 });
      for (const name of await readdir(parts)) {
        const file = join(parts, name);
        if (isAbandoned(name, (await stat(file)).mtimeMs, nowMs)) await unlink(file);
      }
    });
  }

  async create(key: string): Promise<ShardWriter> {
    assertKey(key);
    const part = join(this.root, PART_FOLDER, partName());
    const handle = await this.#doing('begin a shard', () => open(part, 'wx', 0o600));
    return new DirectoryShardWriter(
      handle,
      { root: this.root, part, file: join(this.root, key) },
      this.provider,
    );
  }

  async open(key: string): Promise<ShardReader> {
    assertKey(key);
    try {
      const handle = await open(join(this.root, key), constants.O_RDONLY);
      const { size } = await handle.stat();
      return new DirectoryShardReader(handle, size, this.provider, key);
    } catch (error) {
      throw isMissing(error) && (await this.#isThere())
        ? noSuchShard(this.provider, key)
        : providerFailed(this.provider, 'open a shard', error);
    }
  }

  async remove(key: string): Promise<void> {
    assertKey(key);
    await this.#doing('remove a shard', async () => {
      await unlink(join(this.root, key)).catch(ignoreMissing);
      await removeEmptyFolders(this.root, dirname(join(this.root, key)));
    });
  }

  async *list(prefix: string): AsyncIterable<string> {
    assertKey(prefix);
    const entries = await readdir(join(this.root, prefix), { withFileTypes: true }).catch(
      async (error: unknown) => {
        if (isMissing(error) && (await this.#isThere())) return undefined;
        throw providerFailed(this.provider, 'list shards', error);
      },
    );
    for (const entry of entries ?? []) {
      const key = `${prefix}/${entry.name}`;
      if (entry.isDirectory()) yield* this.list(key);
      else yield key;
    }
  }

  /** A disk that is not mounted has lost nothing. */
  async #isThere(): Promise<boolean> {
    return stat(join(this.root, PART_FOLDER)).then(
      () => true,
      () => false,
    );
  }

  async #doing<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw providerFailed(this.provider, what, error);
    }
  }
}

class DirectoryShardWriter implements ShardWriter {
  #position = 0;
  #unsynced = 0;
  #syncing: Promise<void> | undefined;
  #folder: Promise<void>;
  #state: 'open' | 'renamed' | 'done' = 'open';

  constructor(
    private readonly handle: FileHandle,
    private readonly paths: { readonly root: string; readonly part: string; readonly file: string },
    private readonly provider: string,
  ) {
    // Early, so that its syncs run while the bytes still come.
    this.#folder = this.#makeFolder();
  }

  async append(bytes: Uint8Array): Promise<void> {
    try {
      for (let at = 0; at < bytes.length;) {
        const { bytesWritten } = await this.handle.write(
          bytes,
          at,
          bytes.length - at,
          this.#position + at,
        );
        at += bytesWritten;
      }
      this.#position += bytes.length;
      this.#unsynced += bytes.length;
      this.#syncAhead();
    } catch (error) {
      throw providerFailed(this.provider, 'write a shard', error);
    }
  }

  async commit(): Promise<void> {
    if (this.#state === 'done') return;
    try {
      if (this.#state === 'open') {
        await this.#syncing;
        await Promise.all([this.handle.datasync(), this.#folder]);
        await this.#rename();
        this.#state = 'renamed';
      }
      await syncFolder(dirname(this.paths.file));
      this.#state = 'done';
      await this.handle.close();
    } catch (error) {
      throw providerFailed(this.provider, 'commit a shard', error);
    }
  }

  /** Lets the disk work while we seal; a failure shows again in the sync of the commit. */
  #syncAhead(): void {
    if (
      this.#unsynced < SYNC_AHEAD_BYTES ||
      this.#syncing !== undefined ||
      syncsAhead >= MAX_SYNCS_AHEAD
    )
      return;
    this.#unsynced = 0;
    syncsAhead++;
    this.#syncing = this.handle
      .datasync()
      .catch(() => undefined)
      .finally(() => {
        syncsAhead--;
        this.#syncing = undefined;
      });
  }

  #makeFolder(): Promise<void> {
    const made = makeFolder(this.paths.root, dirname(this.paths.file));
    made.catch(() => undefined);
    return made;
  }

  /** Once more, should a removal have taken the still empty folder away in between. */
  async #rename(): Promise<void> {
    const { part, file } = this.paths;
    await rename(part, file).catch(async (error: unknown) => {
      if (!isMissing(error)) throw error;
      await (this.#folder = this.#makeFolder());
      await rename(part, file);
    });
  }

  async abort(): Promise<void> {
    if (this.#state === 'done') return;
    await this.handle.close().catch(() => undefined);
    await unlink(this.#state === 'open' ? this.paths.part : this.paths.file).catch(() => undefined);
    await this.#folder.catch(() => undefined);
    await removeEmptyFolders(this.paths.root, dirname(this.paths.file));
  }
}

class DirectoryShardReader implements ShardReader {
  constructor(
    private readonly handle: FileHandle,
    readonly size: number,
    private readonly provider: string,
    private readonly key: string,
  ) {}

  async read(into: Uint8Array, offset: number): Promise<void> {
    for (let at = 0; at < into.length;) {
      const { bytesRead } = await this.#readSome(into, at, offset + at);
      if (bytesRead === 0) throw shardTooShort(this.provider, this.key);
      at += bytesRead;
    }
  }

  async close(): Promise<void> {
    await this.handle.close().catch(() => undefined);
  }

  async #readSome(into: Uint8Array, at: number, offset: number) {
    try {
      return await this.handle.read(into, at, into.length - at, offset);
    } catch (error) {
      throw providerFailed(this.provider, 'read a shard', error);
    }
  }
}

/**
 * Makes a folder and those above it, and syncs each folder that gained an entry.
 * The provider's root is never made here: a disk that is not mounted must fail, not fill the disk below.
 */
async function makeFolder(root: string, folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    if (!isMissing(error) || dirname(folder) === root) throw error;
    await makeFolder(root, dirname(folder));
    await mkdir(folder, { mode: 0o700 }).catch(ignoreExisting);
  }
  await syncFolder(dirname(folder));
}

/** A folder that gets a new shard meanwhile is not empty, or is made again by the writer's commit. */
async function removeEmptyFolders(root: string, folder: string): Promise<void> {
  for (let at = folder; at !== root; at = dirname(at)) {
    try {
      await rmdir(at);
    } catch {
      return;
    }
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

function ignoreMissing(error: unknown): void {
  if (!isMissing(error)) throw error;
}

function ignoreExisting(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
}
