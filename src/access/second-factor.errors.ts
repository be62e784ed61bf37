import { AppError, isAppError } from '../platform/errors/app-error.js';
import { sentence } from '../platform/errors/sentence.js';

/** The password was right. `methods` are those that the account has. */
export const secondFactorNeeded = (methods: readonly string[]): AppError =>
  new AppError(
    'access/second-factor-needed',
    'unauthenticated',
    'This account has a second factor. Send the request again with a code of the authenticator app, ' +
      'or a recovery code, as "second_factor".',
    { shown: { second_factor: methods } },
  );

/** The same text for a wrong code and for one that was used before. */
export const wrongSecondFactor = (): AppError =>
  new AppError(
    'access/wrong-second-factor',
    'unauthenticated',
    'This is not a valid code, or it was used before. Please try the next one.',
  );

export const passkeyRefused = (): AppError =>
  new AppError(
    'access/passkey-refused',
    'unauthenticated',
    'This passkey does not open an account here. Sign in with your password.',
  );

export const secondStepExpired = (): AppError =>
  new AppError(
    'access/second-step-expired',
    'unauthenticated',
    'The password was given too long ago. Please sign in again.',
  );

/** `registerAt` is set if a page was requested. */
export const secondFactorRequired = (registerAt?: string): AppError =>
  new AppError(
    'access/second-factor-required',
    'forbidden',
    'Your account has to have a second factor. Add one under /account/second-factor first.',
    { data: registerAt === undefined ? {} : { registerAt } },
  );

export const confirmationNeeded = (confirmAt?: string): AppError =>
  new AppError(
    'access/confirmation-needed',
    'forbidden',
    'This needs your password once more. Send it to POST /api/auth/confirm and repeat the request.',
    { data: confirmAt === undefined ? {} : { confirmAt } },
  );

/**
 * The page to send the browser to (303) when it has to register a second factor, or give the password once more,
 * before it gets on; else undefined.
 */
export function detourOf(error: unknown): string | undefined {
  if (!isAppError(error)) return undefined;
  const { registerAt, confirmAt } = error.data;
  return [registerAt, confirmAt].find((path) => typeof path === 'string');
}

export const secondFactorElsewhere = (): AppError =>
  new AppError(
    'access/second-factor-elsewhere',
    'conflict',
    'You do not sign in with a password here, so there is no second factor. Set one up where you sign in.',
  );

export const noTotpBegun = (): AppError =>
  new AppError(
    'access/no-totp-begun',
    'conflict',
    'The setting up of the authenticator app was not begun, or was too long ago. Start it again.',
  );

export const wrongTotpCode = (): AppError =>
  new AppError(
    'access/wrong-totp-code',
    'unprocessable',
    'This is not the code that the app shows now. Check the clock of the device and try the next code.',
  );

export const unusablePasskey = (cause?: unknown): AppError =>
  new AppError(
    'access/unusable-passkey',
    'unprocessable',
    'The passkey cannot be used: the answer of the browser does not fit. Try again from the beginning.',
    { cause },
  );

/** Browsers make passkeys for host names only. */
export const passkeysNeedHostName = (): AppError =>
  new AppError(
    'access/passkeys-need-host-name',
    'conflict',
    'Passkeys belong to a host name, and this server is reached by an IP address. ' +
      'Ask the administrator to set a host name in KONTOR_PUBLIC_URL.',
  );

export const noSuchSecondFactor = (): AppError =>
  new AppError(
    'access/no-such-second-factor',
    'not-found',
    'You have no such second factor. Reload the list.',
  );

export const lastSecondFactor = (): AppError =>
  new AppError(
    'access/last-second-factor',
    'conflict',
    'Your account has to have a second factor, and this is the last one. Add another one first.',
  );

export const tooManyPasskeys = (limit: number): AppError =>
  new AppError(
    'access/too-many-passkeys',
    'conflict',
    sentence`You have ${limit} passkeys already, the most there can be. Remove one first.`,
    { data: { limit } },
  );

export const passwordElsewhere = (): AppError =>
  new AppError(
    'access/password-elsewhere',
    'conflict',
    'This account has no password here: the directory or a provider keeps it. Change it there.',
  );

export const passwordTooShort = (least: number): AppError =>
  new AppError(
    'access/password-too-short',
    'invalid',
    sentence`The new password is too short. Choose one of at least ${least} characters.`,
    { shown: { at_least: least } },
  );

export const resetLinkUsed = (): AppError =>
  new AppError(
    'access/reset-link-used',
    'not-found',
    'This link was used, has expired or was replaced by another one. Ask an administrator for a new one.',
  );
