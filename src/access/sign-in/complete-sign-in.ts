import type { Account } from '../accounts/account.js';
import type { DeviceCookies } from './known-callers.js';
import type { SignInWay } from './sign-in.repository.js';
import { TOKEN_LIFETIME_SECONDS, type SessionCookies, type SignIns } from './sign-ins.js';
import type { CookieToSet } from './cookie-to-set.js';

export interface IssuedToken {
  readonly token: string;
  readonly expiresInSeconds: number;
}

/** What the browser sent along. */
export interface Browser {
  readonly cookies: Readonly<Record<string, string | undefined>>;
  /** The sign-in that the browser has; it ends, even when it is another person's. */
  readonly signInId: string | undefined;
}

/**
 * The last step of every sign-in, whatever proved who somebody is: a password, a passkey or an OpenID provider. Nothing
 * is checked here; the callers have done that.
 */
export class CompleteSignIn {
  constructor(
    private readonly signIns: SignIns,
    private readonly sessions: SessionCookies,
    private readonly devices: DeviceCookies,
  ) {}

  /** For a program: a bearer token. */
  async withToken(account: Account, way?: SignInWay): Promise<IssuedToken> {
    const token = await this.signIns.begin('bearer', account, way);
    return { token, expiresInSeconds: TOKEN_LIFETIME_SECONDS };
  }

  /** The cookies for a browser; `typed` may be another name of the same person. */
  async inBrowser(
    account: Account,
    browser: Browser,
    typed = account.username,
    way?: SignInWay,
  ): Promise<readonly CookieToSet[]> {
    if (browser.signInId !== undefined) await this.signIns.end(browser.signInId);
    const device = this.devices.issue(this.deviceCookieOf(browser), account.username, typed);
    return [await this.sessions.issue(account, way), device];
  }

  /** The browser's cookie of earlier sign-ins: see `DeviceCookies`. */
  deviceCookieOf({ cookies }: Pick<Browser, 'cookies'>): string | undefined {
    return cookies[this.devices.name];
  }
}
