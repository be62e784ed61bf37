import { isSuccess, isTransient, signCallback } from './callback-request.js';
import { headersOf, type Outgoing, type OutgoingRequests } from './outgoing-requests.js';
import type { CallbackBody, CallbackFilter, SentCallback } from './document-server-options.js';
import type { CallbackPost, Delivered } from './simulator-context.js';

interface Waiting {
  readonly filter: CallbackFilter;
  readonly found: (callback: SentCallback) => void;
}

/** A playground may run for weeks. */
const MOST_REMEMBERED = 1000;
const MAX_ANSWER_BYTES = 1024 * 1024;

/** Sends callbacks and remembers every request with its answer. */
export class CallbackDelivery implements CallbackPost {
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

  /** The next requests never leave. */
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
    if (this.#sent.length > MOST_REMEMBERED) this.#unclaimed.delete(this.#sent.shift()!);
    // Whoever waits for it finds the document already changed by the answer.
    setImmediate(() => this.#handOut(callback));
  }

  #handOut(callback: SentCallback): void {
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
