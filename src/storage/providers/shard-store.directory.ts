import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { freeMemory } from '../../platform/memory/wiping.js';
import {
  noSuchShard,
  providerFailed,
  shardTooShort,
  type ProviderTask,
} from '../storage.errors.js';
import { Lane, LaneError, type LanePatience } from './lane.js';
import {
  assertKey,
  ShardStore,
  type ProviderWeakness,
  type ShardReader,
  type ShardWriter,
} from './shard-store.js';
import type { Answer, Asked, LaneCall, OpenedShard, PartOfShard, Unsynced } from './lane-calls.js';

/** A shard up to this is kept in memory until its commit, and then written by one call. */
const HELD_BYTES = 65_536;

/**
 * Shards as files, written by a lane of its own. A shard is written to `.tmp`, synced, renamed to its key, and the
 * folders that gained an entry are synced: it becomes visible at once and then survives power loss. Where the file
 * system cannot sync, `weakness` says so after the first commit.
 */
export class DirectoryShardStore extends ShardStore {
  readonly lane: Lane;
  #unsynced: Unsynced | undefined;

  constructor(
    readonly provider: string,
    root: string,
    patience?: LanePatience,
  ) {
    super();
    this.lane = new Lane(root, patience);
  }

  override get weakness(): ProviderWeakness | undefined {
    if (this.#unsynced === undefined) return undefined;
    const { what, code } = this.#unsynced;
    return { cause: what === 'folders' ? 'folders-not-synced' : 'files-not-synced', code };
  }

  /** Makes the folder and removes parts that a killed process left. Called before the first write. */
  async prepare(nowMs: number): Promise<void> {
    const parts = await this.ask('prepare its folder', 'parts', {});
    const abandoned = parts.filter(({ name, modifiedAtMs }) =>
      isAbandoned(name, modifiedAtMs, nowMs),
    );
    const names = abandoned.map(({ name }) => name);
    if (names.length > 0) await this.ask('prepare its folder', 'dropParts', { names });
  }

  isFolder(): Promise<boolean> {
    return this.ask('be looked at', 'isFolder', {});
  }

  create(key: string): ShardWriter {
    assertKey(key);
    return new DirectoryShardWriter(this, key, (unsynced) => (this.#unsynced = unsynced));
  }

  async open(key: string): Promise<ShardReader> {
    assertKey(key);
    const opened = await this.ask('open a shard', 'open', { key }, { key });
    return new DirectoryShardReader(this, key, opened);
  }

  async remove(key: string): Promise<void> {
    assertKey(key);
    await this.ask('remove a shard', 'remove', { key });
  }

  async *list(prefix: string): AsyncIterable<string> {
    assertKey(prefix);
    let page = await this.ask('list shards', 'list', { prefix });
    try {
      for (;;) {
        yield* page.keys;
        const { walk } = page;
        if (walk === undefined) return;
        page = await this.ask('list shards', 'list', { walk });
      }
    } finally {
      if (page.walk !== undefined) void this.lane.tidy('endList', { walk: page.walk });
    }
  }

  override close(): Promise<void> {
    return this.lane.close();
  }

  /** Calls the thread; its failures become failures of the provider. */
  async ask<C extends LaneCall>(
    doing: ProviderTask,
    call: C,
    asked: Asked<C>,
    more: { readonly key?: string; readonly memory?: readonly Uint8Array[] } = {},
  ): Promise<Answer<C>> {
    try {
      return await this.lane.ask(call, asked, more.memory);
    } catch (error) {
      if (more.key !== undefined && (error as LaneError).code === 'NOT_THERE') {
        throw noSuchShard(this.provider, more.key);
      }
      throw providerFailed(this.provider, doing, error);
    }
  }
}

class DirectoryShardWriter implements ShardWriter {
  readonly #part = partName();
  /** Copies of bytes that were not written yet. */
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  /** Bytes in the part. */
  #written = 0;
  #file: number | undefined;
  #state: 'open' | 'renamed' | 'done' = 'open';
  #running: Promise<unknown> = Promise.resolve();
  #isAborted = false;

  constructor(
    private readonly store: DirectoryShardStore,
    private readonly key: string,
    private readonly noteUnsynced: (unsynced: Unsynced | undefined) => void,
  ) {}

  async append(...pieces: readonly Uint8Array[]): Promise<void> {
    const length = lengthOf(pieces);
    if (this.#heldBytes + length <= HELD_BYTES) {
      for (const piece of pieces) this.#held.push(new Uint8Array(piece));
      this.#heldBytes += length;
      return;
    }
    const { file } = await this.#ask('write a shard', 'write', pieces, {});
    this.#file = file;
    this.#written += this.#heldBytes + length;
    this.#held = [];
    this.#heldBytes = 0;
  }

  async commit(...last: readonly Uint8Array[]): Promise<void> {
    if (this.#state === 'done') return;
    const isRenamed = this.#state === 'renamed';
    const { unsynced } = await this.#ask('commit a shard', 'commit', last, { isRenamed });
    this.noteUnsynced(unsynced);
    this.#held = [];
    this.#state = this.#isAborted ? 'renamed' : 'done';
  }

  /** Waits for the running call first, and undoes a commit that succeeds meanwhile. */
  async abort(): Promise<void> {
    if (this.#isAborted || this.#state === 'done') return;
    this.#isAborted = true;
    this.#held = [];
    await this.#running.catch(() => undefined);
    await this.#discard();
  }

  async #discard(): Promise<void> {
    const file = this.#file;
    const isRenamed = this.#state === 'renamed';
    if (file === undefined && !isRenamed) return;
    await this.store.lane.tidy('discard', { part: this.#part, key: this.key, file, isRenamed });
  }

  /** The thread gets what is held, and these pieces. Shared memory is not copied. */
  async #ask<C extends 'write' | 'commit'>(
    doing: ProviderTask,
    call: C,
    pieces: readonly Uint8Array[],
    more: Omit<Asked<C>, keyof PartOfShard>,
  ): Promise<Answer<C>> {
    if (this.#isAborted) {
      const cause = new LaneError('ECANCELED', 'given up', true);
      throw providerFailed(this.store.provider, doing, cause);
    }
    const { key } = this;
    const memory = pieces.filter(isShared);
    const about = { part: this.#part, key, file: this.#file, at: this.#written };
    const lent = [joined(this.#held, this.#heldBytes), ...pieces.map(toLend)];
    const asked = { ...about, ...more, pieces: lent.filter(isNotEmpty) } as unknown as Asked<C>;
    const running = this.store.ask(doing, call, asked, { memory });
    this.#running = running;
    try {
      return await running;
    } catch (error) {
      this.#note((error as { cause?: unknown }).cause);
      throw error;
    }
  }

  /** Remembers what a failed call left behind, for the next attempt or for `abort`. */
  #note(cause: unknown): void {
    if (!(cause instanceof LaneError)) return;
    this.#file = cause.left.file ?? this.#file;
    if (cause.left.isRenamed === true) this.#state = 'renamed';
  }
}

class DirectoryShardReader implements ShardReader {
  constructor(
    private readonly store: DirectoryShardStore,
    private readonly key: string,
    private readonly opened: OpenedShard,
  ) {}

  get size(): number {
    return this.opened.size;
  }

  async read(into: Uint8Array, offset: number): Promise<void> {
    await this.#read([into], offset, false);
  }

  readBlocks(
    into: readonly Uint8Array[],
    offset: number,
  ): Promise<readonly Uint8Array[] | undefined> {
    return this.#read(into, offset, true);
  }

  async #read(
    into: readonly Uint8Array[],
    offset: number,
    isHashed: boolean,
  ): Promise<readonly Uint8Array[] | undefined> {
    const { store, key } = this;
    const { size, tail, file } = this.opened;
    const wanted = lengthOf(into);
    if (offset + wanted > size) throw shardTooShort(store.provider, key);
    const tailAt = size - tail.length;
    if (offset >= tailAt || file === undefined) {
      scatter(tail.subarray(offset - tailAt), into);
      return undefined;
    }
    const about = { file, at: offset };
    if (into.every(isShared)) {
      const asked = { ...about, into, isHashed };
      const filled = await store.ask('read a shard', 'fill', asked, { memory: into });
      if (filled.length < wanted) throw shardTooShort(store.provider, key);
      return filled.hashes;
    }
    const { bytes } = await store.ask('read a shard', 'read', { ...about, length: wanted });
    if (bytes.length < wanted) throw shardTooShort(store.provider, key);
    scatter(bytes, into);
    return undefined;
  }

  async close(): Promise<void> {
    const { file, tail } = this.opened;
    freeMemory(tail);
    if (file !== undefined) await this.store.lane.tidy('close', { file });
  }
}

const lengthOf = (pieces: readonly Uint8Array[]): number =>
  pieces.reduce((sum, piece) => sum + piece.length, 0);

const isShared = ({ buffer }: Uint8Array): boolean => buffer instanceof SharedArrayBuffer;
const isNotEmpty = ({ length }: Uint8Array): boolean => length > 0;

/** Fills the pieces, one after the other. */
function scatter(bytes: Uint8Array, into: readonly Uint8Array[]): void {
  let at = 0;
  for (const piece of into) {
    piece.set(bytes.subarray(at, at + piece.length));
    at += piece.length;
  }
}

/** Shared memory as it is; anything else as a copy, which is transferred to the thread. */
const toLend = (bytes: Uint8Array): Uint8Array => (isShared(bytes) ? bytes : new Uint8Array(bytes));

/** Copied into new memory, which is transferred to the thread. */
function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** An older part of another host is abandoned. */
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

/** The name of a part file says which process writes it: a start removes parts of dead processes only. */
const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const partName = (): string => `${host}-${process.pid}-${randomBytes(8).toString('hex')}`;

function isAbandoned(name: string, modifiedAtMs: number, nowMs: number): boolean {
  const [itsHost, pid] = name.split('-');
  if (itsHost !== host) return nowMs - modifiedAtMs > ABANDONED_AFTER_MS;
  return !isAlive(Number(pid));
}

/** Our own pid counts as dead: we have written nothing yet, so an earlier process in this container had it. */
function isAlive(pid: number): boolean {
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
