import { isAppError, type AppError } from '../../platform/errors/app-error.js';
import { transportFaultOf } from '../../platform/http/transport-fault.js';
import {
  identityNotProved,
  identityProviderUnavailable,
  refusedByProvider,
} from './openid.errors.js';

/** What the libraries throw: `openid-client`, `oauth4webapi` below it, and `jose`. */
interface Thrown {
  readonly name?: unknown;
  readonly code?: unknown;
  /** An error of the protocol, in an answer. */
  readonly error?: unknown;
  readonly status?: unknown;
  /** `jose`: the claim that does not hold. */
  readonly claim?: unknown;
  readonly cause?: unknown;
}

/** The answer came, and does not hold. Everything else is a provider that does not work as it should. */
const NOT_PROVED = new Set([
  ...['OAUTH_JWT_CLAIM_COMPARISON_FAILED', 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'],
  ...['OAUTH_INVALID_RESPONSE', 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED'],
  ...['OAUTH_UNSUPPORTED_OPERATION', 'OAUTH_KEY_SELECTION_FAILED'],
  ...['ERR_JWT_CLAIM_VALIDATION_FAILED', 'ERR_JWT_EXPIRED', 'ERR_JWT_INVALID', 'ERR_JWS_INVALID'],
  ...[
    'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    'ERR_JOSE_ALG_NOT_ALLOWED',
    'ERR_JWKS_NO_MATCHING_KEY',
  ],
  ...['ERR_JWKS_MULTIPLE_MATCHING_KEYS', 'ERR_JOSE_NOT_SUPPORTED'],
]);

/** The error of ours for what a library threw. The reason is a word or a claim's name, never a value. */
export function errorOf(provider: string, error: unknown): AppError {
  if (isAppError(error)) return error;
  const { name, code, error: word } = (error ?? {}) as Thrown;
  if (name === 'AuthorizationResponseError') return refusedByProvider(provider, clean(word));
  if (isRefusalOfGrant(error)) return refusedByProvider(provider, 'invalid_grant');
  const transport = transportFaultOf(error);
  if (transport !== undefined) return identityProviderUnavailable(provider, transport);
  if (typeof word === 'string') return identityProviderUnavailable(provider, clean(word));
  if (typeof code === 'string' && NOT_PROVED.has(code))
    return identityNotProved(provider, claimIn(error) ?? code);
  return identityProviderUnavailable(provider, typeof code === 'string' ? code : String(name));
}

/** The provider takes the refresh token or the code no more. */
export const isRefusalOfGrant = (error: unknown): boolean =>
  ((error ?? {}) as Thrown).error === 'invalid_grant';

/** The provider takes an access token no more that has not run out. */
export const isRefusalOfToken = (error: unknown): boolean => {
  const { name, status } = (error ?? {}) as Thrown;
  return name === 'WWWAuthenticateChallengeError' && status === 401;
};

function claimIn(error: unknown): string | undefined {
  const { claim, cause } = (error ?? {}) as Thrown;
  const named = claim ?? (cause as Thrown | undefined)?.claim;
  return typeof named === 'string' ? `claim ${clean(named)}` : undefined;
}

/** Comes from the browser's address: shown, so only what an error code can be (RFC 6749). */
const clean = (word: unknown): string =>
  String(word)
    .replace(/[^\w .-]/g, '')
    .slice(0, 60);
