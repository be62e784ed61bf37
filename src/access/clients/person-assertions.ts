import type { TrustedIssuer } from './client.js';
import { jwtVerify, type JWTPayload } from 'jose';
import type { Clock } from '../../platform/clock/clock.js';
import { SIGNATURE_ALGORITHMS } from '../signature-algorithms.js';
import { CLOCK_TOLERANCE_SECONDS, MAX_CHARACTERS, wordsFor } from './assertion-faults.js';
import type { KeySets } from './key-sets.js';
import { OAuthError } from './oauth-error.js';

/** What an application's own token says of one of its people, checked. */
export interface ProvedPerson {
  readonly subject: string;
  readonly claims: JWTPayload;
  readonly endsAtMs: number;
}

/** Longer ones are refused rather than cut: two people must not become one. */
const MAX_SUBJECT = 256;

/** The tokens of an application's people (RFC 7523 §2.1 and §3). The same one may come again until it expires. */
export class PersonAssertions {
  constructor(
    private readonly keySets: KeySets,
    private readonly clock: Clock,
  ) {}

  /** @throws OAuthError */
  async personIn(assertion: string, trusted: TrustedIssuer): Promise<ProvedPerson> {
    const { subject, claims } = await this.#checked(assertion, trusted);
    return { subject, claims, endsAtMs: (claims.exp as number) * 1000 };
  }

  async #checked(assertion: string, { issuer, jwksUri, audience }: TrustedIssuer) {
    if (assertion.length > MAX_CHARACTERS) throw refused('it is too long');
    try {
      const { payload: claims } = await jwtVerify(assertion, this.keySets.at(jwksUri), {
        ...{ issuer, audience, algorithms: [...SIGNATURE_ALGORITHMS] },
        requiredClaims: ['sub', 'exp'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(this.clock.nowMs()),
      });
      const { sub: subject = '' } = claims;
      if (isSubject(subject)) return { subject, claims };
    } catch (error) {
      throw refused(wordsFor(error));
    }
    throw refused('claim sub');
  }
}

/** Of texts that are not well-formed, databases would make the same one; U+0000 is in no text of PostgreSQL. */
const isSubject = (text: string): boolean =>
  text !== '' && text.length <= MAX_SUBJECT && text.isWellFormed() && !/\p{Cc}/u.test(text);

const refused = (why: string): OAuthError =>
  new OAuthError('invalid_grant', `The assertion about the person does not hold (${why}).`);
