/** How a second factor is shown. */
export type SecondFactorMethod = 'totp' | 'passkey' | 'recovery-code';

/** `code`: of the authenticator app, or a recovery code; `passkey`: what the browser's WebAuthn answered, unchecked. */
export type GivenFactor = { readonly code: string } | { readonly passkey: unknown };

/** What signing in asks about second factors; implemented by the room `second-factor`. */
export abstract class SecondFactors {
  /** Those that the account has. */
  abstract methodsOf(accountId: string): Promise<readonly SecondFactorMethod[]>;

  /** What a browser needs to ask for one of the account's passkeys (WebAuthn, as JSON); undefined if it has none. */
  abstract passkeyRequestFor(accountId: string): Promise<object | undefined>;

  /**
   * How it was shown; undefined when it is wrong. What was accepted is never accepted again, by no instance. Limits no
   * guesses: the caller does.
   */
  abstract accept(accountId: string, given: GivenFactor): Promise<SecondFactorMethod | undefined>;
}
