import type { Credentials } from './credentials.js';
import type { PersonRef } from './person-ref.js';
import { Deadline, type Reading } from './deadline.js';
import { errorOf, isPageOfAnother, KontorError, NoAnswerError } from './errors.js';

/** What every method takes beside what it sends. */
export interface CallOptions {
  /** Aborts the call; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** For the call with all its attempts. Of uploads and downloads: for as long as nothing moves. */
  readonly timeoutMs?: number | undefined;
  /**
   * Of calls that create something: with the same key, the server does it once, within a day and over restarts of
   * yours. Made for each call if you give none, which covers its own attempts.
   */
  readonly idempotencyKey?: string | undefined;
  /** In which an error is told to people: `de`, `fr-CH`, … or an `Accept-Language` with weights. */
  readonly language?: string | undefined;
}

type Body = Blob | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

/** One request, to be sent once or several times. */
export interface Call {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  /** The body, made for each attempt. */
  readonly body?: (attempt: Required<Reading>) => Body | Promise<Body>;
  /** False for a stream, which can be read once: there is one attempt. */
  readonly isRepeatable?: boolean;
  /** Sending it twice does no more than sending it once, though its method does not say so. */
  readonly isSafe?: boolean;
  /** The answer's body is handed on as it comes, instead of read within the attempt. */
  readonly isStreamed?: boolean;
  readonly options: CallOptions;
}

export interface TransportSettings {
  readonly fetch: typeof fetch;
  /** Attempts after the first one. */
  readonly retries: number;
  readonly timeoutMs: number;
  readonly language?: string | undefined;
  readonly credentials?: Credentials;
  /** For whom the requests are: a username, or somebody who was found. */
  readonly onBehalfOf?: string | PersonRef;
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);
/** Not now, says the server or what stands before it. */
const LATER = new Set([408, 425, 429, 502, 503, 504]);
/** The first wait is at most this long, the next ones twice the one before, up to the second number. */
const FIRST_WAIT_MS = 250;
const MAX_WAIT_MS = 8_000;
/** Of statuses whose answers have no body; a Response may not be made with one. */
const WITHOUT_BODY = new Set([204, 205, 304]);

/** Sends requests: with a token, a deadline, and further attempts where a second one does no harm. */
export class Transport {
  readonly settings: TransportSettings;

  constructor(settings: TransportSettings) {
    this.settings = settings;
  }

  /**
   * An answer of success. Rejects with a `KontorError`, or with the reason of the caller's signal. A call with
   * `isStreamed` gets its deadline with the answer, and ends it when the body was read.
   */
  async send(call: Call): Promise<{ response: Response; deadline: Deadline }> {
    const { timeoutMs = this.settings.timeoutMs, signal } = call.options;
    const deadline = new Deadline(timeoutMs, signal);
    try {
      const response = await this.#attempts(call, deadline);
      if (call.isStreamed !== true) deadline.end();
      return { response, deadline };
    } catch (error) {
      deadline.end();
      throw error;
    }
  }

  /** The same, for somebody. */
  as(who: string | PersonRef): Transport {
    return new Transport({ ...this.settings, onBehalfOf: who });
  }

