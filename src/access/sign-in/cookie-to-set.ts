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
