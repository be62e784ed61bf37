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

/** PostgreSQL takes no changes: the next connection may find the new primary. */
const postgresReadOnly = (reason: string, cause: unknown) =>
  unavailable(
    'platform/database-read-only',
    'The database is read-only at the moment, so this was not stored. Ask an administrator to make its disk and files writable again.',
    { data: { reason }, cause },
  );

/** It answers, and refuses: the password, the database, a right or a table that we need. */
export const databaseRefuses = (reason: string, cause: unknown) =>
  refused(
    'platform/database-refuses',
    'The database refuses what this server needs, so this was not done. Ask an administrator to run "kontor doctor", which names the reason.',
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

/** Of the system: there is no way to the server. */
const UNAVAILABLE_CODES = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH'],
  ...['EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'ENOTFOUND', 'EAI_AGAIN'],
]);
/** The socket of a server on this machine, while that is stopped. */
const isMissingSocket = ({ code, syscall }: { code?: unknown; syscall?: unknown }): boolean =>
  code === 'ENOENT' && syscall === 'connect';

const badText = unfit(
  sentence`A text holds the character U+0000, which nothing here can hold. Leave it out.`,
);
const foreignText = unfit(
  sentence`A text holds a character that the database of this server cannot hold. Leave it out, or ask an administrator for a database in UTF-8.`,
);
const badNumber = unfit(
  sentence`A number is larger than anything here can be. Send a smaller one.`,
);

/**
 * By the start of PostgreSQL's code: the first two characters are its class. What is about a statement of ours or its
 * values (classes 21 to 24, 42 and others) is not here: it is a fault of this server.
 */
const POSTGRES_FAILURES: readonly (readonly [string, Failure])[] = [
  ['22021', badText],
  ['22P05', foreignText], // the database is in a smaller encoding
  ['22003', badNumber],
  ['08', databaseUnavailable], // connection exceptions
  ['25006', postgresReadOnly], // a standby, or switched to reading
  ['25P03', databaseUnavailable], // ended the transaction because nothing came
  ['25P04', databaseBusy], // ended the transaction because it took too long
  ['28', databaseRefuses], // password, user, pg_hba.conf
  ['3D000', databaseRefuses], // no such database
  ['3F000', databaseRefuses], // no such schema
  ['40001', databaseBusy], // lost against another transaction
  ['40P01', databaseBusy], // deadlock
  ['42501', databaseRefuses], // no right
  ['42P01', databaseRefuses], // our tables are not there
  ['53100', databaseFull],
  ['53300', databaseUnavailable], // has no connection left
  ['53', databaseBusy], // out of memory, a limit of its configuration
  ['55006', databaseBusy], // in use by others
  ['55P03', databaseBusy], // lock timeout
  ['57014', databaseBusy], // statement timeout
  ['57P04', databaseRefuses], // the database was dropped
  ['57', databaseUnavailable], // shut down, crashed, starting, ended as idle
  ['58', databaseDiskFailed], // a failure of its system
  ['XX001', databaseDamaged],
  ['XX002', databaseDamaged],
];
/** Messages of the driver's errors that have no code. */
const UNAVAILABLE_MESSAGES =
  /^(connection terminated|timeout exceeded when trying to connect|timeout expired|query read timeout|client has encountered a connection error|client was closed)/i;

/**
 * Turns PostgreSQL's failures that are not about the statement, and those about a value that somebody sent, into an
 * AppError; returns others as they are.
 */
export function errorFromPostgres(error: unknown): unknown {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code !== 'string') {
    const reason = String(message);
    return UNAVAILABLE_MESSAGES.test(reason) ? databaseUnavailable(reason, error) : error;
  }
  if (UNAVAILABLE_CODES.has(code) || isMissingSocket(error as { code: string }))
    return databaseUnavailable(code, error);
  const failure = POSTGRES_FAILURES.find(([start]) => code.startsWith(start))?.[1];
  return failure === undefined ? error : failure(code, error);
}

/** While connecting nothing is about a statement: what has no name above is a refusal, such as one of TLS. */
export function errorFromConnecting(error: unknown): unknown {
  const known = errorFromPostgres(error);
  if (known !== error) return known;
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return databaseRefuses(typeof code === 'string' ? code : String(name), error);
}
