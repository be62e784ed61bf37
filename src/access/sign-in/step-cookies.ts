import type { Clock } from '../../platform/clock/clock.js';
import { SealedClaims } from '../../platform/crypto/sealed-claims.js';
import type { Account } from '../accounts/account.js';
import type { SigningSecrets } from '../signing-secrets.js';
import type { UsedOnce } from '../used-once.js';
import { cookieNameFor, type CookieToSet } from './cookie-to-set.js';

/** Long enough to find the telephone. */
const STEP_MS = 5 * 60_000;

/** Whose password was right, in which name it was typed, and the tokens' generation at that moment. */
export interface FirstStep {
  readonly accountId: string;
  readonly generation: number;
  readonly typed: string;
}

/**
 * The cookie between the password and the second factor. It is sealed, stored nowhere, works at every instance for five
 * minutes and once, and opens nothing: it is no token, and only the second step reads it.
 */
export class StepCookies {
  readonly name: string;
  readonly #secure: boolean;
  readonly #claims: SealedClaims<[string, number, string]>;

  constructor(
    secrets: SigningSecrets,
    private readonly clock: Clock,
    private readonly usedOnce: UsedOnce,
    publicUrl: string,
  ) {
    this.#secure = publicUrl.startsWith('https:');
    this.name = cookieNameFor(publicUrl, 'kontor_step');
    this.#claims = new SealedClaims(secrets.keyFor('access/second-step'), clock, STEP_MS);
  }

  issue({ id, tokenGeneration }: Account, typed: string): CookieToSet {
    const value = this.#claims.issue(this.name, [id, tokenGeneration, typed.slice(0, 1024)]);
    return this.#cookie(value, STEP_MS / 1000);
  }

  /** Undefined when there is none, or it has expired. */
  read(cookies: Readonly<Record<string, string | undefined>>): FirstStep | undefined {
    const claims = this.#claims.read(this.name, cookies[this.name] ?? '');
    if (claims === undefined) return undefined;
    const [accountId, generation, typed] = claims;
    return { accountId, generation, typed };
  }

  /** False when it was used before. */
  use(cookies: Readonly<Record<string, string | undefined>>): Promise<boolean> {
    return this.usedOnce.use(cookies[this.name] ?? '', this.clock.nowMs() + STEP_MS);
  }

  cleared(): CookieToSet {
    return this.#cookie('', 0);
  }

  #cookie(value: string, maxAge: number): CookieToSet {
    const options = { path: '/', httpOnly: true, sameSite: 'strict' } as const;
    return { name: this.name, value, options: { ...options, secure: this.#secure, maxAge } };
  }
}
