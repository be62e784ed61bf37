import type { Clock } from '../platform/clock/clock.js';
import type { CallbackReport } from './callback.js';
import { callbackClaims } from './callback-claims.js';
import type { DocumentServerTokens } from './document-server-tokens.js';
import type { SaveCapabilities, SaveGrant } from './save-capability.js';

export interface ReceivedCallback {
  readonly sessionId: string;
  readonly capability: string;
  /** The complete token; the header's may lack the history (reference §3.6). */
  readonly bodyToken: unknown;
  readonly headerToken: string | undefined;
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
    const grant = this.#grantOf(received);
    if (grant === undefined) return 'capability';
    const report = this.#reportOf(received);
    if (report === undefined) return 'token';
    return report.key === grant.documentKey ? { grant, report } : 'key of another session';
  }

  #grantOf({ sessionId, capability }: ReceivedCallback): SaveGrant | undefined {
    const grant = this.capabilities.read(capability);
    if (grant?.sessionId !== sessionId || grant.expiresAtMs <= this.clock.nowMs()) return undefined;
    return grant;
  }

  /** A body token that does not hold is not made up for by the header's. */
  #reportOf({ bodyToken, headerToken }: ReceivedCallback): CallbackReport | undefined {
    if (bodyToken !== undefined && typeof bodyToken !== 'string') return undefined;
    const token = bodyToken ?? headerToken;
    const claims = token === undefined ? undefined : this.tokens.verify(token);
    if (claims === undefined) return undefined;
    const { payload, iat } = claims as { payload?: object; iat?: unknown };
    const report = callbackClaims.safeParse(bodyToken === undefined ? { ...payload, iat } : claims);
    return report.success ? report.data : undefined;
  }
}
