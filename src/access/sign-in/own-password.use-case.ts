import type { Actor } from '../../platform/identity/actor.js';
import { notSignedIn } from '../access.errors.js';
import { passwordElsewhere, passwordTooShort } from '../second-factor.errors.js';
import { isOfThisServer } from '../accounts/account.js';
import type { AccountRepository } from '../accounts/account.repository.js';
import { LEAST_CHARACTERS, type NewPasswords } from '../accounts/new-passwords.js';
import type { Browser, CompleteSignIn, IssuedToken } from './complete-sign-in.js';
import type { Confirmations, CurrentSignIn } from './identify-caller.use-case.js';
import type { SignIn } from './sign-in.use-case.js';
import type { CookieToSet } from './cookie-to-set.js';

/** Who asks, from where. */
export interface OwnPasswordCaller extends Pick<Browser, 'cookies'> {
  readonly actor: Actor;
  readonly signIn: CurrentSignIn;
  readonly address: string;
}

/** What people do with their own password. */
export class OwnPassword {
  constructor(
    private readonly signIn: SignIn,
    private readonly accounts: Pick<AccountRepository, 'byId'>,
    private readonly newPasswords: NewPasswords,
    private readonly confirmations: Confirmations,
    private readonly complete: CompleteSignIn,
  ) {}

  /** Proves once more who the person is. @throws as `SignIn.confirm` */
  async confirm(caller: OwnPasswordCaller, password: string): Promise<void> {
    await this.#check(caller, password);
    await this.confirmations.renew(caller.signIn);
  }

  /**
   * Ends every sign-in of the person and begins one for the program that asks.
   * @throws as `SignIn.confirm`; access/password-elsewhere, access/password-too-short, access/known-password
   */
  async changeByToken(caller: OwnPasswordCaller, change: PasswordChange): Promise<IssuedToken> {
    return this.complete.withToken(await this.#change(caller, change));
  }

  /** The same for a browser. */
  async changeByBrowser(
    caller: OwnPasswordCaller,
    change: PasswordChange,
  ): Promise<readonly CookieToSet[]> {
    const account = await this.#change(caller, change);
    return this.complete.inBrowser(account, { cookies: caller.cookies, signInId: undefined });
  }

  async #change(caller: OwnPasswordCaller, { old, fresh }: PasswordChange) {
    const { actor } = caller;
    const held = await this.accounts.byId(actor.id);
    if (held === undefined || !isOfThisServer(held)) throw passwordElsewhere();
    if (fresh.length < LEAST_CHARACTERS) throw passwordTooShort(LEAST_CHARACTERS);
    const account = await this.#check(caller, old);
    await this.newPasswords.set(account, fresh, { by: actor.id, what: 'password' });
    const changed = await this.accounts.byId(actor.id);
    if (changed === undefined) throw notSignedIn();
    return changed;
  }

  async #check({ actor, address, cookies }: OwnPasswordCaller, password: string) {
    const deviceCookie = this.complete.deviceCookieOf({ cookies });
    const { username } = actor;
    const account = await this.signIn.confirm({ username, password, address, deviceCookie });
    // Names move between people of a directory.
    if (account.id !== actor.id) throw notSignedIn();
    return account;
  }
}

export interface PasswordChange {
  readonly old: string;
  readonly fresh: string;
}
