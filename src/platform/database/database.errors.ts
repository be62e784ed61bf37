import { AppError, type ErrorDetails } from '../errors/app-error.js';
import { type Sentence, sentence } from '../errors/sentence.js';

const AGAIN_SECONDS = 2;
/** An administrator has to act first. */
const AFTER_REPAIR_SECONDS = 30;

const unavailable = (code: string, message: string, details: ErrorDetails): AppError =>
  new AppError(code, 'unavailable', message, { retryAfterSeconds: AGAIN_SECONDS, ...details });

const refused = (code: string, message: string, reason: string, cause: unknown): AppError =>
  unavailable(code, message, {
    data: { reason },
    cause,
    retryAfterSeconds: AFTER_REPAIR_SECONDS,
  });

/** The database is unreachable; the status page shows it. */
export const databaseUnavailable = (reason: string, cause: unknown) =>
  unavailable(
    'platform/database-away',
    'The database does not answer at the moment. Please try again shortly.',
    { data: { reason }, cause },
  );

/** The database answers too late, or the transaction lost to other transactions each time. */
export const databaseBusy = (reason: string, cause: unknown) =>
  unavailable(
    'platform/database-busy',
    'The database is too busy at the moment. Please try again shortly.',
    { data: { reason }, cause },
  );

export const databaseFull = (reason: string, cause: unknown) =>
  refused(
    'platform/database-full',
    'The database has no space left, so this was not stored. Ask an administrator to free space on its disk, then try again.',
    reason,
    cause,
  );

export const databaseReadOnly = (reason: string, cause: unknown) =>
  refused(
    'platform/database-read-only',
    'The database is read-only at the moment, so this was not stored. Ask an administrator to make its disk and files writable again.',
    reason,
    cause,
  );

export const databaseDiskFailed = (reason: string, cause: unknown) =>
  refused(
    'platform/database-disk-failed',
    'The disk of the database reports a failure, so this was not done. Ask an administrator to check the disk, its quota and the rights on the folder.',
    reason,
    cause,
  );

export const databaseDamaged = (reason: string, cause: unknown) =>
  refused(
    'platform/database-damaged',
    'The database is damaged, so this was not done. Ask an administrator to stop the server, copy the database files, and restore the newest backup or run "kontor reindex".',
    reason,
    cause,
  );

/** A value of the request that no column can hold. Whoever sent it has to send another. */
const unfit = (problem: Sentence) => (reason: string, cause: unknown) =>
  new AppError('platform/invalid', 'invalid', problem, { data: { reason }, cause });

type Failure = (reason: string, cause: unknown) => AppError;

/** By the start of the code: SQLite appends the operation that failed (SQLITE_IOERR_WRITE). */
const SQLITE_FAILURES: readonly (readonly [string, Failure])[] = [
  ['SQLITE_BUSY', databaseBusy],
  ['SQLITE_LOCKED', databaseBusy],
  ['SQLITE_PROTOCOL', databaseBusy],
  ['SQLITE_NOMEM', databaseBusy],
  ['SQLITE_FULL', databaseFull],
  ['SQLITE_READONLY', databaseReadOnly],
  ['SQLITE_IOERR', databaseDiskFailed],
  ['SQLITE_CANTOPEN', databaseDiskFailed],
  ['SQLITE_CORRUPT', databaseDamaged],
  ['SQLITE_NOTADB', databaseDamaged],
];

/** Turns SQLite's failures that are not about the statement into an AppError; returns others as they are. */
export function errorFromSqlite(error: unknown): unknown {
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code !== 'string') return error;
  const failure = SQLITE_FAILURES.find(([start]) => code.startsWith(start))?.[1];
  return failure === undefined ? error : failure(code, error);
}

const UNAVAILABLE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  '57P01', // is being shut down
  '57P02', // crashed
  '57P03', // is starting up
  '25006', // became a standby: the next connection may find the new primary
  '25P03', // ended the transaction because nothing came
  '53300', // has no connection left
]);
const POSTGRES_FAILURES = new Map<string, Failure>([
  ['57014', databaseBusy], // statement timeout
  ['53100', databaseFull],
  ['53200', databaseBusy], // out of memory
  ['53400', databaseBusy], // a limit of its configuration
  ['58030', databaseDiskFailed],
  [
    '22021',
    unfit(sentence`A text holds the character U+0000, which nothing here can hold. Leave it out.`),
  ],
  ['22003', unfit(sentence`A number is larger than anything here can be. Send a smaller one.`)],
  ['XX001', databaseDamaged],
  ['XX002', databaseDamaged],
]);
/** PostgreSQL's class of connection exceptions. */
const CONNECTION_CLASS = '08';
/** Messages of the driver's errors that have no code. */
const UNAVAILABLE_MESSAGES =
  /^(connection terminated|timeout exceeded when trying to connect|timeout expired|query read timeout|client has encountered a connection error|client was closed)/i;

/**
 * Turns PostgreSQL's failures that are not about the statement, and those about a value that somebody sent, into an
 * AppError; returns others as they are.
 */
export function errorFromPostgres(error: unknown): unknown {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  const reason = typeof code === 'string' ? code : String(message);
  if (typeof code === 'string') {
    const failure = POSTGRES_FAILURES.get(code);
    if (failure !== undefined) return failure(reason, error);
    const isUnavailable = UNAVAILABLE_CODES.has(code) || code.startsWith(CONNECTION_CLASS);
    return isUnavailable ? databaseUnavailable(reason, error) : error;
  }
  return UNAVAILABLE_MESSAGES.test(reason) ? databaseUnavailable(reason, error) : error;
}
