import { personOf, type Claims } from '../claims/claimed-person.js';
import type { ClaimedSubject } from '../claims/openid-accounts.js';
import type { OpenIdProvider } from './openid-provider.js';

/** What is kept in the browser between the way to the provider and the way back. */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE: the code is worth nothing without it. */
  readonly verifier: string;
}

/** What a provider gave for one sign-in, to ask it again. Secret. */
export interface GrantTokens {
  /** Without one, the provider can be asked only while the access token is valid. */
  readonly refresh: string | undefined;
  readonly access: string;
  readonly accessEndsAtMs: number;
  /** A claim of interest came in the ID token only, so an answer without one says nothing of it. */
  readonly needsIdToken: boolean;
}

/** What a provider says of somebody, checked. */
export interface Evidence {
  readonly subject: string;
  /** Of the ID token and the userinfo answer. */
  readonly claims: Claims;
  /** See `personOf`. */
  readonly isComplete: boolean;
  /** The session there (`sid`); undefined when the provider does not name it. */
  readonly session: string | undefined;
  readonly tokens: GrantTokens;
}

/** What an account takes over from it. */
export const claimedIn = (
  { claims: names }: OpenIdProvider,
  { subject, claims, isComplete }: Evidence,
): ClaimedSubject => ({ subject, person: personOf(claims, names, isComplete), isComplete });

/**
 * `gone`: the provider does not know the person any more, or has disabled them, or the session there is over.
 * `unasked`: there is nothing left to ask with.
 */
export type Recheck = Evidence | 'gone' | 'unasked';

/** Whose sessions end. At least one of the two is there. */
export interface LogoutClaims {
  readonly subject: string | undefined;
  readonly session: string | undefined;
  /** Of the token: it counts once. */
  readonly tokenId: string;
}

/** Speaks OpenID Connect with a provider. Each call has a deadline, and each answer a limit of size. */
export abstract class IdentityProviderClient {
  /**
   * Where to send the browser.
   * @throws access/identity-provider-unavailable
   */
  abstract authorizationUrl(
    provider: OpenIdProvider,
    callback: string,
    attempt: Attempt,
  ): Promise<URL>;

  /**
   * Exchanges the code, and checks all that the specification asks for: signature, issuer, audience, nonce, time, state.
   * `answer` is the whole address that the browser came back to.
   * @throws access/identity-provider-unavailable, access/identity-not-proved, access/refused-by-identity-provider
   */
  abstract exchange(provider: OpenIdProvider, answer: URL, attempt: Attempt): Promise<Evidence>;

  /**
   * Asks again for somebody who signed in.
   * @throws access/identity-provider-unavailable, access/identity-not-proved; neither says that somebody is gone
   */
  abstract recheck(
    provider: OpenIdProvider,
    subject: string,
    tokens: GrantTokens,
  ): Promise<Recheck>;

  /**
   * Checks a logout token of the back channel, except that it is used once.
   * @throws access/logout-refused, access/identity-provider-unavailable
   */
  abstract verifyLogout(provider: OpenIdProvider, token: string): Promise<LogoutClaims>;
}
