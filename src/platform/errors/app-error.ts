import type { Sentence } from './sentence.js';

/** The kinds of failure that a caller can react to. Only the HTTP filter turns them into a status. */
export type ErrorKind =
  | 'invalid' // 400: the input does not fit its schema
  | 'unauthenticated' // 401
  | 'forbidden' // 403: known to the person, but not theirs to do
  | 'not-found' // 404: no such thing, or no access to it
  | 'too-slow' // 408
  | 'conflict' // 409
  | 'precondition-failed' // 412: If-Match did not match
  | 'too-large' // 413
  | 'unsupported' // 415
  | 'misdirected' // 421: sent to a host name that this server does not have
  | 'unprocessable' // 422: well-formed, but cannot be done with this content
  | 'too-many' // 429
  | 'headers-too-large' // 431
  | 'internal' // 500
  | 'bad-gateway' // 502: a foreign system answered wrongly
  | 'unavailable'; // 503: a transient failure; trying again helps

export interface ErrorDetails {
  /** Ids and numbers for the log; never secrets, never document content. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** What a program needs to react: becomes `data` of the problem answer. */
  readonly shown?: Readonly<Record<string, unknown>>;
  /**
   * Shown instead of the message, which only administrators, the command line and the log get. Needed if the
   * message names a path, a host or another internal of the server.
   */
  readonly publicMessage?: string | Sentence;
  readonly cause?: unknown;
  /** Seconds after which trying again makes sense; becomes `Retry-After`. */
  readonly retryAfterSeconds?: number;
}

/**
 * An expected failure. `code` is a literal `module/what-failed`, listed in that module's `*.errors.ts`;
 * `message` says what failed, with which id, and what to do, and may be shown to the caller unless there is a
 * `publicMessage` in its place. With something filled in it is a `sentence`; one without may be a plain string. What it
 * is in German and French stands in `platform/language/sentences`.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  /** The message, and what is shown in its place, as they can be said in other languages than English. */
  readonly said: string | Sentence;
  readonly publiclySaid: string | Sentence;
  readonly data: Readonly<Record<string, unknown>>;
  shown: Readonly<Record<string, unknown>> | undefined;
  readonly publicMessage: string;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly code: string,
    readonly kind: ErrorKind,
    message: string | Sentence,
    details: ErrorDetails = {},
  ) {
    super(String(message), { cause: details.cause });
    this.said = message;
    this.publiclySaid = details.publicMessage ?? message;
    this.data = details.data ?? {};
    this.shown = details.shown;
    this.publicMessage = String(this.publiclySaid);
    this.retryAfterSeconds = details.retryAfterSeconds;
  }

  /** Adds to what a program is shown: who passes the error on may know more than who made it. */
  showing(more: Readonly<Record<string, unknown>>): this {
    this.shown = { ...this.shown, ...more };
    return this;
  }
}

export const isAppError = (error: unknown, code?: string): error is AppError =>
  error instanceof AppError && (code === undefined || error.code === code);
