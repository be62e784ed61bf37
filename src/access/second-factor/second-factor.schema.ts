import { z } from 'zod';
import type { SecondFactorState } from './manage-second-factor.use-case.js';
import type { Passkey } from './second-factor.repository.js';

const time = z.iso.datetime();

const passkeySchema = z.object({
  id: z.string(),
  label: z.string(),
  created_at: time,
  last_used_at: time.nullable(),
});

export const secondFactorSchema = z.object({
  available: z.boolean().describe('false: the person does not sign in with a password here'),
  required: z.boolean(),
  totp: z.object({ created_at: time, last_used_at: time.nullable() }).nullable(),
  passkeys: z.array(passkeySchema).describe('Whole: at most ten'),
  recovery_codes: z.object({ left: z.int(), created_at: time }).nullable(),
});
export type SecondFactorBody = z.infer<typeof secondFactorSchema>;

export const totpSetupSchema = z.object({
  secret: z.string().describe('Base32, for typing it into the app'),
  uri: z.string().describe('otpauth://totp/…, for a QR code'),
});

export const confirmTotpSchema = z.strictObject({ code: z.string().min(6).max(20) });
export type ConfirmTotp = z.infer<typeof confirmTotpSchema>;

const codes = z
  .array(z.string())
  .describe('Shown only now, each good for one sign-in; empty if the person has some already');

export const recoveryCodesSchema = z.object({ recovery_codes: codes });

/** As WebAuthn and the browser have it. */
export const webAuthnSchema = z.record(z.string(), z.unknown());

export const newPasskeySchema = z.strictObject({
  label: z.string().trim().min(1).max(100),
  credential: webAuthnSchema.describe("The browser's PublicKeyCredential, as JSON"),
});
export type NewPasskeyBody = z.infer<typeof newPasskeySchema>;

export const addedPasskeySchema = z.object({ passkey: passkeySchema, recovery_codes: codes });

export const resetLinkSchema = z.object({
  url: z.string().describe('Works once; shown only now'),
  expires_at: time,
});

export const toSecondFactorBody = (state: SecondFactorState): SecondFactorBody => ({
  available: state.isAvailable,
  required: state.isRequired,
  totp:
    state.totp === undefined
      ? null
      : {
          created_at: timeOf(state.totp.createdAtMs),
          last_used_at: timeOrNull(state.totp.lastUsedAtMs),
        },
  passkeys: state.passkeys.map(toPasskeyBody),
  recovery_codes:
    state.recoveryCodes === undefined
      ? null
      : {
          left: state.recoveryCodes.left,
          created_at: timeOf(state.recoveryCodes.createdAtMs),
        },
});

export const toPasskeyBody = ({ id, label, createdAtMs, lastUsedAtMs }: Passkey) => ({
  ...{ id, label, created_at: timeOf(createdAtMs) },
  last_used_at: timeOrNull(lastUsedAtMs),
});

const timeOf = (ms: number): string => new Date(ms).toISOString();
const timeOrNull = (ms: number | null): string | null => (ms === null ? null : timeOf(ms));
