import { isAppError, type AppError, type ErrorKind } from '../errors/app-error.js';

/** RFC 9457 problem details, with our code and the correlation id of the log. */
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

const TITLE: Record<ErrorKind, string> = {
  invalid: 'The request does not fit',
  unauthenticated: 'Not signed in',
  forbidden: 'Not allowed',
  'not-found': 'Not found',
  'too-slow': 'Too slow',
  conflict: 'In conflict with the present state',
  'precondition-failed': 'Changed in the meantime',
  'too-large': 'Too large',
  unsupported: 'Not supported',
  misdirected: 'Sent to another server',
  unprocessable: 'Cannot be done with this content',
  'too-many': 'Too many attempts',
  'headers-too-large': 'Too large',
  internal: 'Something went wrong here',
  'bad-gateway': 'A connected system answered wrongly',
  unavailable: 'Not available at the moment',
};

export const statusOfKind = (kind: ErrorKind): number => STATUS[kind];
export const statusOf = (error: AppError): number => statusOfKind(error.kind);

/** An AppError is shown with its text; any other error is hidden behind a fixed text. */
export function problemOf(error: unknown, correlationId: string, forAdmin = false): Problem {
  if (!isAppError(error))
    return problem('internal', 'platform/unexpected', UNEXPECTED, correlationId);
  return {
    ...problem(
      error.kind,
      error.code,
      forAdmin ? error.message : error.publicMessage,
      correlationId,
    ),
    ...(error.shown !== undefined && { data: error.shown }),
  };
}

export const UNEXPECTED =
  'An unexpected error happened. Please give the correlation id to your administrator.';

const problem = (
  kind: ErrorKind,
  code: string,
  detail: string,
  correlationId: string,
): Problem => ({
  type: `urn:kontor:problem:${code}`,
  title: TITLE[kind],
  status: STATUS[kind],
  code,
  detail,
  correlation_id: correlationId,
});
