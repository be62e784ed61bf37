import { AppError } from '../platform/errors/app-error.js';
import type { BindRefusal } from './bind-refusal.js';

const RETRY_AFTER_SECONDS = 5;

/** It does not answer, or not in time: nothing was found out about anybody's password. */
export const directoryUnavailable = (reason: string, cause?: unknown): AppError =>
  new AppError(
    'directory/unavailable',
    'unavailable',
    'The directory does not answer at the moment. Please try again in a few seconds.',
    { retryAfterSeconds: RETRY_AFTER_SECONDS, data: { reason }, cause },
  );

/** It answers, but not us: the settings or the rights of our own account there are not right. */
export const directoryRefusesUs = (reason: string, cause?: unknown): AppError =>
  new AppError(
    'directory/refuses-us',
    'unavailable',
    'The directory refuses the requests of this server. Please tell your administrator; ' +
      'the health page and the log say why.',
    { data: { reason }, cause },
  );

export const ambiguousUsername = (username: string): AppError =>
  new AppError(
    'directory/ambiguous-username',
    'conflict',
    `More than one entry of the directory answers to "${username}". Use another name of yours, ` +
      'or ask your administrator to narrow LDAP_USER_FILTER.',
  );

const REFUSALS: Readonly<Record<BindRefusal, string>> = {
  'account-disabled': 'Your account is disabled in the directory. Please ask your administrator.',
  'account-expired': 'Your account in the directory has expired. Please ask your administrator.',
  'account-locked':
    'Your account is locked in the directory after too many attempts. ' +
    'Please wait until it is unlocked, or ask your administrator.',
  'password-expired':
    'Your password in the directory has expired. Please change it there, then sign in again.',
  'password-must-change':
    'Your password must be changed before its first use. Please change it in the directory, then sign in again.',
  'sign-in-not-permitted':
    'The directory does not permit you to sign in at this time or from here. Please ask your administrator.',
};

/** The code is `directory/` and the refusal. */
export const signInRefused = (refusal: BindRefusal): AppError =>
  new AppError(`directory/${refusal}`, 'unauthenticated', REFUSALS[refusal]);
