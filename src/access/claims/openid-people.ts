import type { Account } from '../accounts/account.js';

/** Somebody at a provider or an application: the two never change, and are never given to another person. */
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
  /** The id of the application that the person came with first; null: an identity provider. */
  readonly broughtBy: string | null;
  /** A provider vouches for the mail address that it gave. */
  readonly isMailVerified: boolean;
}

/** From when on whose account it is. */
export interface Binding extends Pick<BoundAccount, 'broughtBy'> {
  readonly accountId: string;
  readonly nowMs: number;
}

/** Which accounts people of providers have, and what the providers say of them. */
export abstract class OpenIdPeople {
  abstract find(person: OpenIdSubject): Promise<BoundAccount | undefined>;

  /**
   * The accounts of people who could have this SID or mail address and who are not bound to that issuer yet. An address
   * that only a provider gave, and that no provider verified, proves nothing: it is nobody's.
   */
  abstract linkable(by: 'sid' | 'mail', value: string, issuer: string): Promise<readonly Account[]>;

  abstract bind(person: OpenIdSubject, binding: Binding): Promise<void>;

  /** Adds an account without a password. False when the name is taken, also by somebody awaited. */
  abstract add(account: Account): Promise<boolean>;

  /** A provider vouches for them: from now on, whatever it said before. Kept to the hour. */
  abstract vouched(person: OpenIdSubject, nowMs: number): Promise<void>;
  abstract markGone(person: OpenIdSubject, nowMs: number): Promise<void>;

  /**
   * When any identity provider vouched for the person of an account last, and when one said last that they are gone; 0 for
   * never. Undefined where only applications say who it is.
   */
  abstract lastSaid(
    accountId: string,
  ): Promise<{ readonly provedAtMs: number; readonly goneAtMs: number } | undefined>;

  abstract setFacts(accountId: string, facts: OpenIdFacts): Promise<void>;
  abstract setMailVerified(person: OpenIdSubject, isVerified: boolean): Promise<void>;
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
