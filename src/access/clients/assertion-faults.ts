/** Longer than any real one. */
export const MAX_CHARACTERS = 16 * 1024;
/** Clocks that are set by the network differ by less. */
export const CLOCK_TOLERANCE_SECONDS = 5;

/** Which check failed, by the error of jose; never a value of the token or an address. */
export function wordsFor(error: unknown): string {
  const { code, claim } = (error ?? {}) as { code?: unknown; claim?: unknown };
  switch (code) {
    case 'ERR_JWT_EXPIRED':
      return 'it has expired, or a clock is wrong';
    case 'ERR_JWT_CLAIM_VALIDATION_FAILED':
      return `claim ${String(claim)}`;
    case 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED':
      return 'signature';
    case 'ERR_JOSE_ALG_NOT_ALLOWED':
      return 'this algorithm is not accepted';
    case 'ERR_JWKS_NO_MATCHING_KEY':
      return 'no key fits its kid and algorithm';
    case 'ERR_JWKS_MULTIPLE_MATCHING_KEYS':
      return 'it needs a kid, because several keys fit';
    case 'ERR_JWS_INVALID':
    case 'ERR_JWT_INVALID':
    case 'ERR_JOSE_NOT_SUPPORTED':
      return 'it is no signed JWT';
    default:
      return 'the keys of its issuer could not be read';
  }
}
