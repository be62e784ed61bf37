import { passkeyRefused } from '../second-factor.errors.js';
import { isOfThisServer, type Account } from '../accounts/account.js';
import type { AccountRepository } from '../accounts/account.repository.js';
import type { Browser, CompleteSignIn } from '../sign-in/complete-sign-in.js';
import type { RefusedSignIns } from '../sign-in/refused-sign-ins.js';
import type { Passkeys } from './passkeys.js';
import type { CookieToSet } from '../sign-in/cookie-to-set.js';

/**
 * Signing in with a passkey alone: the device has checked who holds it, so it is both factors at once. For accounts of
 * this server; the directory is asked about its people with their password.
 */
export class SignInWithPasskey {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly accounts: Pick<AccountRepository, 'byId'>,
    private readonly complete: CompleteSignIn,
    private readonly refused: RefusedSignIns,
  ) {}

  get isPossible(): boolean {
    return this.passkeys.arePossible;
  }

  /** What the browser needs to ask. @throws access/passkeys-need-host-name */
  begin(): Promise<object> {
    return this.passkeys.requestForAnybody();
  }

  /** `response` is the browser's answer, unchecked. @throws access/passkey-refused */
  async execute(response: unknown, browser: Browser): Promise<readonly CookieToSet[]> {
    const passkey = await this.passkeys.acceptAlone(response);
    const account = passkey && (await this.accounts.byId(passkey.accountId));
    if (account !== undefined && maySignIn(account))
      return this.complete.inBrowser(account, browser, account.username, { via: 'passkey' });
    const error = passkeyRefused();
    await this.refused.record(account?.username ?? '', error);
    throw error;
  }
}

const maySignIn = (account: Account): boolean => !account.disabled && isOfThisServer(account);
