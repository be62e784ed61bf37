import { AppError, isAppError } from '../platform/errors/app-error.js';

/** `signInAt` is set when a page was asked for: where a browser should go first. */
export const notSignedIn = (signInAt?: string): AppError =>
  new AppError('access/not-signed-in', 'unauthenticated', 'Please sign in first.', {
    data: signInAt === undefined ? {} : { signInAt },
  });

/** The address to send the browser to (303) when a page needs a signed-in person; else undefined. */
export function signInAddress(error: unknown): string | undefined {
  if (!isAppError(error, 'access/not-signed-in')) return undefined;
  return typeof error.data.signInAt === 'string' ? error.data.signInAt : undefined;
}

/** The same words for an unknown name, a wrong password and a disabled account. */
export const wrongCredentials = (): AppError =>
  new AppError(
    'access/wrong-credentials',
    'unauthenticated',
    'The username or the password is not right. Please try again.',
  );

export const tooManyFailures = (retryAfterSeconds: number): AppError =>
  new AppError(
    'access/too-many-failures',
    'too-many',
    `Signing in failed too often. Please try again in ${retryAfterSeconds} seconds.`,
    { retryAfterSeconds },
  );

export const signInBusy = (): AppError =>
  new AppError(
    'access/sign-in-busy',
    'unavailable',
    'Too many people are signing in at this moment. Please try again in a few seconds.',
    { retryAfterSeconds: 2 },
  );

export const crossSite = (): AppError =>
  new AppError(
    'access/cross-site-request',
    'forbidden',
    'This request did not come from a page of Kontor (neither Origin nor Sec-Fetch-Site says so). ' +
      'Reload the page and try again; programs should use a bearer token.',
  );

export const adminsOnly = (): AppError =>
  new AppError('access/admins-only', 'forbidden', 'Only an administrator may do this.');

export const unknownAccount = (username: string): AppError =>
  new AppError('access/unknown-account', 'not-found', `There is no account named "${username}".`);

export const usernameTaken = (username: string): AppError =>
  new AppError(
    'access/username-taken',
    'conflict',
    `An account named "${username}" exists already. Choose another name.`,
  );

export const invalidUsername = (): AppError =>
  new AppError(
    'access/invalid-username',
    'invalid',
    'A username has 1 to 64 characters: letters a-z, digits, and . _ @ -',
  );

export const unusablePassword = (): AppError =>
  new AppError(
    'access/unusable-password',
    'invalid',
    'A password has 1 to 1024 characters on one line. Choose another one.',
  );

export const noIdentity = (username: string): AppError =>
  new AppError(
    'access/no-identity',
    'not-found',
    `${username} has no key of their own; it is made in the browser, under "Private documents".`,
    { data: { username } },
  );

export const identityExists = (): AppError =>
  new AppError(
    'access/identity-exists',
    'conflict',
    'You have a key already; another one would open none of your documents. Add a way to open it instead.',
  );

export const noSuchSealing = (sealingId: string): AppError =>
  new AppError('access/no-such-sealing', 'not-found', 'There is no such passphrase or passkey.', {
    data: { sealingId },
  });

export const lastSealing = (): AppError =>
  new AppError(
    'access/last-sealing',
    'conflict',
    'This is the only way to open your key. Add another passphrase or passkey first.',
  );

export const tooManySealings = (limit: number): AppError =>
  new AppError(
    'access/too-many-sealings',
    'conflict',
    `There are ${limit} passphrases and passkeys already. Remove one first.`,
    { data: { limit } },
  );
