import { AppError } from '../errors/app-error.js';

const AGAIN_SECONDS = 2;

/** It comes back by itself, or an administrator brings it back: the status page tells. */
export const databaseAway = (reason: string, cause: unknown) =>
  new AppError(
    'platform/database-away',
    'unavailable',
    'The database does not answer at the moment. Please try again shortly.',
    { data: { reason }, cause, retryAfterSeconds: AGAIN_SECONDS },
  );

/** It answers, but not to this in time, or others were always faster. */
export const databaseBusy = (reason: string, cause: unknown) =>
  new AppError(
    'platform/database-busy',
    'unavailable',
    'The database is too busy at the moment. Please try again shortly.',
    { data: { reason }, cause, retryAfterSeconds: AGAIN_SECONDS },
  );

const AWAY_CODES = new Set([
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
  '25006', // became a standby
  '25P03', // ended the transaction because nothing came
  '53300', // has no connection left
]);
/** PostgreSQL's class of connection exceptions. */
const CONNECTION_CLASS = '08';
/** What the driver says without a code. */
const AWAY_MESSAGES =
  /^(connection terminated|timeout exceeded when trying to connect|timeout expired|query read timeout|client has encountered a connection error|client was closed)/i;
const STATEMENT_TIMEOUT = '57014';

/** PostgreSQL's failures that have nothing to do with what was asked; all others as they are. */
export function errorFromPostgres(error: unknown): unknown {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  const reason = typeof code === 'string' ? code : String(message);
  if (code === STATEMENT_TIMEOUT) return databaseBusy(reason, error);
  if (typeof code === 'string') {
    const away = AWAY_CODES.has(code) || code.startsWith(CONNECTION_CLASS);
    return away ? databaseAway(reason, error) : error;
  }
  return AWAY_MESSAGES.test(reason) ? databaseAway(reason, error) : error;
}
