import { AppError } from '../platform/errors/app-error.js';
import { type Sentence, sentence } from '../platform/errors/sentence.js';

/** Why a directory rejects the sign-in of a person it knows. */
export type BindRefusal =
  | 'account-disabled'
  | 'account-expired'
  | 'account-locked'
  | 'password-expired'
  | 'password-must-change'
  | 'sign-in-not-permitted';

/** Active Directory's hexadecimal code in the diagnostic text, as in `…, data 533, v1db1`. */
const SUB_CODES: Readonly<Record<string, BindRefusal>> = {
  '530': 'sign-in-not-permitted', // not at this hour
  '531': 'sign-in-not-permitted', // not from this machine
  '532': 'password-expired',
  '533': 'account-disabled',
  '701': 'account-expired',
  '773': 'password-must-change',
  '775': 'account-locked',
};

/** Undefined for a wrong password (52e), an unknown name (525), and servers that give no code. */
export function bindRefusalIn(diagnostic: string): BindRefusal | undefined {
  const code = /\bdata ([0-9a-f]+)\b/i.exec(diagnostic)?.[1];
  return code === undefined ? undefined : SUB_CODES[code.toLowerCase()];
}

const RETRY_AFTER_SECONDS = 5;

/** The directory did not answer in time, so it is unknown whether the password was right. */
export const directoryUnavailable = (reason: string, cause?: unknown): AppError =>
  new AppError(
    'directory/unavailable',
    'unavailable',
    'The directory does not answer at the moment. Please try again in a few seconds.',
    { retryAfterSeconds: RETRY_AFTER_SECONDS, data: { reason }, cause },
  );

/** The directory rejects this server: the settings are wrong, or its service account lacks rights. */
export const directoryRefusesUs = (reason: string, cause?: unknown): AppError =>
  new AppError(
    'directory/refuses-us',
    'unavailable',
    'The directory rejects the requests of this server. Please ask your administrator to check the status page and the log.',
    { data: { reason }, cause },
  );

export const ambiguousUsername = (username: string): AppError =>
  new AppError(
    'directory/ambiguous-username',
    'conflict',
    sentence`The directory has more than one entry for "${username}". Use another of your names, or ask your administrator to narrow LDAP_USER_FILTER.`,
  );

const REFUSALS: Readonly<Record<BindRefusal, Sentence>> = {
  'account-disabled': sentence`Your account is disabled in the directory. Please ask your administrator.`,
  'account-expired': sentence`Your account in the directory has expired. Please ask your administrator.`,
  'account-locked': sentence`Your account is locked in the directory after too many attempts. Please wait until it is unlocked, or ask your administrator.`,
  'password-expired': sentence`Your password in the directory has expired. Please change it there, then sign in again.`,
  'password-must-change': sentence`Your password must be changed before its first use. Please change it in the directory, then sign in again.`,
  'sign-in-not-permitted': sentence`The directory does not permit you to sign in at this time or from here. Please ask your administrator.`,
};

/** The code is `directory/` and the refusal. */
export const signInRefused = (refusal: BindRefusal): AppError =>
  new AppError(`directory/${refusal}`, 'unauthenticated', REFUSALS[refusal]);
