/** What one sign-in got from its provider: see `GrantTokens`. Lives on after signing out here, see ADR 0025. */
export interface OpenIdGrant {
  readonly signInId: string;
  readonly accountId: string;
  readonly provider: string;
  readonly subject: string;
  readonly session: string | undefined;
  readonly sealedTokens: string;
  readonly expiresAtMs: number;
}

export abstract class OpenIdGrants {
  /** Also removes those that have run out. */
  abstract add(grant: OpenIdGrant, checkAtMs: number, nowMs: number): Promise<void>;

  /**
   * Up to `limit` grants of enabled accounts whose turn it is, the longest due first. Each is handed to one instance
   * only, and is due again at `nextMs`.
   */
  abstract claimDue(nowMs: number, nextMs: number, limit: number): Promise<readonly OpenIdGrant[]>;

  abstract ofAccount(accountId: string, nowMs: number): Promise<readonly OpenIdGrant[]>;
  abstract ofSession(provider: string, session: string): Promise<readonly OpenIdGrant[]>;
  abstract ofSubject(provider: string, subject: string): Promise<readonly OpenIdGrant[]>;
  abstract setTokens(signInId: string, sealedTokens: string): Promise<void>;
  abstract checkAgainAt(signInId: string, atMs: number): Promise<void>;
  abstract remove(signInIds: readonly string[]): Promise<void>;

  /** False when that was used before; remembered until `untilMs`. */
  abstract useOnce(id: string, untilMs: number, nowMs: number): Promise<boolean>;
}
