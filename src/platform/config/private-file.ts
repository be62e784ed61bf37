import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Logger } from '@nestjs/common';
import { SettingsError } from './environment.js';

/** For files that open documents or sign tokens: only the account of the server may read them. */
export const PRIVATE_MODE = 0o600;
const OF_OTHERS = 0o077;

/** Corrects the mode of a private file. Logs a warning if the mode cannot be changed, as with some mounts. */
export function restrictIfThere(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isFile() !== true || (found.mode & OF_OTHERS) === 0) return;
  const logger = new Logger('PrivateFile');
  try {
    chmodSync(file, PRIVATE_MODE);
    logger.warn(`${file} could be read by other users; its mode is 0600 now`);
  } catch {
    logger.warn(
      `${file} can be read by other users, and its mode cannot be changed: do it by hand`,
    );
  }
}

/** For the administrator, who gave that place. */
export const unusable = (setting: string, place: string, error: unknown): SettingsError =>
  new SettingsError([
    `${setting}: ${place} cannot be used (${(error as NodeJS.ErrnoException).code}). ${WANTED[setting] ?? A_FILE}`,
  ]);

const A_FILE = 'Give a file that Kontor may read, or a folder in which it may create it.';
const WANTED: Readonly<Record<string, string>> = {
  KONTOR_DATA_DIR: 'Give a folder in which Kontor may write, or in which it may create it.',
};

/** Makes a folder and those above it for this account alone; they are still there after a power failure. */
export function makePrivateFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  const top = dirname(first);
  for (let at = dirname(folder); ; at = dirname(at)) {
    syncFolder(at);
    if (at === top) return;
  }
}

/**
 * A new name in a folder survives a power failure only when the folder is synced. SMB, FUSE and some others cannot do
 * that, or not for this account; nothing is to be done about it here.
 */
export function syncFolder(folder: string): void {
  let handle: number | undefined;
  try {
    handle = openSync(folder, 'r');
    fsyncSync(handle);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!CANNOT_SYNC.includes(code)) throw error;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

const CANNOT_SYNC = [
  ...['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'ENOTTY'],
  ...['EBADF', 'EISDIR', 'EPERM', 'EACCES'],
];
