import { isAppError, type AppError, type ErrorKind } from '../errors/app-error.js';
import { sentence, type Sentence } from '../errors/sentence.js';
import type { Locale } from '../identity/actor.js';
import { say } from '../language/say.js';

/**
 * RFC 9457 problem details, with our code and the correlation id of the log. `title` and `detail` are in the language of
 * who reads them; programs decide by `code`.
 */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly correlation_id: string;
  /** For programs: what they need to react. */
  readonly data?: Readonly<Record<string, unknown>>;
}

const STATUS: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'too-slow': 408,
  conflict: 409,
  'precondition-failed': 412,
  'too-large': 413,
  unsupported: 415,
  misdirected: 421,
  unprocessable: 422,
  'too-many': 429,
  'headers-too-large': 431,
  internal: 500,
  'bad-gateway': 502,
  unavailable: 503,
};

const TITLE: Record<ErrorKind, Sentence> = {
  invalid: sentence`The request does not fit`,
  unauthenticated: sentence`Not signed in`,
  forbidden: sentence`Not allowed`,
  'not-found': sentence`Not found`,
  'too-slow': sentence`Too slow`,
  conflict: sentence`In conflict with the present state`,
  'precondition-failed': sentence`Changed in the meantime`,
  'too-large': sentence`Too large`,
  unsupported: sentence`Not supported`,
  misdirected: sentence`Sent to another server`,
  unprocessable: sentence`Cannot be done with this content`,
  'too-many': sentence`Too many attempts`,
  'headers-too-large': sentence`Too large`,
  internal: sentence`Something went wrong here`,
  'bad-gateway': sentence`A connected system answered wrongly`,
  unavailable: sentence`Not available at the moment`,
};

export const statusOfKind = (kind: ErrorKind): number => STATUS[kind];
export const statusOf = (error: AppError): number => statusOfKind(error.kind);

/** Who reads it, and in which language. */
export interface Reader {
  readonly locale: Locale;
  /** Is told what others are not to learn of the server. */
  readonly isAdmin: boolean;
}

/** Where there is no request, nobody has asked for a language. */
const NOBODY: Reader = { locale: 'en', isAdmin: false };

/** An AppError is shown with its text; any other error is hidden behind a fixed text. */
export function problemOf(error: unknown, correlationId: string, reader: Reader = NOBODY): Problem {
  const { locale, isAdmin } = reader;
  const [kind, code, said] = isAppError(error)
    ? [error.kind, error.code, isAdmin ? error.said : error.publiclySaid]
    : (['internal', 'platform/unexpected', UNEXPECTED] as const);
  return {
    type: `urn:kontor:problem:${code}`,
    title: say(TITLE[kind], locale),
    status: STATUS[kind],
    code,
    detail: say(said, locale),
    correlation_id: correlationId,
    ...(isAppError(error) && error.shown !== undefined && { data: error.shown }),
  };
}

export const UNEXPECTED = sentence`An unexpected error happened. Please give the correlation id to your administrator.`;
