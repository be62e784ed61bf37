import { tokenRefused } from '../editor-connector.errors.js';

/** The tokens that this server and the Document Server sign for each other. */
export abstract class DocumentServerTokens {
  /** A token over `claims`, for the Document Server. */
  abstract sign(claims: object, ttlSeconds: number): string;
  /**
   * The claims of a token that the Document Server signed; undefined when the signature is wrong, or the token expired
   * or has no expiry. Clocks may differ by a minute.
   */
  abstract verify(token: string): Readonly<Record<string, unknown>> | undefined;
}

/** `editor-connector/token-refused` (forbidden) unless the Document Server signed one of them for exactly this address. */
export function assertSignedFor(
  tokens: DocumentServerTokens,
  bearers: readonly string[],
  issuedUrl: string,
): void {
  if (bearers.length === 0) throw tokenRefused('missing');
  const signed = bearers.map((bearer) => tokens.verify(bearer)).find((claims) => claims);
  if (signed === undefined) throw tokenRefused('wrong or expired');
  const { url } = (signed.payload ?? {}) as { url?: unknown };
  if (url !== issuedUrl) throw tokenRefused('made for something else');
}

/** Installations differ in the name of the header: this is the Document Server's default, below is what many set. */
export const DEFAULT_JWT_HEADER = 'Authorization';
const KNOWN_JWT_HEADERS = [DEFAULT_JWT_HEADER, 'AuthorizationJwt'];

/** The headers that are read for tokens, in lower case, the configured one first. */
export const readJwtHeaders = (configured: string): readonly string[] => [
  ...new Set([configured, ...KNOWN_JWT_HEADERS].map((name) => name.toLowerCase())),
];

/** The bearer tokens in all headers that are read; the one in the configured header first. */
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
