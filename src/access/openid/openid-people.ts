import type { Account } from '../accounts/account.js';

/** Somebody at a provider: the two never change, and are never given to another person. */
export interface OpenIdSubject {
  readonly issuer: string;
  readonly subject: string;
}

/** What an account takes over from the claims. */
export interface OpenIdFacts {
  readonly displayName: string;
  readonly mail: string | null;
  readonly sid: string | null;
}

export interface BoundAccount {
  readonly account: Account;
  /** The claim made this person an administrator, so it may take that back; nobody else's decision is touched. */
  readonly isAdminByClaim: boolean;
}

/** Which accounts people of providers have, and what the providers say of them. */
export abstract class OpenIdPeople {
  abstract find(person: OpenIdSubject): Promise<BoundAccount | undefined>;

  /** The accounts of people who could have this SID or mail address and who are not bound to that issuer yet. */
  abstract linkable(by: 'sid' | 'mail', value: string, issuer: string): Promise<readonly Account[]>;

  abstract bind(person: OpenIdSubject, accountId: string, nowMs: number): Promise<void>;

  /** Adds an account without a password. False when the name is taken, also by somebody awaited. */
  abstract add(account: Account): Promise<boolean>;

  abstract setFacts(accountId: string, facts: OpenIdFacts): Promise<void>;
  abstract setAdmin(person: OpenIdSubject, accountId: string, isAdmin: boolean): Promise<void>;

  /** In the table `access_group_claims`, which whoever works with groups reads. */
  abstract replaceGroups(
    accountId: string,
    provider: string,
    groups: readonly string[],
  ): Promise<void>;

  /** Whether anybody could sign in here with a password of this server. */
  abstract hasPasswords(): Promise<boolean>;
}

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
