import { isIP } from 'node:net';

/**
 * What the other side calls this server, from headers that side can choose freely. That is how the
 * real server builds the links of its signed callbacks, so connectors must not trust their host.
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
