import type { JwtService } from '@nestjs/jwt';
import type { Clock } from '../../platform/clock/clock.js';
import type { Secret } from '../../platform/config/secret.js';
import { hs256Key, type Hs256Key } from '../../platform/jwt/hs256.module.js';
import { DocumentServerTokens } from './document-server-tokens.js';

/** Synchronised clocks differ far less. */
const LEEWAY_SECONDS = 60;

export interface TokenSecrets {
  readonly signingSecret: Secret;
  readonly acceptedSecrets: readonly Secret[];
}

export class JwtDocumentServerTokens extends DocumentServerTokens {
  readonly #signingKey: Hs256Key;
  readonly #acceptedKeys: readonly Hs256Key[];

  constructor(
    private readonly jwt: JwtService,
    { signingSecret, acceptedSecrets }: TokenSecrets,
    private readonly clock: Clock,
  ) {
    super();
    this.#signingKey = keyOf(signingSecret);
    this.#acceptedKeys = acceptedSecrets.map(keyOf);
  }

  sign(claims: object, ttlSeconds: number): string {
    const iat = this.#nowSeconds();
    return this.jwt.sign({ ...claims, iat, exp: iat + ttlSeconds }, { secret: this.#signingKey });
  }

  verify(token: string): Readonly<Record<string, unknown>> | undefined {
    for (const secret of this.#acceptedKeys) {
      const claims = this.#claims(token, secret);
      if (typeof claims?.exp === 'number') return claims;
    }
    return undefined;
  }

  #claims(token: string, secret: Hs256Key): Record<string, unknown> | undefined {
    try {
      return this.jwt.verify<Record<string, unknown>>(token, {
        secret,
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

const keyOf = (secret: Secret): Hs256Key => hs256Key(Buffer.from(secret.reveal()));
