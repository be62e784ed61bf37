import { isIP } from 'node:net';
import { isRecord, mergedClaims, verifyToken } from './token.js';

/**
 * This server's URL as the client sees it, from headers that the client can choose freely. The real server builds the
 * links of its signed callbacks in the same way, so connectors must not trust their host.
 */
export function baseUrl(headers: Headers): string {
  const proto = first(headers['x-forwarded-proto'])?.toLowerCase();
  const host = first(headers['x-forwarded-host']) ?? first(headers.host) ?? 'localhost';
  const prefix = first(headers['x-forwarded-prefix']) ?? '';
  return `${proto === 'https' ? 'https' : 'http'}://${host}${prefix}`;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

const first = (value: string | string[] | undefined): string | undefined => {
  const line = Array.isArray(value) ? value[0] : value;
  return line?.split(',')[0]?.trim() || undefined;
};

/** An address in numbers and `localhost` cannot be pointed at another server (DNS rebinding). */
export function isKnownHost(name: string, hosts: readonly string[]): boolean {
  if (name === 'localhost' || hosts.includes(name)) return true;
  return isIP(name.replace(/^\[|\]$/g, '')) !== 0;
}

/** In lower case, without a port; empty when there is none or it is malformed. */
export function hostNameOf(header: string | undefined): string {
  if (header === undefined || !/^[\w.:[\]-]{1,300}$/.test(header)) return '';
  return URL.parse(`http://${header}`)?.hostname.replace(/\.$/, '') ?? '';
}

export type Parameters =
  | { readonly values: Record<string, unknown>; readonly failure?: undefined }
  | { readonly values?: undefined; readonly failure: 'missing' | 'invalid' | 'expired' };

interface IncomingParameters {
  readonly body: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
}

/** The claims replace the request's own parameters. A token in body or query, even an invalid one, wins over the header. */
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
