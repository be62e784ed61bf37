import { createSecretKey } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.js';
import { DESKTOP_ACTIONS } from './desktop-action.js';
import { DESKTOP_TOKEN_SECONDS, DesktopTokens, type DesktopTokenClaims } from './desktop-tokens.js';

const claimsSchema = z.object({
  action: z.enum(DESKTOP_ACTIONS),
  url: z.string(),
  documents: z.array(z.string()),
  sub: z.string(),
  exp: z.int(),
  gen: z.int(),
});

/** HS256 with the claims desktop programs know, in their order, and the generation besides. */
export class JwtDesktopTokens extends DesktopTokens {
  readonly #service: JwtService;

  constructor(
    key: Buffer,
    private readonly clock: Clock,
  ) {
    super();
    this.#service = new JwtService({ secret: createSecretKey(key) });
  }

  issue({ action, url, documents, username, generation }: DesktopTokenClaims): string {
    const exp = this.#nowSeconds() + DESKTOP_TOKEN_SECONDS;
    return this.#service.sign(
      { action, url, documents, sub: username, exp, gen: generation },
      { algorithm: 'HS256', noTimestamp: true },
    );
  }

  read(token: string): DesktopTokenClaims | undefined {
    const parsed = claimsSchema.safeParse(this.#verified(token));
    if (!parsed.success) return undefined;
    const { sub: username, gen: generation, ...grant } = parsed.data;
    return { ...grant, username, generation };
  }

  #verified(token: string): unknown {
    try {
      return this.#service.verify<object>(token, {
        algorithms: ['HS256'],
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
