import type { IssuedToken } from './credentials.js';
import type { ErrorCode } from './generated/error-codes.js';

/** Of errors that this client finds itself. */
export type ClientErrorCode =
  /** No answer came: no connection, or it was cut. */
  | 'client/no-answer'
  /** The time of the call was over; see `timeoutMs`. */
  | 'client/deadline'
  /** The content was changed while it was downloaded, and the connection was cut: get it again. */
  | 'client/content-changed'
  /** The token endpoint refused the application's id and secret. */
  | 'client/credentials-refused'
  /** The server sends callers elsewhere: `url` is not its address. */
  | 'client/redirected'
  /** The answer is none of Kontor's; something between here and there answered. */
  | 'client/not-kontor'
  /** A webhook that Kontor did not sign, or not within the last five minutes. */
  | 'client/webhook-refused';

/** What can go wrong, for programs. A newer server may know more codes. */
export type KontorErrorCode = ErrorCode | ClientErrorCode | (string & Record<never, never>);

export interface KontorErrorFacts {
  readonly code: KontorErrorCode;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** For people: what failed, with which id, and what to do. */
  readonly detail: string;
  /** The same as in the server's log. */
  readonly correlationId?: string | undefined;
  /** What the server adds to some codes, for programs. */
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  /** How long the server asks to wait (`Retry-After`). */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/**
 * Everything that this client throws, but for a signal of yours that was aborted: then it throws the signal's reason.
 * Decide by `code`, or by the class for a whole family.
 */
export class KontorError extends Error {
  readonly code: KontorErrorCode;
  readonly status: number;
  readonly detail: string;
  readonly correlationId: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
  readonly retryAfterMs: number | undefined;
  /** How often it was tried. Above 1, an earlier attempt may have been carried out without an answer. */
  attempts = 1;

  constructor(facts: KontorErrorFacts) {
    super(`${facts.detail} (${facts.code})`, { cause: facts.cause });
    this.name = new.target.name;
    this.code = facts.code;
    this.status = facts.status;
    this.detail = facts.detail;
    this.correlationId = facts.correlationId;
    this.data = facts.data ?? {};
    this.retryAfterMs = facts.retryAfterMs;
  }
}

/** 400, 413, 415, 422: the same again fails again. */
export class InvalidRequestError extends KontorError {}
/** 401: no token, or one that is not valid any more; or the secret was refused. */
export class NotSignedInError extends KontorError {}
/** 403: signed in, but not allowed; `access/scope-missing` names the scope. */
export class NotAllowedError extends KontorError {}
/** 404: there is no such thing, or the caller may not see it. */
export class NotFoundError extends KontorError {}
/** 409: something else came first. Look it up, decide anew. */
export class ConflictError extends KontorError {}
/** 412: it has changed since it was read. */
export class PreconditionFailedError extends KontorError {}
/** 429: more requests than the limit; `retryAfterMs` says when to come back. */
export class TooManyRequestsError extends KontorError {}
/** 5xx. */
export class ServerError extends KontorError {}
/** 502, 503, 504: not now; the same may succeed later. */
export class UnavailableError extends ServerError {}
/** No answer came. Whether the request was carried out is not known. */
export class NoAnswerError extends KontorError {}
/** The time of the call was over. Whether the request was carried out is not known. */
export class DeadlineError extends KontorError {}
/** Not sent by Kontor, or too long ago: answer 4xx and do nothing. */
export class WebhookRefusedError extends KontorError {}

/** An answer that is no success, as an error of its family. Reads the body. */
export async function errorOf(response: Response): Promise<KontorError> {
  const { status, headers } = response;
  const retryAfterMs = retryAfterOf(headers);
  if (status === 0 || (status >= 300 && status < 400)) return redirected(status, headers);
  const problem = objectIn(await response.text().catch(() => ''));
  if (typeof problem?.code === 'string') {
    return ofStatus({
      code: problem.code,
      status,
      detail: textIn(problem, 'detail') ?? textIn(problem, 'title') ?? problem.code,
      correlationId: textIn(problem, 'correlation_id'),
      data: asObject(problem.data),
      retryAfterMs,
    });
  }
  // RFC 6749, section 5.2: the token endpoint's own form.
  const refusal = textIn(problem, 'error');
  if (refusal !== undefined) {
    const detail = textIn(problem, 'error_description') ?? refusal;
    return new NotSignedInError({ code: 'client/credentials-refused', status, detail });
  }
  return notKontor(status, { retryAfterMs });
}

function notKontor(
  status: number,
  more: Partial<Pick<KontorErrorFacts, 'retryAfterMs' | 'cause'>> = {},
): KontorError {
  const detail = `An answer with the status ${status} came that is none of Kontor's. Check the address and what stands before it.`;
  return ofStatus({ code: 'client/not-kontor', status, detail, ...more });
}

/** Whether a page came that Kontor did not make, such as the sign-in of a proxy: everything of ours has this header. */
export const isPageOfAnother = ({ headers }: Response): boolean =>
  /^text\/html\b/i.test(headers.get('content-type') ?? '') && !headers.has('x-correlation-id');

/** What an answer of success says. Rejects with a `KontorError` for what is no JSON. */
export async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw notKontor(response.status, { cause });
  }
}

/** The token that the token endpoint gave. Rejects with a `KontorError` when there is none. */
export async function tokenOf(response: Response): Promise<IssuedToken> {
  const issued = asObject(await jsonOf(response));
  const text = textIn(issued, 'access_token');
  if (text === undefined) throw notKontor(response.status);
  // Of one that does not say how long it is good, nobody relies on it.
  const seconds = typeof issued?.expires_in === 'number' ? issued.expires_in : 0;
  return { access_token: text, expires_in: seconds };
}

function redirected(status: number, headers: Headers): KontorError {
  const to = headers.get('location');
  const where = to === null ? 'to another address' : `to ${to}`;
  const detail = `The server sends this request ${where}. Give its own address as "url".`;
  return new KontorError({ code: 'client/redirected', status, detail });
}

function ofStatus(facts: KontorErrorFacts): KontorError {
  const { status } = facts;
  if (status >= 500)
    return [502, 503, 504].includes(status) ? new UnavailableError(facts) : new ServerError(facts);
  const Family = FAMILIES.get(status) ?? KontorError;
  return new Family(facts);
}

const FAMILIES = new Map<number, new (facts: KontorErrorFacts) => KontorError>([
  ...[400, 413, 415, 422].map((status) => [status, InvalidRequestError] as const),
  [401, NotSignedInError],
  [403, NotAllowedError],
  [404, NotFoundError],
  [409, ConflictError],
  [412, PreconditionFailedError],
  [429, TooManyRequestsError],
]);

/** Seconds, or a date (RFC 9110, section 10.2.3). */
function retryAfterOf(headers: Headers): number | undefined {
  const text = headers.get('retry-after');
  if (text === null) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

type JsonObject = Readonly<Record<string, unknown>>;

function objectIn(text: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const asObject = (value: unknown): JsonObject | undefined =>
  typeof value === 'object' && value !== null ? (value as JsonObject) : undefined;

function textIn(object: JsonObject | undefined, name: string): string | undefined {
  const value = object?.[name];
  return typeof value === 'string' ? value : undefined;
}
