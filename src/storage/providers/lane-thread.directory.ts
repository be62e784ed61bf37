/**
 * The thread of one directory. Each call does its whole work synchronously, so that a call which never returns
 * blocks this thread and nothing else. Node runs this file directly, in tests without a build: only erasable types,
 * and imports of Node's own modules.
 */
import { hash } from 'node:crypto';
import {
  closeSync,
  constants,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  opendirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeSync,
  type Dir,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type {
  Answer,
  Asked,
  LaneAnswer,
  LaneCall,
  LaneFailure,
  LaneRequest,
  LaneStart,
  OpenedShard,
  PartOfShard,
  Unsynced,
} from './lane-calls.js';

const { root, givenUp } = workerData as LaneStart;
const PARTS = join(root, '.tmp');

/** A shard up to this is read whole when it is opened: every shard of a document of 250 KB in 4+2. */
const WHOLE_BYTES = 65_536;
/** Hash list, manifest and footer of a shard of 50 MB. */
const TAIL_BYTES = 16_384;
/** A part is synced after every so many bytes, ahead of its commit. */
const SYNC_AHEAD_BYTES = 4 * 1_048_576;
const KEYS_AT_ONCE = 500;
const LIST_FOR_MS = 20;
const MOST_WALKS = 16;

/** Codes of file systems that cannot sync: SMB, FUSE, some NFS servers. Other codes are failures, EIO above all. */
const NO_SYNC = ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'ENOTTY'];
/** For folders also these: some cannot be opened at all, or not for syncing. */
const NO_FOLDER_SYNC = [...NO_SYNC, 'EBADF', 'EISDIR', 'EPERM', 'EACCES'];

let unsynced: Unsynced | undefined;
/** Bytes of each part that were not synced yet, and the failure of the last sync. */
const waiting = new Map<number, { bytes: number; failure?: unknown }>();
/** Folders that are being listed, innermost last. */
const walks = new Map<number, { dir: Dir; key: string }[]>();
let lastWalk = 0;

type Calls = { [C in LaneCall]: (asked: Asked<C>, isGivenUp: () => boolean) => Answer<C> };

const calls: Calls = {
  parts: () => {
    makeRoot();
    return readdirSync(PARTS).map((name) => ({
      name,
      modifiedAtMs: statSync(join(PARTS, name)).mtimeMs,
    }));
  },
  dropParts: ({ names }) => {
    for (const name of names) unlinkSync(join(PARTS, name));
    return undefined;
  },
  look: () => {
    // A stat may be answered from a cache although the server is gone; a listing is not.
    readdirSync(PARTS);
    return undefined;
  },
  isFolder: () => statSync(root, { throwIfNoEntry: false })?.isDirectory() ?? false,
  write: (asked) => withPart(asked, (file) => ({ file })),
  commit: (asked, isGivenUp) => {
    const gained = asked.isRenamed
      ? foldersOf(asked.key)
      : withPart(asked, (file) => finish(file, asked, isGivenUp));
    try {
      // Innermost first: on one journal the first sync does the work for all.
      for (const folder of gained) syncFolder(folder);
    } catch (error) {
      throw Object.assign(error as Error, { isRenamed: true });
    }
    return { unsynced };
  },
  discard: ({ part, key, file, isRenamed }) => {
    if (file !== undefined && !isRenamed) closePart(file);
    ignoring(['ENOENT'], () => unlinkSync(isRenamed ? join(root, key) : join(PARTS, part)));
    removeEmptyFolders(dirname(join(root, key)));
  },
  open: ({ key }) => openShard(key),
  read: ({ file, at, length, into, isHashed }) => {
    const bytes = into ?? new Uint8Array(length);
    const read = { length: fill(file, bytes, at), ...(into === undefined && { bytes }) };
    return { ...read, ...(isHashed && { hash: hash('sha256', bytes, 'buffer') }) };
  },
  close: ({ file }) => closeSync(file) as undefined,
  remove: ({ key }) => {
    const file = join(root, key);
    try {
      unlinkSync(file);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' || !isThere()) throw error;
    }
    removeEmptyFolders(dirname(file));
  },
  list: (asked) => ('walk' in asked ? nextKeys(asked.walk) : nextKeys(beginWalk(asked.prefix))),
  endList: ({ walk }) => endWalk(walk),
};

/** Writes to the part. A failure carries the open file. */
function withPart<T>(asked: PartOfShard, work: (file: number) => T): T {
  let { file } = asked;
  try {
    if (file === undefined) {
      file = openSync(join(PARTS, asked.part), 'wx', 0o600);
      waiting.set(file, { bytes: 0 });
    }
    writeAll(file, asked.bytes, asked.at);
    return work(file);
  } catch (error) {
    throw Object.assign(error as Error, file === undefined ? {} : { file });
  }
}

