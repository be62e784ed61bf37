import { createHmac } from 'node:crypto';
import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import { requestOrigin } from '../../platform/http/request-origin.js';
import type { Account } from '../accounts/account.js';
import type { SigningSecrets } from '../signing-secrets.js';
import type { SignInRepository, SignInWay, TokenPurpose } from './sign-in.repository.js';
import { cookieNameFor, type CookieToSet } from './cookie-to-set.js';

/** A working day, so that nobody is asked twice a day. */
export const TOKEN_LIFETIME_SECONDS = 8 * 60 * 60;

const BY_PASSWORD: SignInWay = { via: 'password' };

/** Enough for the programs that people know; some send kilobytes. */
const MAX_USER_AGENT = 256;

/** The claims of a genuine, unexpired token. Whether the account still allows it is checked elsewhere. */
export interface TokenClaims {
  readonly accountId: string;
  readonly generation: number;
  readonly signInId: string;
}

export abstract class Tokens {
  abstract issue(purpose: TokenPurpose, account: Account, signInId: string): Promise<string>;

  /** Undefined for anything but a genuine, unexpired token of that purpose. */
  abstract read(purpose: TokenPurpose, token: string): Promise<TokenClaims | undefined>;
}

/** Each token belongs to one sign-in and ends with it, on all instances from the next request on. */
export class SignIns {
  constructor(
    private readonly repository: SignInRepository,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly secrets: SigningSecrets,
  ) {}

  /** Starts a sign-in of that person, by the request that is being answered, and returns its token. */
  async begin(purpose: TokenPurpose, account: Account, way = BY_PASSWORD): Promise<string> {
    const id = this.ids.next();
    const createdAtMs = this.clock.nowMs();
    const expiresAtMs = createdAtMs + TOKEN_LIFETIME_SECONDS * 1000;
    const origin = requestOrigin();
    await this.repository.begin({
      ...{ id, accountId: account.id, purpose, way, createdAtMs, expiresAtMs },
      userAgent: origin?.userAgent?.slice(0, MAX_USER_AGENT) ?? null,
      address: origin?.address ?? null,
    });
    return this.tokens.issue(purpose, account, id);
  }

  /** Its token, and every copy of it, is invalid from now on. */
  async end(id: string): Promise<void> {
    await this.repository.end(id, this.clock.nowMs());
  }

  /**
   * The server's half of what a browser tab keeps from page to page: 32 bytes, the same until the sign-in ends.
   * It opens nothing without the half that is in the tab.
   */
  tabKeyOf(id: string): Buffer {
    return createHmac('sha256', this.secrets.keyFor('access/tab-key')).update(id).digest();
  }
}

/** The cookie that keeps a browser signed in. */
export class SessionCookies {
  readonly name: string;
  readonly #secure: boolean;

  constructor(
    private readonly signIns: SignIns,
    publicUrl: string,
  ) {
    this.#secure = publicUrl.startsWith('https:');
    this.name = cookieNameFor(publicUrl, 'kontor_session');
  }

  /** Starts a sign-in and returns its cookie. */
  async issue(account: Account, way = BY_PASSWORD): Promise<CookieToSet> {
    return this.#cookie(await this.signIns.begin('cookie', account, way), TOKEN_LIFETIME_SECONDS);
  }

  /** The cookie that makes the browser delete its own. */
  cleared(): CookieToSet {
    return this.#cookie('', 0);
  }

  #cookie(value: string, maxAge: number): CookieToSet {
    const { name } = this;
    const secure = this.#secure;
    return { name, value, options: { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge } };
  }
}
