import { chmodSync, statSync } from 'node:fs';
import { Logger } from '@nestjs/common';

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
