/** Why a request got no answer. */
export type TransportFault =
  | 'connection-refused'
  | 'unknown-host'
  | 'timeout'
  | 'unreachable'
  | 'connection-reset'
  | 'certificate-untrusted'
  | 'certificate-expired'
  | 'certificate-wrong-name'
  | 'not-tls'
  | 'not-http';

const BY_CODE: Readonly<Record<string, TransportFault>> = {
  ECONNREFUSED: 'connection-refused',
  ENOTFOUND: 'unknown-host',
  EAI_AGAIN: 'unknown-host',
  EAI_NODATA: 'unknown-host',
  ETIMEDOUT: 'timeout',
  ESOCKETTIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ECONNRESET: 'connection-reset',
  EPIPE: 'connection-reset',
  UND_ERR_SOCKET: 'connection-reset',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EACCES: 'unreachable',
  EPERM: 'unreachable',
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-wrong-name',
  EPROTO: 'not-tls',
  ERR_SSL_WRONG_VERSION_NUMBER: 'not-tls',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'not-tls',
};

const UNTRUSTED =
  /^(?:DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|CERT_|CRL_|INVALID_CA|HOSTNAME_MISMATCH)/;

/** Undefined for errors that are not about the connection. Searches causes and aggregated errors. */
export function transportFaultOf(error: unknown, depth = 0): TransportFault | undefined {
  if (typeof error !== 'object' || error === null || depth > 5) return undefined;
  const { code, name, cause, errors } = error as {
    code?: unknown;
    name?: unknown;
    cause?: unknown;
    errors?: unknown;
  };
  const own = faultOf(typeof code === 'string' ? code : '', String(name));
  if (own !== undefined) return own;
  const inner = [cause, ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  for (const each of inner) {
    const fault = transportFaultOf(each, depth + 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function faultOf(code: string, name: string): TransportFault | undefined {
  const known = BY_CODE[code];
  if (known !== undefined) return known;
  if (UNTRUSTED.test(code)) return 'certificate-untrusted';
  if (code.startsWith('HPE_')) return 'not-http';
  if (/^ERR_(?:TLS|SSL)_/.test(code)) return 'not-tls';
  return name === 'TimeoutError' || name === 'AbortError' ? 'timeout' : undefined;
}
