import { DeadlineError } from './errors.js';

/** What a timer can count. */
const MAX_MS = 2 ** 31 - 1;

/**
 * The time of one call, over all its attempts. `signal` is aborted when it is over, or when the caller's own signal is.
 * What makes progress may begin it anew.
 */
export class Deadline {
  readonly signal: AbortSignal;
  readonly #over = new AbortController();
  readonly #ms: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #endsAtMs = 0;
  #isOver = false;

  constructor(ms: number, own: AbortSignal | undefined) {
    this.#ms = ms;
    this.signal = own === undefined ? this.#over.signal : AbortSignal.any([own, this.#over.signal]);
    this.beginAnew();
  }

  get remainingMs(): number {
    return this.#endsAtMs - Date.now();
  }

  /** From now on, with so much more time. */
  beginAnew(moreMs = 0): void {
    // A source may hand out a last piece after the answer.
    if (this.#isOver) return;
    clearTimeout(this.#timer);
    const ms = Math.min(this.#ms + moreMs, MAX_MS);
    this.#endsAtMs = Date.now() + ms;
    this.#timer = setTimeout(() => {
      const detail = `Nothing came of the request for ${Math.round(ms)} ms. Try again, or give it more time with "timeoutMs".`;
      this.#over.abort(new DeadlineError({ code: 'client/deadline', status: 0, detail }));
    }, ms);
  }

  /** The call is over: nothing is aborted any more by the time. */
  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  /** Ends the call: it rejects with this. */
  fail(reason: unknown): void {
    this.#over.abort(reason);
  }

  /** Resolves after the time; rejects with the reason when the call is aborted meanwhile. */
  pause(ms: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const pause = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    return this.within(pause).finally(() => clearTimeout(timer));
  }

  /** As the promise, unless the call is aborted before. What the promise stands for goes on. */
  within<T>(promise: Promise<T>): Promise<T> {
    const { signal } = this;
    return new Promise<T>((resolve, reject) => {
      const abort = () => reject(signal.reason as Error);
      if (signal.aborted) abort();
      signal.addEventListener('abort', abort, { once: true });
      promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
    });
  }
}

/** For whom a stream is read. */
export interface Reading {
  readonly deadline: Deadline;
  /** Aborted when nobody reads on: Node goes on reading the body of a request that has failed. */
  readonly over?: AbortSignal;
}