/** Returns the folders that gained an entry, innermost first. */
function finish(file: number, asked: PartOfShard, isGivenUp: () => boolean): string[] {
  const target = join(root, asked.key);
  const folder = dirname(target);
  const made = makeFolder(folder);
  const gained = [folder, ...made];
  const before = waiting.get(file)?.failure;
  // The system reports a failed sync once: a later one that succeeds says nothing about earlier bytes.
  if (before !== undefined) throw before as Error;
  // Nothing is replaced in a new folder: synced under its name, the file costs one commit of the journal, not two.
  const isNew = made.length > 0;
  if (!isNew) syncFile(file);
  if (isGivenUp()) throw Object.assign(new Error('given up'), { code: 'ECANCELED' });
  try {
    renameSync(join(PARTS, asked.part), target);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    // A removal deleted the still empty folder in between.
    gained.push(...makeFolder(folder));
    renameSync(join(PARTS, asked.part), target);
  }
  if (isNew) syncRenamed(file, asked);
  closePart(file);
  return gained;
}

/** All folders above a key: after a failed attempt it is unknown which ones are new. */
function foldersOf(key: string): string[] {
  const folders: string[] = [];
  for (let at = dirname(join(root, key)); at !== root; at = dirname(at)) folders.push(at);
  return [...folders, root];
}

/** A failure takes the name back: the system reports it once, so that a repeated sync proves nothing. */
function syncRenamed(file: number, { part, key }: PartOfShard): void {
  try {
    syncFile(file);
  } catch (error) {
    waiting.set(file, { bytes: 0, failure: error });
    renameSync(join(root, key), join(PARTS, part));
    throw error;
  }
}

function writeAll(file: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length;) {
    done += writeSync(file, bytes, done, bytes.length - done, at + done);
  }
  const state = waiting.get(file) ?? { bytes: 0 };
  state.bytes += bytes.length;
  waiting.set(file, state);
}

/** Syncs after the answer, while the next bytes are being sealed; the commit reports a failure. */
function syncAhead(): void {
  for (const [file, state] of waiting) {
    if (state.bytes < SYNC_AHEAD_BYTES) continue;
    state.bytes = 0;
    try {
      syncFile(file);
    } catch (error) {
      state.failure = error;
    }
  }
}

function closePart(file: number): void {
  waiting.delete(file);
  // Everything that matters was synced before.
  ignoring(undefined, () => closeSync(file));
}

function syncFile(file: number): void {
  try {
    fdatasyncSync(file);
    if (unsynced?.what === 'files') unsynced = undefined;
  } catch (error) {
    if (!NO_SYNC.includes(codeOf(error))) throw error;
    unsynced = { what: 'files', code: codeOf(error) };
  }
}

