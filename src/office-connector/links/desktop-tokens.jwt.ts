import type { JwtService } from '@nestjs/jwt';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.js';
import type { Hs256Key } from '../../platform/jwt/hs256.module.js';
import {
  DESKTOP_ACTIONS,
  DESKTOP_TOKEN_SECONDS,
  type DesktopTokenClaims,
  DesktopTokens,
} from './desktop-tokens.js';

const claimsSchema = z.object({
  action: z.enum(DESKTOP_ACTIONS),
  url: z.string(),
  documents: z.array(z.string()),
  sub: z.string(),
  exp: z.int(),
  gen: z.int(),
  /** The account's id; in a token from before accounts had ids, `sub` is that id. */
  acc: z.string().optional(),
  /** The sign-in. */
  sin: z.string().optional(),
});

/** HS256 with the claims desktop programs know, in their order, and generation, account and sign-in besides. */
export class JwtDesktopTokens extends DesktopTokens {
  constructor(
    private readonly jwt: JwtService,
    private readonly secret: Hs256Key,
    private readonly clock: Clock,
  ) {
    super();
  }

  issue({ accountId, username, generation, signInId, ...grant }: DesktopTokenClaims): string {
    const { action, url, documents } = grant;
    const exp = this.#nowSeconds() + DESKTOP_TOKEN_SECONDS;
    return this.jwt.sign(
      {
        ...{ action, url, documents, sub: username, exp, gen: generation, acc: accountId },
        ...(signInId !== undefined && { sin: signInId }),
      },
      { secret: this.secret, noTimestamp: true },
    );
  }

  read(token: string): DesktopTokenClaims | undefined {
    const parsed = claimsSchema.safeParse(this.#verified(token));
    if (!parsed.success) return undefined;
    const {
      sub: username,
      gen: generation,
      acc: accountId = username,
      sin,
      ...grant
    } = parsed.data;
    return { ...grant, accountId, username, generation, signInId: sin };
  }

  #verified(token: string): unknown {
    try {
      return this.jwt.verify<object>(token, {
        secret: this.secret,
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
