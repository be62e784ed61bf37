/** Which question to the backend failed. */
export type BackendStep = 'grant' | 'library' | 'organization' | 'groups' | 'favorites';

export type BackendFailure =
  | 'refused'
  | 'reset'
  | 'timeout'
  | 'unknown-host'
  | 'unreachable'
  | 'tls'
  | 'redirected'
  | 'html'
  | 'not-json'
  | 'wrong-shape'
  | 'too-large'
  | 'no-library'
  | 'grant-refused'
  | 'grant-not-accepted'
  | 'client-error'
  | 'server-error'
  | 'busy';

const BY_CODE: Record<string, BackendFailure> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ENOTFOUND: 'unknown-host',
  EPROTO: 'tls',
};

const TLS = /^(?:ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** What a connection that threw went through. */
export function failureOf(thrown: unknown): BackendFailure {
  const { code, name } = (thrown ?? {}) as { code?: unknown; name?: unknown };
  if (name === 'TimeoutError') return 'timeout';
  // What answered does not speak HTTP.
  if (name === 'HTTPParserError') return 'not-json';
  if (typeof code !== 'string') return 'unreachable';
  if (TLS.test(code)) return 'tls';
  return BY_CODE[code] ?? 'unreachable';
}

/** What a status other than 2xx means for a question asked with a grant. */
export function failureOfStatus(status: number): BackendFailure {
  if (status >= 500) return 'server-error';
  if (status === 401) return 'grant-not-accepted';
  if (status === 408) return 'timeout';
  if (status === 429) return 'busy';
  return status >= 400 ? 'client-error' : 'redirected';
}
