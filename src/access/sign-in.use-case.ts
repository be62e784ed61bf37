import type { Account } from './account.js';
import { canonicalUsername } from './account.js';
import { isAppError } from '../platform/errors/app-error.js';
import { signInBusy, tooManyFailures, wrongCredentials } from './access.errors.js';
import type { Credentials } from './credentials.js';
import type { SignInThrottle } from './sign-in-throttle.js';
import { Turnstile } from './turnstile.js';

export interface SignInInput {
  readonly username: string;
  readonly password: string;
  /** Of the caller, for throttling. */
  readonly address: string;
}

/** Each check takes 64 MiB and a core; the queue is about three seconds long. */
const AT_ONCE = 2;
const WAITING = 50;

export class SignIn {
  readonly #turnstile = new Turnstile(AT_ONCE, WAITING, signInBusy);

  constructor(
    private readonly credentials: Credentials,
    private readonly throttle: SignInThrottle,
  ) {}

  /**
   * @throws access/wrong-credentials, access/too-many-failures, access/sign-in-busy; what the directory
   *   throws. One that is down says nothing about the password: that is no failed attempt.
   */
  async execute(input: SignInInput): Promise<Account> {
    const username = canonicalUsername(input.username);
    await this.#refuseLocked(username ?? '', input.address);
    return this.#turnstile.pass(async () => {
      // Once more, since attempts that were ahead in the queue may have failed by now.
      await this.#refuseLocked(username ?? '', input.address);
      try {
        return await this.#verified(username ?? '', input.password);
      } catch (error) {
        const refused = isAppError(error) && error.kind === 'unauthenticated';
        if (refused) await this.throttle.failed(username ?? '', input.address);
        throw error;
      }
    });
  }

  async #verified(username: string, password: string): Promise<Account> {
    const account = await this.credentials.verify(username, password);
    if (account === undefined) throw wrongCredentials();
    await this.throttle.succeeded(username);
    return account;
  }

  async #refuseLocked(username: string, address: string): Promise<void> {
    const seconds = await this.throttle.secondsToWait(username, address);
    if (seconds > 0) throw tooManyFailures(seconds);
  }
}
