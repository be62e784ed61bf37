import { createLocalJWKSet, decodeJwt, jwtVerify, type JWTPayload } from 'jose';
import type { Clock } from '../../platform/clock/clock.js';
import { SIGNATURE_ALGORITHMS } from '../signature-algorithms.js';
import type { UsedOnce } from '../used-once.js';
import type { Client } from './client.js';
import { asJose, type KeySets } from './key-sets.js';

/** Longer than any real one. */
const MAX_CHARACTERS = 16 * 1024;
/** The contract says five minutes. */
const MAX_AHEAD_SECONDS = 300;
/** Clocks that are set by the network differ by less. */
export const CLOCK_TOLERANCE_SECONDS = 5;

/**
 * JWTs by which applications prove who they are: private_key_jwt of OpenID Connect Core §9, RFC 7523 §2.2 and §3. The
 * application signs with a key of its own; we have only the public one.
 */
export class ClientAssertions {
  constructor(
    private readonly keySets: KeySets,
    private readonly usedOnce: UsedOnce,
    private readonly clock: Clock,
    /** The address of the token endpoint, or the issuer of our metadata. */
    private readonly audiences: readonly string[],
  ) {}

  /** Who it says it is from; nothing of it is proved. Undefined for what is no JWT about its own issuer. */
  static claimedClientOf(assertion: string): string | undefined {
    if (assertion.length > MAX_CHARACTERS) return undefined;
    try {
      const { iss, sub } = decodeJwt(assertion);
      return iss === sub ? iss : undefined;
    } catch {
      return undefined;
    }
  }

  /** Undefined if it proves that client; else what does not hold. Each counts once, on all instances together. */
  async faultOf(assertion: string, client: Client): Promise<string | undefined> {
    const keys = this.#keysOf(client);
    if (keys === undefined) return 'no keys of this client are known here';
    const now = new Date(this.clock.nowMs());
    let claims: JWTPayload;
    try {
      ({ payload: claims } = await jwtVerify(assertion, keys, {
        issuer: client.id,
        subject: client.id,
        audience: [...this.audiences],
        algorithms: [...SIGNATURE_ALGORITHMS],
        requiredClaims: ['exp', 'jti'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: now,
      }));
    } catch (error) {
      return wordsFor(error);
    }
    return this.#faultOfUse(client, claims, now);
  }

  async #faultOfUse(
    { id }: Client,
    { exp = 0, jti }: JWTPayload,
    now: Date,
  ): Promise<string | undefined> {
    const latest = now.getTime() / 1000 + MAX_AHEAD_SECONDS + CLOCK_TOLERANCE_SECONDS;
    if (exp > latest) return `exp is more than ${MAX_AHEAD_SECONDS} seconds ahead`;
    if (typeof jti !== 'string' || jti === '') return 'claim jti';
    const untilMs = (exp + CLOCK_TOLERANCE_SECONDS + 1) * 1000;
    const text = JSON.stringify(['client-assertion', id, jti]);
    return (await this.usedOnce.use(text, untilMs)) ? undefined : 'its jti was used before';
  }

  #keysOf({ jwks, jwksUri }: Client) {
    if (jwksUri !== null) return this.keySets.at(jwksUri);
    return jwks === null ? undefined : createLocalJWKSet(asJose(jwks));
  }
}

/** Which check failed, by the error of jose; never a value of the token or an address. */
export function wordsFor(error: unknown): string {
  const { code, claim } = (error ?? {}) as { code?: unknown; claim?: unknown };
  switch (code) {
    case 'ERR_JWT_EXPIRED':
      return 'it has expired, or a clock is wrong';
    case 'ERR_JWT_CLAIM_VALIDATION_FAILED':
      return `claim ${String(claim)}`;
    case 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED':
      return 'signature';
    case 'ERR_JOSE_ALG_NOT_ALLOWED':
      return 'this algorithm is not accepted';
    case 'ERR_JWKS_NO_MATCHING_KEY':
      return 'no key fits its kid and algorithm';
    case 'ERR_JWKS_MULTIPLE_MATCHING_KEYS':
      return 'it needs a kid, because several keys fit';
    case 'ERR_JWS_INVALID':
    case 'ERR_JWT_INVALID':
    case 'ERR_JOSE_NOT_SUPPORTED':
      return 'it is no signed JWT';
    default:
      return 'the keys of its issuer could not be read';
  }
}