  async #attempts(call: Call, deadline: Deadline): Promise<Response> {
    const { credentials } = this.settings;
    let mayRenew = call.isRepeatable !== false;
    for (let attempt = 1; ; attempt++) {
      const token = credentials && (await deadline.within(credentials.token()));
      const outcome = await this.#attempt(call, deadline, token);
      if (!(outcome instanceof KontorError)) return outcome;
      outcome.attempts = attempt;
      // What is refused so was not carried out: anything may be sent again.
      if (outcome.status === 401 && token !== undefined && mayRenew) {
        mayRenew = false;
        if (credentials!.refused(token)) continue;
      }
      const waitMs = this.#waitAfter(outcome, call);
      if (waitMs === undefined || waitMs >= deadline.remainingMs) throw outcome;
      await deadline.pause(waitMs);
    }
  }

  /** Rejects only when the call is aborted. */
  async #attempt(call: Call, deadline: Deadline, token?: string): Promise<Response | KontorError> {
    const { signal } = deadline;
    const headers = this.#headersOf(call, token);
    const attempt = new AbortController();
    try {
      const body = await bodyOf(call, { deadline, over: attempt.signal });
      const response = await this.settings.fetch(call.url, {
        ...{ method: call.method, headers, signal, body: body ?? null },
        // A stream is sent while it is read.
        ...{ duplex: 'half' },
        // Tokens are for this address alone, and cookies are never accepted beside them.
        ...{ redirect: 'manual' as const, credentials: 'omit' as const },
      });
      if (!response.ok || isPageOfAnother(response)) {
        const error = await errorOf(response);
        signal.throwIfAborted();
        return error;
      }
      return call.isStreamed ? response : await wholly(response);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      return noAnswer(call, error);
    } finally {
      attempt.abort();
    }
  }

  #headersOf(call: Call, token: string | undefined): Headers {
    const { onBehalfOf } = this.settings;
    const headers = new Headers(call.headers);
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
    const language = call.options.language ?? this.settings.language;
    if (language !== undefined) headers.set('accept-language', language);
    if (onBehalfOf === undefined) return headers;
    const { username, id } =
      typeof onBehalfOf === 'string' ? { username: onBehalfOf, id: null } : onBehalfOf;
    if (id === null) headers.set('kontor-on-behalf-of', encodeURIComponent(username));
    else headers.set('kontor-on-behalf-of-id', encodeURIComponent(id));
    return headers;
  }

  /** Undefined when there is no next attempt. */
  #waitAfter(error: KontorError, call: Call): number | undefined {
    if (error.attempts > this.settings.retries || !mayComeAgain(error, call)) return undefined;
    return backoffMs(error.attempts, error.retryAfterMs);
  }
}

/** Before the attempt after the `failures`-th failed one. */
export function backoffMs(failures: number, retryAfterMs = 0): number {
  const longest = Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), MAX_WAIT_MS);
  // Callers that failed together do not come back together.
  return retryAfterMs + Math.random() * longest;
}

/** No answer came, or one that says: not now. */
export const isPassing = ({ code, status }: KontorError): boolean =>
  code === 'client/no-answer' || LATER.has(status);

/** What cannot be made ends the call as it is: another attempt would fail in the same way. */
async function bodyOf(call: Call, attempt: Required<Reading>): Promise<Body | undefined> {
  try {
    return await call.body?.(attempt);
  } catch (error) {
    attempt.deadline.fail(error);
    throw error;
  }
}

function mayComeAgain(error: KontorError, call: Call): boolean {
  const { status, code } = error;
  if (call.isRepeatable === false) return false;
  // Refused before anything was done.
  if (status === 429) return true;
  const isOnce = call.headers.has('idempotency-key');
  if (!SAFE_METHODS.has(call.method) && !isOnce && !call.isSafe) return false;
  // The attempt before this one is still at work; then its answer comes.
  if (code === 'platform/idempotency-key-running') return true;
  return isPassing(error);
}

/** A connection that is cut in the middle of an answer is a failed attempt. */
async function wholly(response: Response): Promise<Response> {
  const { status, headers } = response;
  const body = await response.arrayBuffer();
  return new Response(WITHOUT_BODY.has(status) ? null : body, { status, headers });
}

function noAnswer({ method, url }: Call, cause: unknown): KontorError {
  const reason = (cause as { cause?: { code?: unknown } }).cause?.code;
  const said = typeof reason === 'string' ? ` (${reason})` : '';
  const detail = `No answer to ${method} ${new URL(url).pathname}${said}. Check that the server runs and can be reached.`;
  return new NoAnswerError({ code: 'client/no-answer', status: 0, detail, cause });
}
