export interface PasswordReset {
  readonly accountId: string;
  /** SHA-256 of the secret in the link. */
  readonly hash: string;
  readonly expiresAtMs: number;
}

/** Links that set a new password; an account has one at most. */
export abstract class PasswordResetRepository {
  /** In the place of the one before. */
  abstract keep(reset: PasswordReset): Promise<void>;
  /** The account; undefined for an unknown or expired one. */
  abstract accountOf(hash: string, nowMs: number): Promise<string | undefined>;
  /** False when somebody else has used it. */
  abstract use(hash: string, nowMs: number): Promise<boolean>;
}
