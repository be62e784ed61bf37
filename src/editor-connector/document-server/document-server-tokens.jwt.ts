import { createSecretKey } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import type { Clock } from '../../platform/clock/clock.js';
import type { Secret } from '../../platform/config/secret.js';
import { DocumentServerTokens } from './document-server-tokens.js';

/** Reported differences between well-kept clocks stay far below. */
const LEEWAY_SECONDS = 60;

export interface TokenSecrets {
  readonly signingSecret: Secret;
  readonly acceptedSecrets: readonly Secret[];
}

export class JwtDocumentServerTokens extends DocumentServerTokens {
  readonly #signer: JwtService;
  readonly #verifiers: readonly JwtService[];

  constructor(
    { signingSecret, acceptedSecrets }: TokenSecrets,
    private readonly clock: Clock,
  ) {
    super();
    this.#signer = withSecret(signingSecret);
    this.#verifiers = acceptedSecrets.map(withSecret);
  }

  sign(claims: object, ttlSeconds: number): string {
    const iat = this.#nowSeconds();
    return this.#signer.sign({ ...claims, iat, exp: iat + ttlSeconds }, { algorithm: 'HS256' });
  }

  verify(token: string): Readonly<Record<string, unknown>> | undefined {
    for (const verifier of this.#verifiers) {
      const claims = this.#claims(token, verifier);
      if (typeof claims?.exp === 'number') return claims;
    }
    return undefined;
  }

  #claims(token: string, verifier: JwtService): Record<string, unknown> | undefined {
    try {
      return verifier.verify<Record<string, unknown>>(token, {
        algorithms: ['HS256'],
        clockTolerance: LEEWAY_SECONDS,
        clockTimestamp: this.#nowSeconds(),
      });
    } catch {
      return undefined;
    }
  }

  #nowSeconds(): number {
    return Math.floor(this.clock.nowMs() / 1000);
  }
}

/** A key object: given a text, the library tries at each call whether it might be a PEM key (0.2 ms). */
const withSecret = (secret: Secret): JwtService =>
  new JwtService({ secret: createSecretKey(Buffer.from(secret.reveal())) });
