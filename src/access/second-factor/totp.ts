import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { open, seal } from '../../platform/crypto/aes-gcm.js';
import type { SigningSecrets } from '../signing-secrets.js';

/** RFC 4226 recommends 160 bits. */
const SECRET_BYTES = 20;
/** What every authenticator app can do: six digits of SHA-1, each for thirty seconds. */
const FORM = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** Clocks may differ by one step, in both directions. */
const SKEW_STEPS = 1;

export const newTotpSecret = (): Buffer => randomBytes(SECRET_BYTES);

/** For typing it into an app: base32. */
export const secretText = (secret: Uint8Array): string => secretOf(secret).base32;

/** The address that an app reads from the QR code (`otpauth://totp/…`). */
export const totpUri = (secret: Uint8Array, label: string): string =>
  new TOTP({ ...FORM, issuer: 'Kontor', label, secret: secretOf(secret) }).toString();

/** The step (number of thirty seconds since 1970) of the code; undefined when it is not one of now. */
export function stepOf(secret: Uint8Array, code: string, nowMs: number): number | undefined {
  const options = { ...FORM, secret: secretOf(secret), token: code, timestamp: nowMs };
  const delta = TOTP.validate({ ...options, window: SKEW_STEPS });
  if (delta === null) return undefined;
  return TOTP.counter({ period: FORM.period, timestamp: nowMs }) + delta;
}

const secretOf = (bytes: Uint8Array): Secret =>
  new Secret({ buffer: Uint8Array.from(bytes).buffer });

/** Seals the secrets of apps for the database, with a key of this installation. Each opens for its account only. */
export class TotpSecrets {
  readonly #key: Buffer;

  constructor(secrets: SigningSecrets) {
    this.#key = secrets.keyFor('access/totp');
  }

  seal(accountId: string, secret: Uint8Array): string {
    return seal(this.#key, secret, binding(accountId)).toString('base64url');
  }

  /** Undefined when the installation's secret is another one now: recovery codes and passkeys still work then. */
  open(accountId: string, sealed: string): Buffer | undefined {
    return open(this.#key, Buffer.from(sealed, 'base64url'), binding(accountId));
  }
}

const binding = (accountId: string): Buffer => Buffer.from(`totp|${accountId}`);
