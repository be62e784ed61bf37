import type { Account } from '../accounts/account.js';
import type { SignIns } from './sign-ins.js';
import { TOKEN_LIFETIME_SECONDS } from './tokens.js';

/** As `reply.setCookie(name, value, options)` wants it. */
export interface SessionCookie {
  readonly name: string;
  readonly value: string;
  readonly options: {
    readonly path: '/';
    readonly httpOnly: true;
    readonly sameSite: 'lax';
    readonly secure: boolean;
    readonly maxAge: number;
  };
}

/** The cookie by which a browser stays signed in. */
export class SessionCookies {
  /** Under https the prefix keeps other hosts of the domain from planting a cookie of this name. */
  readonly name: string;
  readonly #secure: boolean;

  constructor(
    private readonly signIns: SignIns,
    publicUrl: string,
  ) {
    this.#secure = publicUrl.startsWith('https:');
    this.name = this.#secure ? '__Host-kontor_session' : 'kontor_session';
  }

  /** Of a new sign-in. */
  async issue(account: Account): Promise<SessionCookie> {
    return this.#cookie(await this.signIns.begin('cookie', account), TOKEN_LIFETIME_SECONDS);
  }

  /** Set this one to make the browser forget. */
  cleared(): SessionCookie {
    return this.#cookie('', 0);
  }

  #cookie(value: string, maxAge: number): SessionCookie {
    const { name } = this;
    const secure = this.#secure;
    return { name, value, options: { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge } };
  }
}