function syncFolder(folder: string): void {
  let handle: number | undefined;
  try {
    handle = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY);
    fsyncSync(handle);
    if (unsynced?.what === 'folders') unsynced = undefined;
  } catch (error) {
    if (!NO_FOLDER_SYNC.includes(codeOf(error))) throw error;
    unsynced ??= { what: 'folders', code: codeOf(error) };
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** At the start only. */
function makeRoot(): void {
  const top = dirname(mkdirSync(PARTS, { recursive: true, mode: 0o700 }) ?? PARTS);
  for (let at = root; at.length >= top.length; at = dirname(at)) syncFolder(at);
}

/**
 * Makes a folder and its parents; returns the folders that gained an entry.
 * The directory's root is never made here: a disk that is not mounted must fail, not fill the disk below.
 */
function makeFolder(folder: string): string[] {
  const above = dirname(folder);
  try {
    mkdirSync(folder, { mode: 0o700 });
    return [above];
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return [];
    if (codeOf(error) !== 'ENOENT' || above === root) throw error;
  }
  const gained = makeFolder(above);
  ignoring(['EEXIST'], () => mkdirSync(folder, { mode: 0o700 }));
  return [above, ...gained];
}

/** A folder that gets a new shard meanwhile is not empty, or its commit makes it again. */
function removeEmptyFolders(folder: string): void {
  for (let at = folder; at !== root; at = dirname(at)) {
    try {
      rmdirSync(at);
    } catch {
      return;
    }
  }
}

function openShard(key: string): OpenedShard {
  let file: number | undefined;
  try {
    // Without this, opening a pipe would block.
    file = openSync(join(root, key), constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = fstatSync(file);
    if (!stat.isFile()) throw notThere();
    const { size } = stat;
    const tail = new Uint8Array(size <= WHOLE_BYTES ? size : TAIL_BYTES);
    const filled = fill(file, tail, size - tail.length);
    // Truncated while it was read.
    if (filled < tail.length) throw notThere();
    if (tail.length === size) {
      closeSync(file);
      return { size, tail, file: undefined };
    }
    return { size, tail, file };
  } catch (error) {
    const opened = file;
    if (opened !== undefined) ignoring(undefined, () => closeSync(opened));
    throw codeOf(error) === 'ENOENT' && isThere() ? notThere() : error;
  }
}

function fill(file: number, into: Uint8Array, at: number): number {
  let done = 0;
  while (done < into.length) {
    const read = readSync(file, into, done, into.length - done, at + done);
    if (read === 0) break;
    done += read;
  }
  return done;
}

function beginWalk(prefix: string): number {
  const [oldest] = walks.keys();
  if (walks.size >= MOST_WALKS && oldest !== undefined) endWalk(oldest);
  walks.set(++lastWalk, []);
  enter(lastWalk, prefix);
  return lastWalk;
}

/** Returns after a moment: a long listing must not delay saves. */
function nextKeys(walk: number): Answer<'list'> {
  const folders = walks.get(walk);
  if (folders === undefined) throw Object.assign(new Error('no such walk'), { code: 'ESTALE' });
  const keys: string[] = [];
  const until = performance.now() + LIST_FOR_MS;
  for (let at = folders.at(-1); at !== undefined; at = folders.at(-1)) {
    const entry = at.dir.readSync();
    if (entry === null) folders.pop()?.dir.closeSync();
    // Shards never start with a dot; file servers keep snapshots and files removed while open there.
    else if (entry.name.startsWith('.')) continue;
    else if (entry.isDirectory()) enter(walk, `${at.key}/${entry.name}`);
    else keys.push(`${at.key}/${entry.name}`);
    if (keys.length >= KEYS_AT_ONCE || performance.now() > until) return { keys, walk };
  }
  walks.delete(walk);
  return { keys, walk: undefined };
}

function enter(walk: number, key: string): void {
  try {
    walks.get(walk)?.push({ dir: opendirSync(join(root, key)), key });
  } catch (error) {
    if (codeOf(error) === 'ENOENT' && isThere()) return;
    endWalk(walk);
    throw error;
  }
}

function endWalk(walk: number): undefined {
  for (const { dir } of walks.get(walk) ?? []) dir.closeSync();
  walks.delete(walk);
}

/** Whether the directory is mounted: if not, a missing file says nothing about the shard. */
const isThere = (): boolean => statSync(PARTS, { throwIfNoEntry: false }) !== undefined;

const notThere = (): Error => Object.assign(new Error('no such shard'), { code: 'NOT_THERE' });

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';

/** Ignores errors with one of the codes; without `codes`, all errors. */
function ignoring(codes: readonly string[] | undefined, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (codes !== undefined && !codes.includes(codeOf(error))) throw error;
  }
}

function failureFrom(error: unknown): LaneFailure {
  const { message, file, isRenamed } = error as Error & Partial<LaneFailure>;
  return {
    code: codeOf(error),
    message,
    ...(file !== undefined && { file }),
    ...(isRenamed !== undefined && { isRenamed }),
  };
}

/** Closes and removes what a call opened that was given up. */
function tidyUp({ call, asked }: LaneRequest, answer: unknown): void {
  const { file } = (answer ?? {}) as { file?: number };
  if (call === 'open' && file !== undefined) closeSync(file);
  if ((call === 'write' || call === 'commit') && file !== undefined) {
    calls.discard({ ...(asked as PartOfShard), file, isRenamed: false }, () => false);
  }
}

function send(answer: LaneAnswer): void {
  // A thread has no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(answer);
}

parentPort?.on('message', (request: LaneRequest) => {
  const { id, call, asked } = request;
  const isGivenUp = (): boolean => id <= Atomics.load(givenUp, 0);
  if (isGivenUp()) return send({ id, workedMs: 0 });
  const startedAtMs = performance.now();
  let outcome: { answer?: unknown; failure?: LaneFailure };
  try {
    outcome = { answer: calls[call](asked as never, isGivenUp) };
  } catch (error) {
    outcome = { failure: failureFrom(error) };
  }
  if (isGivenUp()) ignoring(undefined, () => tidyUp(request, outcome.answer ?? outcome.failure));
  send({ id, ...outcome, workedMs: performance.now() - startedAtMs });
  syncAhead();
});
