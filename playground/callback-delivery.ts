import type { CallbackBody, CallbackFilter, SentCallback } from './document-server-options.js';
import { headersOf, type Outgoing, type OutgoingRequests } from './outgoing-requests.js';
import { signToken } from './token.js';

export interface Delivered {
  readonly success: boolean;
  /** Worth a retry: no response, or its status was 429 or 5xx. */
  readonly transient: boolean;
}

interface Waiting {
  readonly filter: CallbackFilter;
  readonly found: (callback: SentCallback) => void;
}

/** A playground may run for weeks, so that the list needs a limit. */
const MAX_SENT = 1000;
const MAX_ANSWER_BYTES = 1024 * 1024;

/** Sends callbacks and records every request with its answer. */
export class CallbackDelivery {
  readonly #requests: OutgoingRequests;
  readonly #options: { secret: string; now: () => number; timeoutMs: number };
  readonly #sent: SentCallback[] = [];
  readonly #unclaimed = new Set<SentCallback>();
  readonly #waiting = new Set<Waiting>();
  #failures = 0;

  constructor(
    requests: OutgoingRequests,
    options: { secret: string; now: () => number; timeoutMs: number },
  ) {
    this.#requests = requests;
    this.#options = options;
  }

  async send(url: string, body: CallbackBody, attempt = 1): Promise<Delivered> {
    const request = this.prepare(url, body);
    const answer = await this.#exchange(request.outgoing);
    const success = 'status' in answer && isSuccess(answer);
    this.#record({
      url,
      headers: headersOf(request.outgoing),
      body: request.body,
      attempt,
      answer,
      success,
    });
    return {
      success,
      transient: !success && isTransient('status' in answer ? answer.status : undefined),
    };
  }

  prepare(
    url: string,
    body: CallbackBody,
  ): { outgoing: Outgoing & { body: string }; body: CallbackBody } {
    const signed = signCallback(body, { secret: this.#options.secret, now: this.#options.now() });
    const outgoing = {
      method: 'POST' as const,
      url,
      token: signed.headerToken,
      body: JSON.stringify(signed.body),
      timeoutMs: this.#options.timeoutMs,
      maxBytes: MAX_ANSWER_BYTES,
    };
    return { outgoing, body: signed.body };
  }

  /** The next requests fail without being sent. */
  failNext(times: number): void {
    this.#failures = times;
  }

  sent(filter: CallbackFilter = {}): readonly SentCallback[] {
    return this.#sent.filter((callback) => fits(callback, filter));
  }

  next(filter: CallbackFilter): Promise<SentCallback> {
    for (const callback of this.#unclaimed) {
      if (!fits(callback, filter)) continue;
      this.#unclaimed.delete(callback);
      return Promise.resolve(callback);
    }
    return new Promise((found) => this.#waiting.add({ filter, found }));
  }

  async #exchange(outgoing: Outgoing): Promise<SentCallback['answer']> {
    if (this.#failures > 0) {
      this.#failures--;
      return { failure: 'the network was made to fail' };
    }
    try {
      const { status, body } = await this.#requests.send(outgoing);
      return { status, body: body.toString() };
    } catch (error) {
      return { failure: error instanceof Error ? error.message : String(error) };
    }
  }

  #record(callback: SentCallback): void {
    this.#sent.push(callback);
    if (this.#sent.length > MAX_SENT) this.#unclaimed.delete(this.#sent.shift()!);
    // The document handles the answer before tests that wait for the callback continue.
    setImmediate(() => this.#dispatch(callback));
  }

  #dispatch(callback: SentCallback): void {
    for (const waiting of this.#waiting) {
      if (!fits(callback, waiting.filter)) continue;
      this.#waiting.delete(waiting);
      waiting.found(callback);
      return;
    }
    this.#unclaimed.add(callback);
  }
}

const fits = ({ body }: SentCallback, { status, key }: CallbackFilter): boolean =>
  (status === undefined || body.status === status) && (key === undefined || body.key === key);

/** The real server's limit; the payload of a longer header token is trimmed. */
const MAX_HEADER_TOKEN = 7168;
const TOKEN_SECONDS = 300;

interface SignedCallback {
  readonly headerToken: string;
  readonly body: CallbackBody;
}

/** Keys in the order of the real server; absent values are left out. */
const order = [
  'key',
  'status',
  'url',
  'changesurl',
  'history',
  'users',
  'actions',
  'userdata',
  'lastsave',
  'notmodified',
  'forcesavetype',
  'formsdataurl',
  'token',
  'filetype',
] as const satisfies readonly (keyof CallbackBody)[];

const ordered = (body: CallbackBody): CallbackBody =>
  Object.fromEntries(
    order.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]),
  ) as unknown as CallbackBody;

/** Both tokens of one request. The body's own token stays complete when header and plain body are trimmed. */
function signCallback(
  body: CallbackBody,
  { secret, now }: { secret: string; now: number },
): SignedCallback {
  const iat = Math.floor(now / 1000);
  const times = { iat, exp: iat + TOKEN_SECONDS };
  const whole = ordered(body);
  const token = signToken({ ...whole, ...times }, secret);
  const headerToken = signToken({ payload: whole, ...times }, secret);
  if (headerToken.length < MAX_HEADER_TOKEN)
    return { headerToken, body: ordered({ ...whole, token }) };
  const { changesurl: _left, ...rest } = whole;
  const trimmed = { ...rest, ...(whole.history ? { history: {} } : {}) };
  return {
    headerToken: signToken({ payload: ordered(trimmed), ...times }, secret),
    body: ordered({ ...trimmed, token }),
  };
}

/** Whether the real server counts this answer as a success: 200 or 204 with `error: 0` in the body (so 204 fails). */
function isSuccess({ status, body }: { status: number; body: string }): boolean {
  if (status !== 200 && status !== 204) return false;
  try {
    const answer: unknown = JSON.parse(body);
    const error = (answer as { error?: unknown } | null)?.error;
    return error !== undefined && error !== null && error !== '' && Number(error) === 0;
  } catch {
    return false;
  }
}

/** Only 429, 5xx and no answer at all are retried. */
const isTransient = (status: number | undefined): boolean =>
  status === undefined || status === 429 || (status >= 500 && status <= 599);
