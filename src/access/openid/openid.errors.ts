import { AppError } from '../../platform/errors/app-error.js';
import { sentence } from '../../platform/errors/sentence.js';

export const noSuchIdentityProvider = (name: string): AppError =>
  new AppError(
    'access/no-such-identity-provider',
    'not-found',
    sentence`There is no identity provider "${name.slice(0, 40)}" here. Choose one on the sign-in page.`,
  );

/** A network fault, or an answer that says that it does not work. `reason` names no secret. */
export const identityProviderUnavailable = (name: string, reason: string): AppError =>
  new AppError(
    'access/identity-provider-unavailable',
    'unavailable',
    sentence`The identity provider "${name}" does not answer as it should (${reason}). Please try again shortly.`,
    {
      data: { provider: name, reason },
      publicMessage: sentence`The identity provider "${name}" does not answer as it should. Please try again shortly.`,
    },
  );

/** What came from the provider cannot be believed: signature, issuer, audience, nonce, time, subject. */
export const identityNotProved = (name: string, reason: string): AppError =>
  new AppError(
    'access/identity-not-proved',
    'unauthenticated',
    sentence`What the identity provider "${name}" says does not hold (${reason}). Sign in again; if it stays, ask your administrator.`,
    {
      data: { provider: name, reason },
      publicMessage: sentence`What the identity provider "${name}" says does not hold. Sign in again; if it stays, ask your administrator.`,
    },
  );

/** The provider let the person not in, or the person turned back. */
export const refusedByProvider = (name: string, reason: string): AppError =>
  new AppError(
    'access/refused-by-identity-provider',
    'unauthenticated',
    sentence`The identity provider "${name}" did not sign you in (${reason}). Try again, or ask your administrator.`,
    { data: { provider: name, reason } },
  );

/** Begun in another browser, too long ago, or used already. */
export const unknownSignIn = (): AppError =>
  new AppError(
    'access/unknown-sign-in',
    'unauthenticated',
    'This sign-in was begun in another browser, too long ago, or is over. Sign in again.',
  );

export const accountIsDisabled = (): AppError =>
  new AppError(
    'access/account-disabled',
    'unauthenticated',
    'Your account here is disabled. Ask your administrator.',
  );

export const logoutRefused = (reason: string): AppError =>
  new AppError(
    'access/logout-refused',
    'invalid',
    sentence`This logout token does not hold (${reason}). Send one as OpenID Connect Back-Channel Logout describes.`,
    { data: { reason } },
  );
