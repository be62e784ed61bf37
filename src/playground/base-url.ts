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
