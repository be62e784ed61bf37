/**
 * Under https the prefix keeps other hosts of the domain from planting a cookie of this name. It demands the path `/`;
 * where Kontor lies below a path, the weaker prefix at least demands https.
 */
export function cookieNameFor(publicUrl: string, name: string): string {
  const { protocol, pathname } = new URL(publicUrl);
  if (protocol !== 'https:') return name;
  return `${pathname === '/' ? '__Host-' : '__Secure-'}${name}`;
}

/** As `reply.setCookie(name, value, options)` wants it. No script of a page reads any of them. */
export interface CookieToSet {
  readonly name: string;
  readonly value: string;
  readonly options: {
    readonly path: '/';
    readonly httpOnly: true;
    /** `lax` where people come back from another site and are still to be known. */
    readonly sameSite: 'lax' | 'strict';
    readonly secure: boolean;
    /** Seconds; 0 removes it. */
    readonly maxAge: number;
  };
}
