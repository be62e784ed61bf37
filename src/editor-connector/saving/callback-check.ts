import type { Clock } from '../../platform/clock/clock.js';
import type { CallbackReport } from './callback.js';
import { callbackClaims } from './callback-claims.js';
import type { DocumentServerTokens } from '../document-server/document-server-tokens.js';
import type { SaveCapabilities, SaveGrant } from '../sessions/save-capability.js';

export interface CallbackAddress {
  readonly sessionId: string;
  readonly capability: string;
}

export interface ReceivedCallback extends CallbackAddress {
  /** The complete token; the headers' may lack a long history. */
  readonly bodyToken: unknown;
  readonly headerTokens: readonly string[];
}

export interface GenuineCallback {
  readonly grant: SaveGrant;
  readonly report: CallbackReport;
}

/** Whether a callback is of the Document Server, and for the session its URL was issued to. */
export class CallbackCheck {
  constructor(
    private readonly capabilities: SaveCapabilities,
    private readonly tokens: DocumentServerTokens,
    private readonly clock: Clock,
  ) {}

  /** What the callback says, or in a word why it is refused. */
  check(
    received: ReceivedCallback,
  ): GenuineCallback | 'capability' | 'token' | 'key of another session' {
    const grant = this.grantOf(received);
    if (grant === undefined) return 'capability';
    const report = this.#reportOf(received);
    if (report === undefined) return 'token';
    return report.key === grant.documentKey ? { grant, report } : 'key of another session';
  }

  /** Whether the URL was issued, for that session, and still holds. */
  grantOf({ sessionId, capability }: CallbackAddress): SaveGrant | undefined {
    const grant = this.capabilities.read(capability);
    if (grant?.sessionId !== sessionId || grant.expiresAtMs <= this.clock.nowMs()) return undefined;
    return grant;
  }

  /** A body token that does not hold is not made up for by a header's; one that is no text at all is none. */
  #reportOf({ bodyToken, headerTokens }: ReceivedCallback): CallbackReport | undefined {
    const claims =
      typeof bodyToken === 'string' && bodyToken !== ''
        ? this.tokens.verify(bodyToken)
        : this.#headerClaims(headerTokens);
    if (claims === undefined) return undefined;
    const report = callbackClaims.safeParse(claims);
    if (!report.success) return undefined;
    return { ...report.data, iat: report.data.iat ?? this.clock.nowMs() / 1000 };
  }

  #headerClaims(tokens: readonly string[]): object | undefined {
    for (const token of tokens) {
      const claims = this.tokens.verify(token);
      if (claims === undefined) continue;
      const { payload, iat } = claims as { payload?: object; iat?: unknown };
      return { ...payload, iat };
    }
    return undefined;
  }
}
