/** The secret of an authenticator app. */
export interface StoredTotp {
  /** See `TotpSecrets`. */
  readonly sealed: string;
  readonly createdAtMs: number;
  readonly lastUsedAtMs: number | null;
}

export interface Passkey {
  readonly id: string;
  readonly accountId: string;
  /** WebAuthn's id of the credential, base64url. */
  readonly credentialId: string;
  /** COSE. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  /** Of signatures, as the authenticator counts them; 0 for those that do not count. */
  readonly counter: number;
  readonly transports: readonly string[];
  /** As the person named it. */
  readonly label: string;
  readonly createdAtMs: number;
  readonly lastUsedAtMs: number | null;
}

export interface RecoveryCodes {
  readonly left: number;
  readonly createdAtMs: number;
}

/** What people show besides their password. Each method is one statement or joins the caller's transaction. */
export abstract class SecondFactorRepository {
  /** `begun`: shown to the person, and not confirmed by a code yet. */
  abstract totpOf(accountId: string, state: 'begun' | 'confirmed'): Promise<StoredTotp | undefined>;
  abstract beginTotp(accountId: string, sealed: string, nowMs: number): Promise<void>;
  /** The one that was begun takes the place of the confirmed one; `step` is that of its first code. */
  abstract confirmTotp(accountId: string, step: number, nowMs: number): Promise<boolean>;
  /** False when this step, or a later one, was used before. */
  abstract useTotpStep(accountId: string, step: number, nowMs: number): Promise<boolean>;
  /** Also one that was only begun; false when that, or nothing, was there. */
  abstract removeTotp(accountId: string): Promise<boolean>;

  /** By age. */
  abstract passkeysOf(accountId: string): Promise<readonly Passkey[]>;
  abstract passkeyBy(credentialId: string): Promise<Passkey | undefined>;
  /** False when the credential is registered already. */
  abstract addPasskey(passkey: Passkey): Promise<boolean>;
  abstract usePasskey(id: string, counter: number, nowMs: number): Promise<void>;
  abstract removePasskey(accountId: string, id: string): Promise<boolean>;

  /** Undefined when the account has none. */
  abstract recoveryCodesOf(accountId: string): Promise<RecoveryCodes | undefined>;
  abstract replaceRecoveryCodes(
    accountId: string,
    hashes: readonly string[],
    nowMs: number,
  ): Promise<void>;
  /** False when there is no such code. */
  abstract useRecoveryCode(accountId: string, hash: string): Promise<boolean>;

  abstract removeAll(accountId: string): Promise<void>;

  /** Writes into the account whether it has a second factor: an app or a passkey. Recovery codes alone are none. */
  abstract settle(accountId: string): Promise<boolean>;
}
