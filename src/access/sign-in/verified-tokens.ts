import { hash } from 'node:crypto';
import type { TokenClaims } from './sign-ins.js';

/** Kept at a time, about 300 bytes each: everybody who is at work on one instance, several times over. */
const MOST = 20_000;

/** What a token says, and until when. */
export interface VerifiedToken {
  readonly claims: TokenClaims;
  readonly expiresAtSeconds: number;
}

/**
 * Tokens whose signature was found good before: checking it takes longer than everything else that identifies a
 * caller. It says nothing about revocation: whether the sign-in and the account still stand is read from the database
 * at each request. Tokens are kept by their hash, never as they are; the one that was not seen longest goes first.
 */
export class VerifiedTokens {
  readonly #kept = new Map<string, VerifiedToken>();

  constructor(private readonly most = MOST) {}

  /** Undefined when it was not seen before for this purpose, or has expired. */
  find(purpose: string, token: string, nowSeconds: number): TokenClaims | undefined {
    const name = nameOf(purpose, token);
    const found = this.#kept.get(name);
    if (found === undefined) return undefined;
    this.#kept.delete(name);
    if (found.expiresAtSeconds <= nowSeconds) return undefined;
    this.#kept.set(name, found);
    return found.claims;
  }

  keep(purpose: string, token: string, verified: VerifiedToken): void {
    this.#kept.set(nameOf(purpose, token), verified);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.most && oldest !== undefined) this.#kept.delete(oldest);
  }
}

const nameOf = (purpose: string, token: string): string =>
  hash('sha256', `${purpose} ${token}`, 'base64url');
