/**
 * Shards that are being written, in the thread of one directory. Node runs this file as it is: see
 * `lane-thread.directory.ts`.
 */
import { closeSync, openSync, renameSync, writeSync, writevSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Answer, Asked, LaneFailure, PartOfShard } from './lane-calls.js';
import {
  codeOf,
  failureFrom,
  failureOf,
  foldersOf,
  ignoring,
  makeFolder,
  PARTS,
  root,
  syncFile,
  syncFolder,
  whatIsUnsynced,
} from './lane-files.directory.ts';

/** A part is synced after every so many bytes, ahead of its commit. */
const SYNC_AHEAD_BYTES = 4 * 1_048_576;

/** Bytes of each part that were not synced yet, and the failure of the last sync. */
const waiting = new Map<number, { bytes: number; failure?: unknown }>();

/** Writes to the part. A failure carries the open file. */
export function withPart<T>(asked: PartOfShard, work: (file: number) => T): T {
  let { file } = asked;
  try {
    if (file === undefined) {
      file = openSync(join(PARTS, asked.part), 'wx', 0o600);
      waiting.set(file, { bytes: 0 });
    }
    writeAll(file, asked.pieces, asked.at);
    return work(file);
  } catch (error) {
    throw Object.assign(error as Error, file === undefined ? {} : { file });
  }
}

export interface PartToCommit {
  readonly asked: Asked<'commit'>;
  readonly isGivenUp: () => boolean;
}

/** A shard that has its name, and is not durable yet. */
interface NamedShard {
  readonly asked: Asked<'commit'>;
  /** Undefined when an attempt before has closed it. */
  readonly file: number | undefined;
  readonly isSynced: boolean;
  /** The folders that gained an entry, innermost first. */
  readonly gained: readonly string[];
}

type Committed = { readonly answer: Answer<'commit'> } | { readonly failure: LaneFailure };

/**
 * Commits that wait at one time: all get their names before the first of them is synced. On one journal the first sync
 * then does the work for all.
 */
export function commitAll(commits: readonly PartToCommit[]): Committed[] {
  const failures = new Map<PartToCommit, unknown>();
  const attempt = <T>(part: PartToCommit, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      failures.set(part, error);
      return undefined;
    }
  };
  const named = new Map<PartToCommit, NamedShard>();
  for (const part of commits) {
    const shard = attempt(part, () => nameShard(part));
    if (shard !== undefined) named.set(part, shard);
  }
  for (const [part, shard] of named) {
    const isSynced = attempt(part, () => syncNamed(shard));
    if (isSynced === undefined) named.delete(part);
  }
  const synced = new Map<string, Error | undefined>();
  for (const [part, { gained }] of named) {
    // Innermost first.
    for (const folder of gained) {
      if (!synced.has(folder))
        synced.set(
          folder,
          failureOf(() => syncFolder(folder)),
        );
      const error = synced.get(folder);
      if (error !== undefined) failures.set(part, Object.assign(error, { isRenamed: true }));
    }
  }
  const unsynced = whatIsUnsynced();
  return commits.map((part) =>
    failures.has(part) ? { failure: failureFrom(failures.get(part)) } : { answer: { unsynced } },
  );
}

/** Writes the last bytes of a part and gives it the name of its shard. */
function nameShard(part: PartToCommit): NamedShard {
  const { asked } = part;
  return asked.isRenamed
    ? { asked, file: undefined, isSynced: true, gained: foldersOf(asked.key) }
    : withPart(asked, (file) => nameWritten(file, part));
}

function nameWritten(file: number, { asked, isGivenUp }: PartToCommit): NamedShard {
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
  return { asked, file, isSynced: !isNew, gained };
}

/** A failure carries the open file. */
function syncNamed({ asked, file, isSynced }: NamedShard): true {
  if (file === undefined) return true;
  try {
    if (!isSynced) syncRenamed(file, asked);
  } catch (error) {
    throw Object.assign(error as Error, { file });
  }
  closePart(file);
  return true;
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

function writeAll(file: number, pieces: readonly Uint8Array[], at: number): void {
  let written = 0;
  for (let left = [...pieces]; left.length > 0;) {
    const [first] = left as [Uint8Array];
    const [only] = left.length === 1 ? left : [];
    const done = only
      ? writeSync(file, only, 0, only.length, at + written)
      : writevSync(file, left, at + written);
    if (done === 0 && first.length > 0)
      throw Object.assign(new Error('nothing was written'), { code: 'EIO' });
    written += done;
    left = after(left, done);
  }
  const state = waiting.get(file) ?? { bytes: 0 };
  state.bytes += written;
  waiting.set(file, state);
}

/** What is left of the pieces after so many bytes. */
function after(pieces: readonly Uint8Array[], done: number): Uint8Array[] {
  let passed = done;
  return pieces.flatMap((piece) => {
    const cut = Math.min(passed, piece.length);
    passed -= cut;
    return cut < piece.length ? [piece.subarray(cut)] : [];
  });
}

/** Syncs after the answer, while the next bytes are being sealed; the commit reports a failure. */
export function syncAhead(): void {
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

export function closePart(file: number): void {
  waiting.delete(file);
  // Everything that matters was synced before.
  ignoring(undefined, () => closeSync(file));
}
