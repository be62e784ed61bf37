import type { IncomingHttpHeaders } from 'node:http';

/**
 * What the other side calls this server, from headers that side can choose freely. That is how the
 * real server builds the links of its signed callbacks, so connectors must not trust their host.
 */
export function baseUrl(headers: IncomingHttpHeaders): string {
  const proto = first(headers['x-forwarded-proto'])?.toLowerCase();
  const host = first(headers['x-forwarded-host']) ?? headers.host ?? 'localhost';
  const prefix = first(headers['x-forwarded-prefix']) ?? '';
  return `${proto === 'https' ? 'https' : 'http'}://${host}${prefix}`;
}

const first = (value: string | string[] | undefined): string | undefined =>
  [value].flat()[0]?.split(',')[0]?.trim() || undefined;
