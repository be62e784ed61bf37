import type { JwtService } from '@nestjs/jwt';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.js';
import type { Profile } from '../../platform/config/platform.config.js';
import { hs256Key, type Hs256Key } from '../../platform/jwt/hs256.module.js';
import type { Account } from '../accounts/account.js';
import type { SigningSecrets } from '../signing-secrets.js';
import { TOKEN_LIFETIME_SECONDS, Tokens, type TokenClaims } from './sign-ins.js';
import type { TokenPurpose } from './sign-in.repository.js';
import { VerifiedTokens } from './verified-tokens.js';

const payload = z.object({ sub: z.string(), gen: z.int(), exp: z.int(), jti: z.string() });

/**
 * HS256 with a separate key for each purpose, and the purpose as audience. The profile is the issuer: a token
 * of a playground is invalid in production, even on the same data and secret.
 */
export class JwtTokens extends Tokens {
  readonly #keys: Readonly<Record<TokenPurpose, Hs256Key>>;
  readonly #verified = new VerifiedTokens();

  constructor(
    private readonly jwt: JwtService,
    secrets: SigningSecrets,
    private readonly clock: Clock,
    private readonly profile: Profile,
  ) {
    super();
    const keyFor = (purpose: TokenPurpose) => hs256Key(secrets.keyFor(`access/${purpose}`));
    this.#keys = { bearer: keyFor('bearer'), cookie: keyFor('cookie') };
  }

  issue(purpose: TokenPurpose, account: Account, signInId: string): Promise<string> {
    const iat = this.#nowSeconds();
    const said = { sub: account.id, gen: account.tokenGeneration, jti: signInId, iat };
    return this.jwt.signAsync(
      { ...said, exp: iat + TOKEN_LIFETIME_SECONDS, iss: this.#issuer, aud: audience(purpose) },
      { secret: this.#keys[purpose] },
    );
  }

  async read(purpose: TokenPurpose, token: string): Promise<TokenClaims | undefined> {
    const nowSeconds = this.#nowSeconds();
    const known = this.#verified.find(purpose, token, nowSeconds);
    if (known !== undefined) return known;
    const verified = await this.jwt
      .verifyAsync<object>(token, {
        secret: this.#keys[purpose],
        audience: audience(purpose),
        issuer: this.#issuer,
        clockTimestamp: nowSeconds,
      })
      .catch(() => undefined);
    const parsed = payload.safeParse(verified);
    if (!parsed.success) return undefined;
    const { sub, gen, jti, exp } = parsed.data;
    const claims = { accountId: sub, generation: gen, signInId: jti };
    this.#verified.keep(purpose, token, { claims, expiresAtSeconds: exp });
    return claims;
  }

  get #issuer(): string {
    return this.profile === 'production' ? 'kontor' : 'kontor-playground';
  }

  #nowSeconds(): number {
    return Math.floor(this.clock.nowMs() / 1000);
  }
}

const audience = (purpose: TokenPurpose): string => `kontor:${purpose}`;
