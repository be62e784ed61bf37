import { createLocalJWKSet, decodeJwt, jwtVerify, type JWTPayload } from 'jose';
import type { Clock } from '../../platform/clock/clock.js';
import { SIGNATURE_ALGORITHMS } from '../signature-algorithms.js';
import type { UsedOnce } from '../used-once.js';
import { CLOCK_TOLERANCE_SECONDS, MAX_CHARACTERS, wordsFor } from './assertion-faults.js';
import type { Client } from './client.js';
import { asJose, type KeySets } from './key-sets.js';

/** The contract says five minutes. */
const MAX_AHEAD_SECONDS = 300;

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
