import type { DeviceCookie, DeviceCookies } from './device-cookies.js';
import type { SessionCookie, SessionCookies } from './session-cookies.js';
import type { SignIn, SignInInput } from './sign-in.use-case.js';
import type { SignIns } from './sign-ins.js';

export interface SignInBrowserInput extends Omit<SignInInput, 'deviceCookie'> {
  readonly cookies: Readonly<Record<string, string | undefined>>;
  /** What the browser is signed in with now; it ends, whoever's it is. */
  readonly signInId: string | undefined;
}

/** Signs somebody in and says which cookies their browser is to keep. */
export class SignInBrowser {
  constructor(
    private readonly signIn: SignIn,
    private readonly signIns: SignIns,
    private readonly sessions: SessionCookies,
    private readonly devices: DeviceCookies,
  ) {}

  /** @throws as `SignIn` */
  async execute(input: SignInBrowserInput): Promise<readonly (SessionCookie | DeviceCookie)[]> {
    const deviceCookie = input.cookies[this.devices.name];
    const account = await this.signIn.execute({ ...input, deviceCookie });
    if (input.signInId !== undefined) await this.signIns.end(input.signInId);
    const device = this.devices.issue(deviceCookie, account.username, input.username);
    return [await this.sessions.issue(account), device];
  }
}
