import { AppError } from './app-error.js';

const RETRY_SECONDS = 30;
const FULL_CODES = new Set(['ENOSPC', 'EDQUOT']);
const FAILED_CODES = new Set(['EIO', 'EROFS', 'EMFILE', 'ENFILE']);

const details = (reason: string, cause: unknown) => ({
  data: { reason },
  cause,
  retryAfterSeconds: RETRY_SECONDS,
});

const diskFull = (reason: string, cause: unknown) =>
  new AppError(
    'platform/disk-full',
    'unavailable',
    'The disk of the server is full, so this was not stored. Ask an administrator to free space, then try again.',
    details(reason, cause),
  );

const diskFailed = (reason: string, cause: unknown) =>
  new AppError(
    'platform/disk-failed',
    'unavailable',
    'The server cannot use its disk at the moment, so this was not done. Ask an administrator to look for the reason in the log.',
    details(reason, cause),
  );

/** The error for a disk that is full or fails; undefined for any other error. */
export function errorFromDisk(error: unknown): AppError | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code !== 'string') return undefined;
  if (FULL_CODES.has(code)) return diskFull(code, error);
  return FAILED_CODES.has(code) ? diskFailed(code, error) : undefined;
}

export const isOfDisk = ({ code }: AppError): boolean => code.startsWith('platform/disk-');
