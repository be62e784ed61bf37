/** Signed words between this server and the Document Server (reference §3.6). */
export abstract class DocumentServerTokens {
  /** A token over `claims`, for the Document Server. */
  abstract sign(claims: object, ttlSeconds: number): string;
  /**
   * The claims of a token that the Document Server made; undefined when it is not of it, expired, or
   * without an expiry. Clocks may differ by a minute.
   */
  abstract verify(token: string): Readonly<Record<string, unknown>> | undefined;
}

/** The token of an `Authorization` header. */
export const bearerOf = (header: string | undefined): string | undefined =>
  /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1];
