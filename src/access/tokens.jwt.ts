import type { JwtService } from '@nestjs/jwt';
import { z } from 'zod';
import type { Clock } from '../platform/clock/clock.js';
import type { Account } from './account.js';
import type { SigningSecrets } from './signing-secrets.js';
import { TOKEN_LIFETIME_SECONDS, Tokens, type TokenClaims, type TokenPurpose } from './tokens.js';

const ISSUER = 'kontor';
const claims = z.object({ sub: z.string(), gen: z.int(), exp: z.int() });

/** HS256 with a key of its own for each purpose, and the purpose as audience besides. */
export class JwtTokens extends Tokens {
  constructor(
    private readonly jwt: JwtService,
    private readonly secrets: SigningSecrets,
    private readonly clock: Clock,
  ) {
    super();
  }

  issue(purpose: TokenPurpose, account: Account): Promise<string> {
    const iat = this.#nowSeconds();
    const payload = { sub: account.username, gen: account.tokenGeneration, iat };
    return this.jwt.signAsync(
      { ...payload, exp: iat + TOKEN_LIFETIME_SECONDS, iss: ISSUER, aud: audience(purpose) },
      { secret: this.#key(purpose), algorithm: 'HS256' },
    );
  }

  async read(purpose: TokenPurpose, token: string): Promise<TokenClaims | undefined> {
    const verified = await this.jwt
      .verifyAsync<object>(token, {
        secret: this.#key(purpose),
        algorithms: ['HS256'],
        audience: audience(purpose),
        issuer: ISSUER,
        clockTimestamp: this.#nowSeconds(),
      })
      .catch(() => undefined);
    const parsed = claims.safeParse(verified);
    return parsed.success ? { username: parsed.data.sub, generation: parsed.data.gen } : undefined;
  }

  #key(purpose: TokenPurpose): Buffer {
    return this.secrets.keyFor(`access/${purpose}`);
  }

  #nowSeconds(): number {
    return Math.floor(this.clock.nowMs() / 1000);
  }
}

const audience = (purpose: TokenPurpose): string => `kontor:${purpose}`;
