import { JwtService } from '@nestjs/jwt';
import type { Clock } from '../platform/clock/clock.js';
import type { Secret } from '../platform/config/secret.js';
import { DocumentServerTokens } from './document-server-tokens.js';

/** Reported differences between well-kept clocks stay far below. */
const LEEWAY_SECONDS = 60;

export interface TokenSecrets {
  readonly signingSecret: Secret;
  readonly acceptedSecrets: readonly Secret[];
}

export class JwtDocumentServerTokens extends DocumentServerTokens {
  readonly #jwt = new JwtService({});

  constructor(
    private readonly secrets: TokenSecrets,
    private readonly clock: Clock,
  ) {
    super();
  }

  sign(claims: object, ttlSeconds: number): string {
    const iat = Math.floor(this.clock.nowMs() / 1000);
    return this.#jwt.sign(
      { ...claims, iat, exp: iat + ttlSeconds },
      { secret: this.secrets.signingSecret.reveal(), algorithm: 'HS256' },
    );
  }

  verify(token: string): Readonly<Record<string, unknown>> | undefined {
    for (const secret of this.secrets.acceptedSecrets) {
      const claims = this.#claims(token, secret);
      if (typeof claims?.exp === 'number') return claims;
    }
    return undefined;
  }

  #claims(token: string, secret: Secret): Record<string, unknown> | undefined {
    try {
      return this.#jwt.verify<Record<string, unknown>>(token, {
        secret: secret.reveal(),
        algorithms: ['HS256'],
        clockTolerance: LEEWAY_SECONDS,
        clockTimestamp: Math.floor(this.clock.nowMs() / 1000),
      });
    } catch {
      return undefined;
    }
  }
}
