import type { FastifyReply } from 'fastify';

export const WINDOW_MS = 60_000;

/** How many were counted in the minute that is running, and how long it still lasts. */
export interface RateWindow {
  readonly count: number;
  readonly msLeft: number;
}

interface Window {
  count: number;
  endsAtMs: number;
}

/** Counts by key in windows of a minute, by a clock that is never set back. */
export class RateWindows {
  readonly #windows = new Map<string, Window>();

  /** `most`: keys that are kept at a time; the least recently counted goes first. */
  constructor(private readonly most: number) {}

  count(key: string): RateWindow {
    const window = this.#at(key);
    window.count++;
    this.#windows.delete(key);
    this.#windows.set(key, window);
    const [quietest] = this.#windows.keys();
    if (this.#windows.size > this.most && quietest !== undefined) this.#windows.delete(quietest);
    return seen(window);
  }

  /** Without counting. */
  at(key: string): RateWindow {
    return seen(this.#at(key));
  }

  #at(key: string): Window {
    const window = this.#windows.get(key);
    const now = performance.now();
    return window !== undefined && window.endsAtMs > now
      ? window
      : { count: 0, endsAtMs: now + WINDOW_MS };
  }
}

const seen = ({ count, endsAtMs }: Window): RateWindow => ({
  count,
  msLeft: Math.max(0, endsAtMs - performance.now()),
});

export interface RateStanding {
  readonly quota: number;
  readonly remaining: number;
  /** Until the window ends. */
  readonly seconds: number;
}

/** The headers of draft-ietf-httpapi-ratelimit-headers-10. */
export function showRate(reply: FastifyReply, { quota, remaining, seconds }: RateStanding): void {
  void reply.header('ratelimit-policy', `"default";q=${quota};w=${WINDOW_MS / 1000}`);
  void reply.header('ratelimit', `"default";r=${remaining};t=${seconds}`);
}
