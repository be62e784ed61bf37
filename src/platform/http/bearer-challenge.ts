import type { IncomingHttpHeaders } from 'node:http';
import type { Problem } from './problem.js';

const CHALLENGE = 'Bearer realm="kontor"';

/**
 * What `WWW-Authenticate` says beside an error (RFC 6750 §3): that there was no token, that the one that came is not
 * good any more, or which scope it lacks. Programs that know nothing of us renew a token, or ask for more, by these.
 */
export function bearerChallenge(
  { status, code, data }: Problem,
  { authorization }: IncomingHttpHeaders,
): string | undefined {
  if (status === 401) {
    const isRefused = code === 'access/not-signed-in' && /^Bearer /i.test(authorization ?? '');
    return isRefused ? `${CHALLENGE}, error="invalid_token"` : CHALLENGE;
  }
  const scope = code === 'access/scope-missing' ? data?.['scope'] : undefined;
  return typeof scope === 'string'
    ? `${CHALLENGE}, error="insufficient_scope", scope="${scope}"`
    : undefined;
}
