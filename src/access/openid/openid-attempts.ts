import { randomBytes } from 'node:crypto';
import type { Clock } from '../../platform/clock/clock.js';
import { SealedClaims } from '../../platform/crypto/sealed-claims.js';
import type { Attempt } from './identity-provider.js';
import { cookieNameFor, type CookieToSet } from '../sign-in/cookie-to-set.js';

/** Long enough to look for a second factor. */
export const ATTEMPT_MS = 10 * 60_000;
/** Tabs that sign in at the same time; the cookies of more would not fit into the headers of a request. */
const MAX_AT_ONCE = 4;
/** What fits into a cookie with the rest. */
const MAX_NEXT = 1000;
const STATE_BYTES = 24;

export interface BegunAttempt extends Attempt {
  /** The path to open afterwards. */
  readonly next: string;
}

type Cookies = Readonly<Record<string, string | undefined>>;

/**
 * Sign-ins on their way to a provider and back. Each is one sealed cookie of the browser that began it, named by its
 * state, so nothing is stored here and a state is worth nothing in another browser.
 */
export class OpenIdAttempts {
  readonly #sealed: SealedClaims<readonly [string, string, string]>;
  readonly #secure: boolean;
  readonly #prefix: string;

  constructor(
    /** 32 bytes. */
    key: Uint8Array,
    private readonly clock: Clock,
    publicUrl: string,
  ) {
    this.#sealed = new SealedClaims(key, clock, ATTEMPT_MS);
    this.#secure = publicUrl.startsWith('https:');
    this.#prefix = cookieNameFor(publicUrl, 'kontor_oidc_');
  }

  /** The oldest of too many end. */
  begin(
    provider: string,
    next: string,
    cookies: Cookies,
  ): { attempt: Attempt; cookies: readonly CookieToSet[] } {
    const random = () => randomBytes(STATE_BYTES).toString('base64url');
    // The time first, so that the names sort by age.
    const state = this.clock.nowMs().toString(36).padStart(9, '0') + random();
    const attempt = { state, nonce: random(), verifier: random() + random() };
    const path = next.length > MAX_NEXT ? '/' : next;
    const claims = [attempt.nonce, attempt.verifier, path] as const;
    const value = this.#sealed.issue(nameOf(provider, state), claims);
    const begun = Object.keys(cookies).filter((name) => name.startsWith(this.#prefix));
    const surplus = begun.sort().slice(0, Math.max(0, begun.length - MAX_AT_ONCE + 1));
    return {
      attempt,
      cookies: [
        this.#cookie(this.#cookieOf(state), value, ATTEMPT_MS / 1000),
        ...surplus.map((name) => this.#cookie(name, '', 0)),
      ],
    };
  }

  /** Undefined when this browser did not begin it, or too long ago. */
  find(provider: string, state: string, cookies: Cookies): BegunAttempt | undefined {
    const cookie = cookies[this.#cookieOf(state)];
    const claims = cookie && this.#sealed.read(nameOf(provider, state), cookie);
    if (!claims) return undefined;
    const [nonce, verifier, next] = claims;
    return { state, nonce, verifier, next };
  }

  /** The cookie that makes the browser forget it. */
  over(state: string): CookieToSet {
    return this.#cookie(this.#cookieOf(state), '', 0);
  }

  #cookieOf(state: string): string {
    // Only what a cookie's name can have; the value is bound to the whole state.
    return this.#prefix + state.replace(/[^\w-]/g, '').slice(0, 24);
  }

  #cookie(name: string, value: string, maxAge: number): CookieToSet {
    const secure = this.#secure;
    return { name, value, options: { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge } };
  }
}

const nameOf = (provider: string, state: string): string => `${provider}/${state}`;
