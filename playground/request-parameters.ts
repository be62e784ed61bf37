import { isRecord, mergedClaims, verifyToken } from './token.js';

export type Parameters =
  | { readonly values: Record<string, unknown>; readonly failure?: undefined }
  | { readonly values?: undefined; readonly failure: 'missing' | 'invalid' | 'expired' };

export interface IncomingParameters {
  readonly body: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
}

/** The claims replace whatever the request says. A token in body or query wins over the header, even a bad one. */
export function requestParameters(
  { body, query, authorization }: IncomingParameters,
  { secret, now }: { secret: string; now: number },
): Parameters {
  const token = parsed(body).token ?? query.get('token') ?? authorization?.replace(/^Bearer /, '');
  const verified = verifyToken(token, secret, now);
  return verified.claims
    ? { values: mergedClaims(verified.claims) }
    : { failure: verified.failure };
}

function parsed(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
