import { createSecretKey } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.js';
import type { Profile } from '../../platform/config/platform.config.js';
import type { Account } from '../accounts/account.js';
import type { SigningSecrets } from '../signing-secrets.js';
import { TOKEN_LIFETIME_SECONDS, Tokens, type TokenClaims, type TokenPurpose } from './sign-ins.js';

const claims = z.object({ sub: z.string(), gen: z.int(), exp: z.int(), jti: z.string() });

/**
 * HS256 with a separate key for each purpose, and the purpose as audience. The profile is the issuer: a token
 * of a playground is invalid in production, even on the same data and secret.
 */
export class JwtTokens extends Tokens {
  readonly #services: Readonly<Record<TokenPurpose, JwtService>>;

  constructor(
    secrets: SigningSecrets,
    private readonly clock: Clock,
    private readonly profile: Profile,
  ) {
    super();
    // Key objects: raw bytes would be tried as PEM first, at every single request.
    const serviceOf = (purpose: TokenPurpose) =>
      new JwtService({ secret: createSecretKey(secrets.keyFor(`access/${purpose}`)) });
    this.#services = { bearer: serviceOf('bearer'), cookie: serviceOf('cookie') };
  }

  issue(purpose: TokenPurpose, account: Account, signInId: string): Promise<string> {
    const iat = this.#nowSeconds();
    const payload = { sub: account.username, gen: account.tokenGeneration, jti: signInId, iat };
    return this.#services[purpose].signAsync(
      { ...payload, exp: iat + TOKEN_LIFETIME_SECONDS, iss: this.#issuer, aud: audience(purpose) },
      { algorithm: 'HS256' },
    );
  }

  async read(purpose: TokenPurpose, token: string): Promise<TokenClaims | undefined> {
    const verified = await this.#services[purpose]
      .verifyAsync<object>(token, {
        algorithms: ['HS256'],
        audience: audience(purpose),
        issuer: this.#issuer,
        clockTimestamp: this.#nowSeconds(),
      })
      .catch(() => undefined);
    const parsed = claims.safeParse(verified);
    if (!parsed.success) return undefined;
    const { sub, gen, jti } = parsed.data;
    return { username: sub, generation: gen, signInId: jti };
  }

  get #issuer(): string {
    return this.profile === 'production' ? 'kontor' : 'kontor-playground';
  }

  #nowSeconds(): number {
    return Math.floor(this.clock.nowMs() / 1000);
  }
}

const audience = (purpose: TokenPurpose): string => `kontor:${purpose}`;
