/** Signed words between this server and the Document Server. */
export abstract class DocumentServerTokens {
  /** A token over `claims`, for the Document Server. */
  abstract sign(claims: object, ttlSeconds: number): string;
  /**
   * The claims of a token that the Document Server made; undefined when it is not of it, expired, or
   * without an expiry. Clocks may differ by a minute.
   */
  abstract verify(token: string): Readonly<Record<string, unknown>> | undefined;
}

/** Installations differ in the name of the header; the Document Server's own default, and what many set. */
export const DEFAULT_JWT_HEADER = 'Authorization';
const KNOWN_JWT_HEADERS = [DEFAULT_JWT_HEADER, 'AuthorizationJwt'];

/** In lower case: the headers in which a token is looked for, the configured one first. */
export const readJwtHeaders = (configured: string): readonly string[] => [
  ...new Set([configured, ...KNOWN_JWT_HEADERS].map((name) => name.toLowerCase())),
];

/** The bearer tokens of a request, whichever header they came in; the configured one's first. */
export function bearersOf(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  configured: string,
): readonly string[] {
  return readJwtHeaders(configured).flatMap((name) => {
    const header = headers[name];
    const token = /^Bearer\s+(\S+)$/i.exec(typeof header === 'string' ? header : '')?.[1];
    return token === undefined ? [] : [token];
  });
}
