/**
 * Files and folders of the thread of one directory. Node runs this file as it is: see `lane-thread.directory.ts`.
 */
import {
  closeSync,
  constants,
  fdatasyncSync,
  fsyncSync,
  mkdirSync,
  openSync,
  rmdirSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { workerData } from 'node:worker_threads';
import type { LaneFailure, LaneStart, Unsynced } from './lane-calls.js';

export const { root } = workerData as LaneStart;
/** The folder of shards that are not committed. */
export const PARTS = join(root, '.tmp');

/** Codes of file systems that cannot sync: SMB, FUSE, some NFS servers. Other codes are failures, EIO above all. */
const NO_SYNC = ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'ENOTTY'];
/** For folders also these: some cannot be opened at all, or not for syncing. */
const NO_FOLDER_SYNC = [...NO_SYNC, 'EBADF', 'EISDIR', 'EPERM', 'EACCES'];

let unsynced: Unsynced | undefined;

/** What the last syncs could not do. */
export const whatIsUnsynced = (): Unsynced | undefined => unsynced;

export function syncFile(file: number): void {
  try {
    fdatasyncSync(file);
    if (unsynced?.what === 'files') unsynced = undefined;
  } catch (error) {
    if (!NO_SYNC.includes(codeOf(error))) throw error;
    unsynced = { what: 'files', code: codeOf(error) };
  }
}

export function syncFolder(folder: string): void {
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
export function makeRoot(): void {
  const top = dirname(mkdirSync(PARTS, { recursive: true, mode: 0o700 }) ?? PARTS);
  for (let at = root; at.length >= top.length; at = dirname(at)) syncFolder(at);
}

/** All folders above a key: after a failed attempt it is unknown which ones are new. */
export function foldersOf(key: string): string[] {
  const folders: string[] = [];
  for (let at = dirname(join(root, key)); at !== root; at = dirname(at)) folders.push(at);
  return [...folders, root];
}

/**
 * Makes a folder and its parents; returns the folders that gained an entry.
 * The directory's root is never made here: a disk that is not mounted must fail, not fill the disk below.
 */
export function makeFolder(folder: string): string[] {
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
export function removeEmptyFolders(folder: string): void {
  for (let at = folder; at !== root; at = dirname(at)) {
    try {
      rmdirSync(at);
    } catch {
      return;
    }
  }
}

/** Whether the directory is mounted: if not, a missing file says nothing about the shard. */
export const isThere = (): boolean => statSync(PARTS, { throwIfNoEntry: false }) !== undefined;

export const notThere = (): Error =>
  Object.assign(new Error('no such shard'), { code: 'NOT_THERE' });

export const codeOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';

/** Ignores errors with one of the codes; without `codes`, all errors. */
export function ignoring(codes: readonly string[] | undefined, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (codes !== undefined && !codes.includes(codeOf(error))) throw error;
  }
}

export function failureOf(work: () => void): Error | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

export function failureFrom(error: unknown): LaneFailure {
  const { message, file, isRenamed } = error as Error & Partial<LaneFailure>;
  return {
    code: codeOf(error),
    message,
    ...(file !== undefined && { file }),
    ...(isRenamed !== undefined && { isRenamed }),
  };
}
